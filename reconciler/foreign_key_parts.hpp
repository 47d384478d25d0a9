#pragma once

#include <optional>
#include <vector>

#include "reconciler/change.hpp"
#include "reconciler/diff_context.hpp"

namespace pgreconcile::reconciler {

/// What a missing foreign key of a partitioned table lacks below it. Keys that are there, under whatever name, are taken,
/// and named to the context as accounted for. std::nullopt where there is no such way: some partitions are foreign tables,
/// or the key refers to a partitioned table, whose partitions the parts would each have constraints on.
/// REQUIRES: the key has its name.
std::optional<std::vector<ForeignKeyPart>> parts_of(DiffContext& context, const model::Table& table,
                                                    const model::ForeignKey& key);

}  // namespace pgreconcile::reconciler
