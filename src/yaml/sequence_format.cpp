#include "src/yaml/sequence_format.hpp"

#include <fmt/format.h>

#include <array>

#include "src/yaml/key.hpp"
#include "src/yaml/type_rules.hpp"
#include "src/yaml/value.hpp"

namespace pgreconcile::yaml {
namespace {

// A sequence, or the one of an identity column, as the file has it.
struct SequenceDraft {
  std::optional<sql::TypeName> type;
  model::IdentityKind kind = model::IdentityKind::Always;
  std::optional<Integer> start;
  std::optional<Integer> increment;
  std::optional<Integer> min;
  std::optional<Integer> max;
  std::optional<Integer> cache;
  std::optional<bool> cycle;
  std::optional<model::ColumnReference> owned_by;
};

using SequenceRow = Key<SequenceDraft>;
constexpr SequenceRow kStart{"start",
                             Presence::Optional,
                             {ValueKind::Integer},
                             store<&SequenceDraft::start, read_integer>,
                             {"The first number.", "START WITH", "min, or max where the sequence counts down"}};
constexpr SequenceRow kIncrement{"increment",
                                 Presence::Optional,
                                 {ValueKind::Integer},
                                 store<&SequenceDraft::increment, read_integer>,
                                 {"What is added for the next number; negative to count down.", "INCREMENT BY", "1"}};
constexpr SequenceRow kMin{"min",
                           Presence::Optional,
                           {ValueKind::Integer},
                           store<&SequenceDraft::min, read_integer>,
                           {"The least number.", "MINVALUE", "1, or the type's least where the sequence counts down"}};
constexpr SequenceRow kMax{
    "max",
    Presence::Optional,
    {ValueKind::Integer},
    store<&SequenceDraft::max, read_integer>,
    {"The greatest number.", "MAXVALUE", "the type's greatest, or -1 where the sequence counts down"}};
constexpr SequenceRow kCache{"cache",
                             Presence::Optional,
                             {ValueKind::Integer},
                             store<&SequenceDraft::cache, read_integer>,
                             {"How many numbers a session takes at once.", "CACHE", "1"}};
constexpr SequenceRow kCycle{"cycle",
                             Presence::Optional,
                             {ValueKind::Boolean},
                             store<&SequenceDraft::cycle, read_boolean>,
                             {"Whether the sequence begins anew when it has reached its end.", "CYCLE", "false"}};

void read_sequence_type(const Field& field, SequenceDraft& draft, FileContext& file) {
  draft.type = read_type(field, file);
  if (!draft.type || is_integer(*draft.type)) return;
  file.problems.add(field.value.offset, fmt::format("a sequence counts in smallint, integer or bigint, not {}",
                                                    field.value.scalar()->text));
  draft.type.reset();
}

constexpr auto kSequenceKeys = std::to_array<SequenceRow>({
    {"type",
     Presence::Optional,
     {ValueKind::Type},
     read_sequence_type,
     {"The type of its numbers: smallint, integer or bigint.", "AS type", "bigint"}},
    kStart,
    kIncrement,
    kMin,
    kMax,
    kCache,
    kCycle,
    {"owned_by",
     Presence::Optional,
     {ValueKind::ColumnName},
     store<&SequenceDraft::owned_by, read_column_name>,
     {"The column with which the sequence is dropped.", "OWNED BY table.column"}},
});

constexpr auto kIdentityKeys = std::to_array<SequenceRow>({
    {"generated",
     Presence::Required,
     {ValueKind::Choice, kIdentityWords},
     [](const Field& field, SequenceDraft& draft, FileContext& file) {
       read_choice(field, kIdentityWords, draft.kind, file);
     },
     {"Whether an INSERT may give a value of its own (by default) or not (always).", "GENERATED ALWAYS AS IDENTITY"}},
    kStart,
    kIncrement,
    kMin,
    kMax,
    kCache,
    kCycle,
});

// The numbers that the file gives, with what PostgreSQL takes for the others.
// Source: init_params() in src/backend/commands/sequence.c
model::SequenceOptions filled_in(const SequenceDraft& draft, const sql::TypeName& type) {
  const auto given = [](const std::optional<Integer>& number, std::int64_t otherwise) {
    return number ? number->value : otherwise;
  };
  auto options = model::default_sequence_options(type, given(draft.increment, 1));
  options.min = given(draft.min, options.min);
  options.max = given(draft.max, options.max);
  options.start = given(draft.start, options.increment > 0 ? options.min : options.max);
  options.cache = given(draft.cache, options.cache);
  options.cycling = draft.cycle.value_or(false) ? model::Cycling::Yes : model::Cycling::No;
  return options;
}

void refuse_outside_type(const SequenceDraft& draft, const sql::TypeName& type, FileContext& file) {
  const auto least = model::default_sequence_options(type, -1).min;
  const auto greatest = model::default_sequence_options(type, 1).max;
  const auto check = [&](std::string_view key, const std::optional<Integer>& number) {
    if (!number || (number->value >= least && number->value <= greatest)) return;
    file.problems.add(number->offset, fmt::format("\"{}\" must be between {} and {} for type {}, not {}", key, least,
                                                  greatest, type.canonical(), number->value));
  };
  check("min", draft.min);
  check("max", draft.max);
}

void refuse_impossible(const SequenceDraft& draft, const model::SequenceOptions& options, std::size_t offset,
                       FileContext& file) {
  const auto at = [&](const std::optional<Integer>& number) { return number ? number->offset : offset; };
  if (options.increment == 0) file.problems.add(at(draft.increment), "\"increment\" must not be 0");
  if (options.cache < 1) file.problems.add(at(draft.cache), "\"cache\" must be at least 1");
  if (options.min >= options.max) {
    file.problems.add(at(draft.max ? draft.max : draft.min),
                      fmt::format("\"min\" ({}) must be less than \"max\" ({})", options.min, options.max));
  } else if (options.start < options.min || options.start > options.max) {
    file.problems.add(at(draft.start),
                      fmt::format("\"start\" ({}) must be between {} and {}", options.start, options.min, options.max));
  }
}

model::SequenceOptions checked_options(const SequenceDraft& draft, const sql::TypeName& type, std::size_t offset,
                                       FileContext& file) {
  auto options = filled_in(draft, type);
  refuse_outside_type(draft, type, file);
  refuse_impossible(draft, options, offset, file);
  return options;
}

}  // namespace

std::optional<model::Sequence> read_sequence(const Entry& entry, FileContext& file) {
  const auto problems_before = file.problems.count();
  auto name = read_new_name(entry.key, file);
  SequenceDraft draft;
  read_object(fmt::format("sequence \"{}\"", entry.name()), entry.value, kSequenceKeys, draft, file);
  if (!name || file.problems.count() != problems_before) return std::nullopt;
  const auto type = draft.type.value_or(std::get<sql::TypeName>(file.fragments.type("bigint", file.default_schema)));
  const auto options = checked_options(draft, type, entry.key.offset, file);
  if (file.problems.count() != problems_before) return std::nullopt;
  return model::Sequence{*std::move(name),          type, options,
                         std::move(draft.owned_by), {},   {file.source.location(entry.key.offset)}};
}

std::optional<model::Identity> read_identity(const Field& field, const sql::TypeName& type, FileContext& file) {
  const auto problems_before = file.problems.count();
  SequenceDraft draft;
  if (field.value.scalar() != nullptr) {
    read_choice(field, kIdentityWords, draft.kind, file);
  } else {
    read_object("the identity", field.value, kIdentityKeys, draft, file);
  }
  const auto options = checked_options(draft, type, field.value.offset, file);
  if (file.problems.count() != problems_before) return std::nullopt;
  return model::Identity{draft.kind, options};
}

std::vector<ObjectFormat> sequence_formats() {
  return {format_of("sequence", kSequenceKeys), format_of("identity", kIdentityKeys)};
}

}  // namespace pgreconcile::yaml
