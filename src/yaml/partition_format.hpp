#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "src/model/partition.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/object_format.hpp"
#include "src/yaml/read_value.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// `partition_by`, and where columns are named: as its keys, and in its expressions.
struct PartitionKeyDraft {
  model::PartitionKey key;
  std::vector<Name> columns;
  std::vector<Name> columns_in_expressions;
  /// False if some part of it could not be read.
  bool complete = true;
};

/// Its key in `partition_by`.
std::string_view strategy_name(model::PartitionStrategy strategy);

PartitionKeyDraft read_partition_by(const Field& field, FileContext& file);

/// The words that a partition may be instead of a mapping.
inline constexpr auto kBoundWords = std::to_array<std::string_view>({"default"});

/// The keyword that a bound's value is, in capitals too, unless it is written as {literal: …}.
std::optional<model::BoundKeyword> bound_keyword(std::string_view text);

/// One entry of `partitions`; nothing if a part of it is wrong.
std::optional<model::Partition> read_partition(const Entry& entry, FileContext& file);

/// Refuses, at the partition's place, a bound that a table partitioned by that key cannot have.
void refuse_unfit_bound(const model::Partition& partition, const model::PartitionKey& key, FileContext& file);

std::vector<ObjectFormat> partition_formats();
ObjectFormat bound_format();

}  // namespace pgreconcile::yaml
