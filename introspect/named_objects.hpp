#pragma once

// Private to introspect: whether texts of the catalog may be newer than its rows.

#include <string>
#include <vector>

#include "src/db/session.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::introspect {

/// One row that is another one as soon as any object was changed whose name may stand in a text about these tables and
/// domains. pg_get_expr(), format_type() and their like, and whatever is looked up by a name, take names from the catalog
/// as it is now, and rows come from the snapshot: between two snapshots with equal answers both say the same.
db::CatalogQuery named_objects_query(const std::vector<sql::QualifiedName>& tables,
                                     const std::vector<sql::QualifiedName>& domains);
std::string read_named_objects(const db::Result& rows);

}  // namespace pgreconcile::introspect
