#pragma once

// Private to introspect.

#include <vector>

#include "introspect/declared.hpp"
#include "introspect/row.hpp"
#include "src/db/session.hpp"
#include "src/model/live_database.hpp"

namespace pgreconcile::introspect {

/// What pgreconcile does not manage on the declared tables: table, kind, name.
db::CatalogQuery unmanaged_query(const Declared& declared);
std::vector<model::UnmanagedObject> read_unmanaged(const db::Result& rows);

}  // namespace pgreconcile::introspect
