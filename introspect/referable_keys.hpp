#pragma once

// Private to introspect.

#include <set>
#include <vector>

#include "introspect/declared.hpp"
#include "src/db/session.hpp"
#include "src/model/live_database.hpp"

namespace pgreconcile::introspect {

/// The keys of those tables that a foreign key may refer to.
db::CatalogQuery referable_keys_query(const std::vector<sql::QualifiedName>& tables);
std::set<model::ReferableKey> read_referable_keys(const db::Result& rows);

}  // namespace pgreconcile::introspect
