#pragma once

// Private to introspect: what a table is as a whole. Its columns, constraints and indexes are read elsewhere.

#include "introspect/declared.hpp"
#include "introspect/row.hpp"
#include "src/db/session.hpp"

namespace pgreconcile::introspect {

/// Of pg_class.reloptions, each `name=value`.
model::StorageParameters storage_parameters(const std::vector<std::string>& options, const std::string& prefix = "");

/// The declared tables that exist: table, persistence, tablespace, storage parameters, comment, unmodelled.
db::CatalogQuery tables_query(const Declared& declared);
TablesByName read_tables(const db::Result& rows);

}  // namespace pgreconcile::introspect
