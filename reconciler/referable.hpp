#pragma once

#include <optional>
#include <set>

#include "src/model/constraint.hpp"
#include "src/model/index.hpp"

namespace pgreconcile::reconciler {

// The columns to which a foreign key may refer together, in any order: those of a key or index that is unique at once, for
// all rows. std::nullopt for any other. https://www.postgresql.org/docs/current/sql-createtable.html

std::optional<std::set<sql::Identifier>> referable(const model::KeyConstraint& key);
std::optional<std::set<sql::Identifier>> referable(const model::Index& index);

}  // namespace pgreconcile::reconciler
