#pragma once

// Private to introspect: the queries behind the answers to what comparing cannot decide.

#include <set>
#include <string>
#include <vector>

#include "src/db/session.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::introspect {

/// Functions and operators (`operator +`) among the names that the search path has: name; provolatile of the most volatile
/// built-in one, if any; the other schemas of the path that have one, as JSON, if any; whether one of those
/// takes built-in types only.
db::CatalogQuery functions_query(const std::set<std::string>& names, const std::vector<sql::Identifier>& search_path);

/// schema, table, size in bytes with partitions, whether the role may SELECT it.
db::CatalogQuery table_sizes_query(const std::vector<sql::QualifiedName>& tables);

/// One row: whether the table holds a row.
db::CatalogQuery has_rows_query(const sql::QualifiedName& table);

/// The types among the names that are domains, composite, or arrays of those: name as asked. Names resolve under the
/// session's search_path.
db::CatalogQuery code_types_query(const std::set<std::string>& types);

/// Which of the names a domain has, in whatever schema.
db::CatalogQuery domain_names_query(const std::set<std::string>& names);

/// The casts that there are: source and target type as the session's search_path has them spelled, castcontext.
db::CatalogQuery casts_query();

}  // namespace pgreconcile::introspect
