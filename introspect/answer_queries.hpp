#pragma once

// Private to introspect: the queries behind the answers to what comparing cannot decide.

#include <set>
#include <string>
#include <vector>

#include "src/db/session.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::introspect {

/// Functions and operators (`operator +`) among the names that are built in or in the schema: name; provolatile of the most
/// volatile built-in one, or x where the schema has one too, so that a call may mean that; whether there is a built-in one
/// and all of the schema's take a type that is not built in.
db::CatalogQuery functions_query(const std::set<std::string>& names, const sql::Identifier& schema);

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
