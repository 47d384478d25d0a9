#pragma once

#include "src/model/constraint.hpp"

namespace pgreconcile::reconciler {

/// The same columns refer to the same.
bool same_reference(const model::ForeignKey& a, const model::ForeignKey& b);

/// ON DELETE does the same, to the same columns.
bool same_on_delete(const model::ForeignKey& a, const model::ForeignKey& b);

/// Everything but the name and whether existing rows are known to satisfy it.
bool same_structure(const model::ForeignKey& a, const model::ForeignKey& b);

}  // namespace pgreconcile::reconciler
