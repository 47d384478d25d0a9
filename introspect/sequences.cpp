#include "introspect/sequences.hpp"

namespace pgreconcile::introspect {

model::SequenceOptions sequence_options(const Row& row) {
  return {row.integer("start"), row.integer("increment"),
          row.integer("min"),   row.integer("max"),
          row.integer("cache"), row.boolean("cycle") ? model::Cycling::Yes : model::Cycling::No};
}

db::CatalogQuery sequences_query(const Declared& declared, const std::vector<sql::QualifiedName>& sequences) {
  return {with_declared(declared.tables) +
          fmt::format(
              ", wanted AS ("
              "  SELECT c.oid FROM (VALUES {}) AS wanted(nspname, relname)"
              "    JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.nspname::pg_catalog.name"
              "    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.relname::pg_catalog.name"
              "  UNION SELECT o.objid FROM declared d"
              "    JOIN pg_catalog.pg_depend o ON o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass"
              "     AND o.refobjid = d.oid AND o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
              "     AND o.deptype = 'a') "
              "SELECT n.nspname AS sequence_schema, c.relname AS sequence_name,"
              "       pg_catalog.format_type(s.seqtypid, NULL) AS type, {},"
              "       tn.nspname AS owner_schema, t.relname AS owner_name, a.attname AS owner_column, {} AS unmodelled"
              "  FROM wanted"
              "  JOIN pg_catalog.pg_sequence s ON s.seqrelid = wanted.oid"
              "  JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid"
              "  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
              "  LEFT JOIN pg_catalog.pg_depend o ON o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
              "   AND o.objid = s.seqrelid AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass"
              "   AND o.deptype IN ('a', 'i')"
              "  LEFT JOIN pg_catalog.pg_class t ON t.oid = o.refobjid"
              "  LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace"
              "  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid"
              " WHERE o.deptype IS DISTINCT FROM 'i'"
              " ORDER BY n.nspname, c.relname",
              name_values(sequences), kSequenceOptions,
              json_of_texts("CASE WHEN c.relpersistence = 'u' THEN 'UNLOGGED' END"))};
}

std::vector<model::Sequence> read_sequences(const db::Result& rows, CatalogTexts& texts) {
  std::vector<model::Sequence> sequences;
  each_row(rows, [&](const Row& row) {
    model::Sequence sequence{.name = row.qualified("sequence"),
                             .type = texts.type(row.text("type")),
                             .options = sequence_options(row),
                             .owned_by = std::nullopt,
                             .unmodelled = row.strings("unmodelled"),
                             .origin = {}};
    if (row.has("owner_name")) sequence.owned_by = {row.qualified("owner"), row.identifier("owner_column")};
    sequences.push_back(std::move(sequence));
  });
  return sequences;
}

}  // namespace pgreconcile::introspect
