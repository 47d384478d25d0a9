#pragma once

#include <optional>

#include "reconciler/change.hpp"
#include "reconciler/diff_context.hpp"

namespace pgreconcile::reconciler {

/// An index that a partitioned table is to have, or the one that a key of it is built on.
struct WantedIndex {
  model::Index definition;
  const model::Origin& origin;
  /// Of a key.
  std::optional<sql::ConstraintType> constraint = {};
  model::Deferrability deferrability = model::Deferrability::NotDeferrable;
};

/// What the index lacks below a partitioned table. Parts that are there and are not attached yet are taken, and named to
/// the context as accounted for; one that a broken CREATE INDEX CONCURRENTLY left is reported as invalid, and left out
/// unless it is repaired first.
/// std::nullopt where there is no such way: the table is not partitioned, or has foreign tables among its partitions, or
/// an index that is there is not valid although there are none.
std::optional<IndexParts> parts_of(DiffContext& context, const TablePair& tables, const WantedIndex& wanted,
                                   Presence whole);

}  // namespace pgreconcile::reconciler
