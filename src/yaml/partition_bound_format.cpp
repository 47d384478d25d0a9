// The partitions of a table and their bounds; declared in partition_format.hpp.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "src/base/ascii.hpp"
#include "src/yaml/key.hpp"
#include "src/yaml/partition_format.hpp"

namespace pgreconcile::yaml {
namespace {

using BoundValues = std::vector<model::BoundValue>;

struct BoundDraft {
  std::optional<BoundValues> from;
  std::optional<BoundValues> to;
  std::optional<BoundValues> in;
  std::optional<Integer> modulus;
  std::optional<Integer> remainder;
};

// In the order of model::BoundKeyword.
constexpr auto kKeywords = std::to_array<std::string_view>({"minvalue", "maxvalue", "null"});

std::optional<model::BoundValue> read_value(const Field& item, FileContext& file) {
  if (item.value.mapping() != nullptr) {
    auto literal = read_literal("the value", item.value, file);
    return literal ? std::optional<model::BoundValue>(*std::move(literal)) : std::nullopt;
  }
  if (item.value.scalar() == nullptr || item.value.left_out()) {
    refuse_kind(fmt::format("each item of \"{}\"", item.key), "a value or {literal: text}", item.value, file);
    return std::nullopt;
  }
  const auto& text = item.value.scalar()->text;
  if (const auto word = bound_keyword(text)) return *word;
  if (text.find('\0') == std::string::npos) return text;
  file.problems.add(item.value.offset, "a value must not hold a NUL character");
  return std::nullopt;
}

// https://www.postgresql.org/docs/current/sql-createtable.html: MINVALUE and MAXVALUE bound a range, NULL is a value.
bool may_stand(const Field& item, const model::BoundValue& value, FileContext& file) {
  const auto* word = std::get_if<model::BoundKeyword>(&value);
  const bool is_null = word != nullptr && *word == model::BoundKeyword::Null;
  if (word == nullptr || is_null == (item.key == "in")) return true;
  const auto& text = item.value.scalar()->text;
  file.problems.add(item.value.offset, fmt::format("{} cannot stand in \"{}\"", text, item.key),
                    fmt::format("write {{literal: {}}} for the text", is_null ? "\"" + text + "\"" : text));
  return false;
}

std::optional<BoundValues> read_values(const Field& field, FileContext& file) {
  BoundValues values;
  for (const auto& node : *field.value.sequence()) {
    const Field item{field.key, node};
    auto value = read_value(item, file);
    if (value && may_stand(item, *value, file)) values.push_back(*std::move(value));
  }
  if (field.value.sequence()->empty()) {
    file.problems.add(field.value.offset, fmt::format("\"{}\" needs at least one value", field.key));
  }
  return values;
}

constexpr auto kBoundKeys = std::to_array<Key<BoundDraft>>({
    {"from",
     Presence::Optional,
     {ValueKind::BoundValues, {}, "literal"},
     store<&BoundDraft::from, read_values>,
     {"Where a range begins, which is within it: constants, minvalue or maxvalue.", "FOR VALUES FROM (…) TO (…)"}},
    {"to",
     Presence::Optional,
     {ValueKind::BoundValues, {}, "literal"},
     store<&BoundDraft::to, read_values>,
     {"Where a range ends, which is not within it: constants, minvalue or maxvalue.", "FOR VALUES FROM (…) TO (…)"}},
    {"in",
     Presence::Optional,
     {ValueKind::BoundValues, {}, "literal"},
     store<&BoundDraft::in, read_values>,
     {"The values of a list: constants, or null.", "FOR VALUES IN (…)"}},
    {"modulus",
     Presence::Optional,
     {ValueKind::Integer},
     store<&BoundDraft::modulus, read_integer>,
     {"The number by which the hash is divided.", "FOR VALUES WITH (MODULUS n, REMAINDER r)"}},
    {"remainder",
     Presence::Optional,
     {ValueKind::Integer},
     store<&BoundDraft::remainder, read_integer>,
     {"What remains of the hash of this partition's rows.", "FOR VALUES WITH (MODULUS n, REMAINDER r)"}},
});

void refuse_hash_numbers(const BoundDraft& draft, FileContext& file) {
  constexpr auto kMost = std::numeric_limits<int>::max();
  if (draft.modulus->value < 1 || draft.modulus->value > kMost) {
    file.problems.add(draft.modulus->offset, fmt::format("\"modulus\" must be between 1 and {}", kMost));
  } else if (draft.remainder->value < 0 || draft.remainder->value >= draft.modulus->value) {
    file.problems.add(draft.remainder->offset,
                      fmt::format("\"remainder\" must be between 0 and {}", draft.modulus->value - 1));
  }
}

std::optional<model::PartitionBound> bound_of(BoundDraft& draft, const Node& node, FileContext& file) {
  const auto keys = node.mapping()->size();
  if (keys == 2 && draft.from && draft.to) return model::RangeBound{*std::move(draft.from), *std::move(draft.to)};
  if (keys == 1 && draft.in) return model::ListBound{*std::move(draft.in)};
  if (keys == 2 && draft.modulus && draft.remainder) {
    refuse_hash_numbers(draft, file);
    return model::HashBound{static_cast<int>(draft.modulus->value), static_cast<int>(draft.remainder->value)};
  }
  file.problems.add(node.offset, "a partition's bound must be one of: default, {from, to}, {in}, {modulus, remainder}");
  return std::nullopt;
}

std::optional<model::PartitionBound> read_bound(const std::string& subject, const Node& node, FileContext& file) {
  const auto* scalar = node.scalar();
  if (scalar != nullptr && scalar->text == kBoundWords.front()) return model::DefaultBound{};
  if (node.mapping() == nullptr) {
    refuse_kind(subject, "default or a mapping", node, file);
    return std::nullopt;
  }
  BoundDraft draft;
  const auto problems_before = file.problems.count();
  read_object(subject, node, kBoundKeys, draft, file);
  if (file.problems.count() != problems_before) return std::nullopt;
  return bound_of(draft, node, file);
}

std::string_view wanted_bound(model::PartitionStrategy strategy) {
  switch (strategy) {
    case model::PartitionStrategy::Range:
      return "write {from: […], to: […]} or default";
    case model::PartitionStrategy::List:
      return "write {in: […]} or default";
    case model::PartitionStrategy::Hash:
      return "write {modulus: n, remainder: n}";
  }
  return "";
}

bool fits(const model::PartitionBound& bound, model::PartitionStrategy strategy) {
  if (std::holds_alternative<model::DefaultBound>(bound)) return strategy != model::PartitionStrategy::Hash;
  if (std::holds_alternative<model::RangeBound>(bound)) return strategy == model::PartitionStrategy::Range;
  if (std::holds_alternative<model::ListBound>(bound)) return strategy == model::PartitionStrategy::List;
  return strategy == model::PartitionStrategy::Hash;
}

// Behind MINVALUE or MAXVALUE all values are the same. https://www.postgresql.org/docs/current/sql-createtable.html
bool goes_on_as_it_must(const BoundValues& values) {
  const auto first = std::ranges::find_if(
      values, [](const auto& value) { return std::holds_alternative<model::BoundKeyword>(value); });
  return std::all_of(first, values.end(), [&](const auto& value) { return value == *first; });
}

std::string range_problem(const model::RangeBound& range, std::size_t keys) {
  if (range.from.size() != keys || range.to.size() != keys) {
    return fmt::format("is bounded by {} and {} values, and the key has {}", range.from.size(), range.to.size(), keys);
  }
  if (!goes_on_as_it_must(range.from) || !goes_on_as_it_must(range.to)) {
    return "has a value behind minvalue or maxvalue";
  }
  return range.from == range.to ? "is an empty range" : "";
}

}  // namespace

std::string_view strategy_name(model::PartitionStrategy strategy) {
  switch (strategy) {
    case model::PartitionStrategy::Range:
      return "range";
    case model::PartitionStrategy::List:
      return "list";
    case model::PartitionStrategy::Hash:
      return "hash";
  }
  return {};
}

std::optional<model::BoundKeyword> bound_keyword(std::string_view text) {
  const auto* found = std::ranges::find(kKeywords, lower_case(text));
  if (found == kKeywords.end()) return std::nullopt;
  return static_cast<model::BoundKeyword>(found - kKeywords.begin());
}

std::optional<model::Partition> read_partition(const Entry& entry, FileContext& file) {
  const auto problems_before = file.problems.count();
  auto name = read_new_name(entry.key, file);
  auto bound = read_bound(fmt::format("partition \"{}\"", entry.name()), entry.value, file);
  if (!name || !bound || file.problems.count() != problems_before) return std::nullopt;
  return model::Partition{*std::move(name), *std::move(bound), {}, {file.source.location(entry.key.offset)}};
}

void refuse_unfit_bound(const model::Partition& partition, const model::PartitionKey& key, FileContext& file) {
  const auto subject = fmt::format("partition \"{}\"", partition.name.name.name());
  if (!fits(partition.bound, key.strategy)) {
    file.problems.add(partition.origin.where,
                      fmt::format("{} has no bound of a {}", subject, strategy_name(key.strategy)),
                      std::string(wanted_bound(key.strategy)));
    return;
  }
  const auto* range = std::get_if<model::RangeBound>(&partition.bound);
  const auto problem = range == nullptr ? std::string() : range_problem(*range, key.elements.size());
  if (!problem.empty()) file.problems.add(partition.origin.where, fmt::format("{} {}", subject, problem));
}

ObjectFormat bound_format() { return format_of("partition bound", kBoundKeys); }

}  // namespace pgreconcile::yaml
