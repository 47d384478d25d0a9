#pragma once

#include <vector>

#include "reconciler/difference.hpp"
#include "src/model/database.hpp"
#include "src/model/live_database.hpp"

namespace pgreconcile::reconciler {

/// Takes the remedies away that would fail because what they need can neither be found nor be made: a column of a type
/// that cannot be created, a foreign key to a key that cannot be added, … Those differences become blocked, and so does
/// in turn what needs them, whichever comes first in the file.
void block_dependents(const model::Database& desired, const model::LiveDatabase& live,
                      std::vector<Difference>& differences);

}  // namespace pgreconcile::reconciler
