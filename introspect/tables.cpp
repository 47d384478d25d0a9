#include "introspect/tables.hpp"

#include <algorithm>
#include <iterator>

namespace pgreconcile::introspect {

model::StorageParameters storage_parameters(const std::vector<std::string>& options, const std::string& prefix) {
  model::StorageParameters parameters;
  for (const auto& option : options) {
    const auto equals = option.find('=');
    parameters.push_back(
        {prefix + option.substr(0, equals), equals == std::string::npos ? "" : option.substr(equals + 1)});
  }
  return parameters;
}

db::CatalogQuery tables_query(const Declared& declared) {
  return {
      with_declared(declared.tables) +
      fmt::format(
          "SELECT d.table_schema, d.table_name, d.relpersistence = 'u' AS unlogged, ts.spcname AS tablespace,"
          "       pg_catalog.array_to_json(d.reloptions) AS options,"
          "       pg_catalog.array_to_json(toast.reloptions) AS toast_options, {} AS comment, {} AS unmodelled"
          "  FROM declared d"
          "  LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = d.reltablespace"
          "  LEFT JOIN pg_catalog.pg_class toast ON toast.oid = d.reltoastrelid"
          "  LEFT JOIN pg_catalog.pg_am am ON am.oid = d.relam"
          " ORDER BY d.table_schema, d.table_name",
          relation_comment("d.oid", "0"),
          json_of_texts("CASE WHEN d.relispartition THEN 'PARTITION OF another table' END,"
                        "CASE WHEN am.amname <> 'heap' THEN 'USING ' || pg_catalog.quote_ident(am.amname) END,"
                        "CASE WHEN d.reloftype <> 0 THEN 'OF a composite type' END,"
                        "CASE WHEN NOT d.relispartition AND EXISTS ("
                        "       SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = d.oid) THEN 'INHERITS' END"))};
}

TablesByName read_tables(const db::Result& rows) {
  TablesByName tables;
  each_row(rows, [&](const Row& row) {
    model::Table table;
    table.name = row.qualified("table");
    if (row.boolean("unlogged")) table.persistence = model::Persistence::Unlogged;
    table.tablespace = row.optional_identifier("tablespace");
    table.storage_parameters = storage_parameters(row.strings("options"));
    std::ranges::move(storage_parameters(row.strings("toast_options"), "toast."),
                      std::back_inserter(table.storage_parameters));
    table.comment = row.optional_text("comment");
    table.unmodelled = row.strings("unmodelled");
    tables.emplace(table.name, table);
  });
  return tables;
}

}  // namespace pgreconcile::introspect
