#include "src/yaml/partition_format.hpp"

#include <fmt/format.h>

#include <array>

#include "src/yaml/element_format.hpp"
#include "src/yaml/index_rules.hpp"
#include "src/yaml/key.hpp"

namespace pgreconcile::yaml {
namespace {

struct PartitionByParts {
  model::PartitionStrategy strategy = model::PartitionStrategy::Range;
  std::vector<ElementDraft> elements;
};

template <model::PartitionStrategy Strategy>
void read_strategy(const Field& field, PartitionByParts& parts, FileContext& file) {
  parts.strategy = Strategy;
  for (const auto& item : *field.value.sequence()) {
    if (auto element = read_partition_element({field.key, item}, file)) parts.elements.push_back(*std::move(element));
  }
  const auto count = field.value.sequence()->size();
  if (count == 0) file.problems.add(field.value.offset, "\"partition_by\" needs at least one column");
  if (Strategy == model::PartitionStrategy::List && count > 1) {
    file.problems.add(field.value.offset, "a list is partitioned by one column or expression");
  }
  refuse_too_many("\"partition_by\"", count, field.value.offset, file);
}

constexpr auto kPartitionByKeys = std::to_array<Key<PartitionByParts>>({
    {"range",
     Presence::Optional,
     {ValueKind::NamesAndObjects, {}, "partition column"},
     read_strategy<model::PartitionStrategy::Range>,
     {"A partition holds the rows from one bound up to another.", "PARTITION BY RANGE (a, b)"}},
    {"list",
     Presence::Optional,
     {ValueKind::NamesAndObjects, {}, "partition column"},
     read_strategy<model::PartitionStrategy::List>,
     {"A partition holds the rows with one of some values.", "PARTITION BY LIST (a)"}},
    {"hash",
     Presence::Optional,
     {ValueKind::NamesAndObjects, {}, "partition column"},
     read_strategy<model::PartitionStrategy::Hash>,
     {"A partition holds the rows whose hash has one remainder.", "PARTITION BY HASH (a, b)"}},
});

}  // namespace

PartitionKeyDraft read_partition_by(const Field& field, FileContext& file) {
  PartitionByParts parts;
  const auto problems_before = file.problems.count();
  read_object("\"partition_by\"", field.value, kPartitionByKeys, parts, file);
  if (file.problems.count() == problems_before && field.value.mapping()->size() != 1) {
    file.problems.add(field.value.offset, "\"partition_by\" must have one of: range, list, hash");
  }
  PartitionKeyDraft draft;
  draft.key.strategy = parts.strategy;
  draft.key.origin = {file.source.location(field.value.offset)};
  for (auto& element : parts.elements) {
    auto& named = element.column ? draft.columns : draft.columns_in_expressions;
    named.insert(named.end(), element.columns.begin(), element.columns.end());
    draft.key.elements.push_back({element.key(), std::move(element.opclass), std::move(element.collation)});
  }
  draft.complete = file.problems.count() == problems_before;
  return draft;
}

std::vector<ObjectFormat> partition_formats() { return {format_of("partition key", kPartitionByKeys), bound_format()}; }

}  // namespace pgreconcile::yaml
