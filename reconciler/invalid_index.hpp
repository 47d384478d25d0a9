#pragma once

#include <optional>
#include <string_view>

#include "reconciler/diff_context.hpp"

namespace pgreconcile::reconciler {

/// Makes the difference one of an index that is not valid, whose message begins with `whose` (`the`, `its`). Where
/// somebody builds it, there is nothing for a person to run: model::Index::is_being_built.
void make_invalid(Difference& difference, std::string_view whose, const std::optional<bool>& is_being_built);

/// An index that is as the file says, but invalid. What drops it and builds `rebuilt`, which has the name of the live one,
/// is for a person to run.
Difference invalid_index(const CreateIndex& rebuilt, const std::optional<bool>& is_being_built,
                         const SourceLocation& source);

/// For an index that a broken CREATE INDEX CONCURRENTLY left: its remedy where that is allowed, else how to ask for it.
/// The index of a partitioned table gets neither: it is invalid as long as a partition lacks its own.
void offer_repair(const DiffContext& context, RepairIndex repair, Difference& difference);

}  // namespace pgreconcile::reconciler
