#include "introspect/referable_keys.hpp"

#include "introspect/index_elements.hpp"

namespace pgreconcile::introspect {

// Source: transformFkeyCheckAttrs() in src/backend/commands/tablecmds.c
db::CatalogQuery referable_keys_query(const std::vector<sql::QualifiedName>& tables) {
  return {with_declared(tables) +
          fmt::format("SELECT d.table_schema, d.table_name, {} AS columns FROM declared d"
                      "  JOIN pg_catalog.pg_index i ON i.indrelid = d.oid"
                      " WHERE i.indisunique AND i.indimmediate AND i.indisvalid AND NOT i.indisexclusion"
                      "   AND i.indpred IS NULL AND i.indexprs IS NULL"
                      " ORDER BY d.table_schema, d.table_name, i.indexrelid",
                      key_columns())};
}

std::set<model::ReferableKey> read_referable_keys(const db::Result& rows) {
  std::set<model::ReferableKey> keys;
  each_row(rows, [&](const Row& row) {
    const auto columns = row.identifiers("columns");
    keys.insert({row.qualified("table"), {columns.begin(), columns.end()}});
  });
  return keys;
}

}  // namespace pgreconcile::introspect
