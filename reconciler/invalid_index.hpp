#pragma once

#include <string_view>

#include "reconciler/diff_context.hpp"

namespace pgreconcile::reconciler {

/// Ends the message about one: `the index is invalid: …`, `its index is invalid: …`.
inline constexpr std::string_view kIndexIsInvalid =
    "index is invalid: a CREATE INDEX CONCURRENTLY broke off or still runs";

/// An index that is as the file says, but invalid. `index` has the name of the live one; what drops it and builds it anew
/// is for a person to run.
Difference invalid_index(const sql::QualifiedName& table, const model::Index& index, const SourceLocation& source);

/// For an index that a broken CREATE INDEX CONCURRENTLY left: its remedy where that is allowed, else how to ask for it.
/// The index of a partitioned table gets neither: it is invalid as long as a partition lacks its own.
void offer_repair(const DiffContext& context, RepairIndex repair, Difference& difference);

}  // namespace pgreconcile::reconciler
