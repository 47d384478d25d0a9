#pragma once

// Private to introspect: every query of the catalog that comparing needs. Each returns rows in a fixed order, and only
// those of the declared tables, which are found by name through the catalog's own indexes: three tables in a database of
// ten thousand cost what three tables cost.

#include <set>
#include <string>
#include <vector>

#include "src/db/session.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::introspect {

/// One column, the names of those schemas that exist: schema
db::CatalogQuery schemas_query(const std::vector<sql::Identifier>& schemas);

/// Who holds the names: schema, name, relkind, and for an index its table's schema and name.
db::CatalogQuery relations_query(const std::set<sql::QualifiedName>& names);

/// Types that are not rows of a relation, among the names: schema, name. A table cannot have such a name.
db::CatalogQuery types_query(const std::vector<sql::QualifiedName>& names);

/// The declared tables that exist: schema, table, and what the model does not know of them as a JSON array of strings.
db::CatalogQuery tables_query(const std::vector<sql::QualifiedName>& tables);

/// By attnum: schema, table, column, type, not null, default, filled by the server, unmodelled (JSON).
db::CatalogQuery columns_query(const std::vector<sql::QualifiedName>& tables, int server_version);

/// All constraints, by name: schema, table, name, contype, columns (JSON), expression, convalidated,
/// condeferrable, condeferred, target schema, target table, target columns (JSON), confdeltype, confupdtype,
/// confmatchtype, unmodelled (JSON).
db::CatalogQuery constraints_query(const std::vector<sql::QualifiedName>& tables, int server_version);

/// Indexes that no constraint owns, by name: schema, table, name, unique, method, columns (JSON array of [name or null,
/// indoption]), valid, unmodelled (JSON).
db::CatalogQuery indexes_query(const std::vector<sql::QualifiedName>& tables, int server_version);

/// What pgreconcile does not manage: schema, table, kind, name.
db::CatalogQuery unmanaged_query(const std::vector<sql::QualifiedName>& tables);

/// Built-in functions and operators (`operator +`) among the names: name, provolatile of its most volatile form, or x where the schema has a function
/// of that name too, so that a call may mean that one.
db::CatalogQuery functions_query(const std::set<std::string>& names, const sql::Identifier& schema);

/// schema, table, size in bytes with partitions, whether the role may SELECT it.
db::CatalogQuery table_sizes_query(const std::vector<sql::QualifiedName>& tables);

/// One row: whether the table holds a row.
db::CatalogQuery has_rows_query(const sql::QualifiedName& table);

/// The types among the names that are domains, composite, or arrays of those: name as asked. Names resolve under the
/// session's search_path.
db::CatalogQuery code_types_query(const std::set<std::string>& types);

/// The casts that there are: source and target type (OIDs), castcontext.
db::CatalogQuery casts_query();

}  // namespace pgreconcile::introspect
