#include "introspect/indexes.hpp"

#include "introspect/index_builds.hpp"
#include "introspect/index_elements.hpp"
#include "introspect/tables.hpp"

namespace pgreconcile::introspect {

model::Index read_index(const Row& row, CatalogTexts& texts) {
  model::Index index;
  index.name = row.identifier("name");
  if (row.boolean("indisunique")) index.uniqueness = model::Uniqueness::Unique;
  index.method = row.identifier("method");
  index.valid = row.boolean("valid");
  index.is_being_built = read_is_being_built(row);
  index.unmodelled = row.strings("unmodelled");
  for (const auto& element : row.json("elements")) {
    if (auto read = read_index_element(element, texts, index.unmodelled)) index.elements.push_back(std::move(*read));
  }
  index.include = row.identifiers("include");
  if (row.boolean("nulls_not_distinct")) index.nulls_distinct = model::NullsDistinct::No;
  if (row.boolean("is_partial")) {
    index.predicate = texts.expression(row.definition("predicate"), "WHERE", index.unmodelled);
  }
  index.storage_parameters = storage_parameters(row.strings("options"));
  index.tablespace = row.optional_identifier("tablespace");
  index.comment = row.optional_text("comment");
  return index;
}

std::string index_columns(const Declared& declared) {
  // indnullsnotdistinct came with PostgreSQL 15.
  const auto* nulls_not_distinct = declared.server_version >= 150000 ? "i.indnullsnotdistinct" : "false";
  return fmt::format(
      "ic.relname AS name, i.indisunique, am.amname AS method,"
      "       i.indisvalid AND i.indisready AND i.indislive AS valid,"
      "       CASE WHEN i.indisvalid THEN false ELSE {} END AS is_being_built, {} AS elements, {} AS include,"
      "       {} AS nulls_not_distinct, i.indpred IS NOT NULL AS is_partial,"
      "       pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate,"
      "       pg_catalog.array_to_json(ic.reloptions) AS options, ts.spcname AS tablespace, {} AS comment,"
      "       {} AS unmodelled",
      is_being_built("i.indexrelid"), index_elements(), included_columns(), nulls_not_distinct,
      relation_comment("ic.oid", "0"), json_of_texts(unmodelled_index_texts() + "NULL"));
}

db::CatalogQuery indexes_query(const Declared& declared) {
  return {with_declared(declared.tables) +
          fmt::format("SELECT d.table_schema, d.table_name, {}"
                      "  FROM declared d"
                      "  JOIN pg_catalog.pg_index i ON i.indrelid = d.oid"
                      "  JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
                      "  JOIN pg_catalog.pg_am am ON am.oid = ic.relam"
                      "  LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace"
                      " WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.conrelid = i.indrelid"
                      "                      AND c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))"
                      " ORDER BY d.table_schema, d.table_name, ic.relname",
                      index_columns(declared))};
}

void read_indexes(const db::Result& rows, CatalogTexts& texts, TablesByName& tables) {
  each_row(rows, [&](const Row& row) { tables.at(row.qualified("table")).indexes.push_back(read_index(row, texts)); });
}

}  // namespace pgreconcile::introspect
