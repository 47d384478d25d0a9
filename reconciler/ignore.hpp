#pragma once

#include "src/model/database.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::reconciler {

/// True for a live relation that the file wants never to be reported as extra.
bool is_ignored(const model::Database& desired, const sql::QualifiedName& relation);

}  // namespace pgreconcile::reconciler
