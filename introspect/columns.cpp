#include "introspect/columns.hpp"

#include "introspect/sequences.hpp"

namespace pgreconcile::introspect {
namespace {

// The sequence of an identity column; or the one that the column owns and takes its default from. Not by quote_literal():
// pg_get_expr() writes a backslash as it is, without E.
constexpr std::string_view kSequence =
    "LEFT JOIN LATERAL ("
    "  SELECT s.*, pg_catalog.format_type(s.seqtypid, NULL) AS sequence_type, sc.relname AS sequence,"
    "         sc.relpersistence AS sequence_persistence"
    "    FROM pg_catalog.pg_depend o"
    "    JOIN pg_catalog.pg_sequence s ON s.seqrelid = o.objid"
    "    JOIN pg_catalog.pg_class sc ON sc.oid = s.seqrelid"
    "   WHERE (a.attidentity <> '' OR a.atthasdef AND a.attgenerated = '' AND a.attnotnull AND a.atttypid IN (20, 21, "
    "23))"
    "     AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.refobjid = a.attrelid"
    "     AND o.refobjsubid = a.attnum AND o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
    "     AND CASE o.deptype WHEN 'i' THEN a.attidentity <> ''"
    "                        WHEN 'a' THEN pg_catalog.pg_get_expr(ad.adbin, 0) = 'nextval('''"
    "                             || pg_catalog.replace(o.objid::pg_catalog.regclass::pg_catalog.text, '''', '''''')"
    "                             || '''::regclass)' END"
    "   ORDER BY o.objid LIMIT 1) s ON true";

std::string unmodelled(const Declared& declared) {
  return json_of_texts(
      declared.since(18,
                     "CASE WHEN a.attgenerated = 'v' THEN 'GENERATED ALWAYS AS ('"
                     "     || pg_catalog.pg_get_expr(ad.adbin, ad.adrelid) || ') VIRTUAL' END,"
                     "CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint nn WHERE nn.conrelid = a.attrelid"
                     "     AND nn.contype = 'n' AND nn.conkey = ARRAY[a.attnum] AND NOT nn.convalidated)"
                     "     THEN 'a NOT NULL constraint that is NOT VALID' END,"
                     "CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_constraint nn WHERE nn.conrelid = a.attrelid"
                     "     AND nn.contype = 'n' AND nn.conkey = ARRAY[a.attnum] AND nn.connoinherit)"
                     "     THEN 'a NOT NULL constraint that is NO INHERIT' END,") +
      "CASE WHEN a.attidentity <> '' AND s.seqtypid <> a.atttypid"
      "     THEN 'an identity sequence AS ' || s.sequence_type END,"
      "CASE WHEN a.attidentity <> '' AND s.sequence_persistence = 'u' AND d.relpersistence <> 'u'"
      "     THEN 'an UNLOGGED identity sequence' END,"
      "CASE WHEN a.attinhcount > 0 THEN 'an inherited definition' END");
}

model::Storage storage(char attstorage) {
  switch (attstorage) {
    case 'p':
      return model::Storage::Plain;
    case 'e':
      return model::Storage::External;
    case 'm':
      return model::Storage::Main;
    default:
      return model::Storage::Extended;
  }
}

void read_sequence(const Row& row, model::Column& column) {
  if (!row.has("start")) return;
  const auto options = sequence_options(row);
  const auto identity = row.letter("attidentity");
  if (identity != ' ') {
    const auto kind = identity == 'a' ? model::IdentityKind::Always : model::IdentityKind::ByDefault;
    column.identity = {kind, options, row.identifier("sequence")};
  } else if (row.text("sequence_type") == column.type.canonical() &&
             options == model::default_sequence_options(column.type)) {
    column.serial = model::Serial::Yes;
  }
}

model::Column read_column(const Row& row, CatalogTexts& texts) {
  model::Column column{.name = row.identifier("name"),
                       .type = texts.type(row.text("type")),
                       .nullable = !row.boolean("attnotnull"),
                       .unmodelled = row.strings("unmodelled")};
  if (row.has("default")) column.default_value = texts.expression(row.text("default"), "DEFAULT", column.unmodelled);
  if (row.letter("attgenerated") == 's') {
    column.generated = texts.expression(row.definition("generated"), "GENERATED ALWAYS AS", column.unmodelled);
  }
  column.collation = row.object_name("collation");
  column.type_defaults.collation = row.object_name("type_collation");
  column.storage = storage(row.letter("attstorage"));
  column.type_defaults.storage = storage(row.letter("typstorage"));
  if (row.letter("compression") == 'p') column.compression = model::Compression::Pglz;
  if (row.letter("compression") == 'l') column.compression = model::Compression::Lz4;
  column.comment = row.optional_text("comment");
  read_sequence(row, column);
  return column;
}

}  // namespace

db::CatalogQuery columns_query(const Declared& declared) {
  // attcompression came with PostgreSQL 14.
  const auto* compression = declared.server_version >= 140000 ? "a.attcompression" : "''";
  return {
      with_declared(declared.tables) +
      fmt::format(
          "SELECT d.table_schema, d.table_name, a.attname AS name,"
          "       pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,"
          "       CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(ad.adbin, 0) END AS \"default\","
          "       a.attgenerated,"
          "       CASE WHEN a.attgenerated = 's' THEN pg_catalog.pg_get_expr(ad.adbin, ad.adrelid) END AS generated,"
          "       a.attidentity, con.nspname AS collation_schema, co.collname AS collation_name,"
          "       tcon.nspname AS type_collation_schema, tco.collname AS type_collation_name,"
          "       a.attstorage, t.typstorage, {} AS compression, {} AS comment,"
          "       s.sequence_type, s.sequence, {}, {} AS unmodelled"
          "  FROM declared d"
          "  JOIN pg_catalog.pg_attribute a ON a.attrelid = d.oid AND a.attnum > 0 AND NOT a.attisdropped"
          "  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
          "  LEFT JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum"
          "  LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation"
          "  LEFT JOIN pg_catalog.pg_namespace con ON con.oid = co.collnamespace"
          "  LEFT JOIN pg_catalog.pg_collation tco ON tco.oid = t.typcollation"
          "  LEFT JOIN pg_catalog.pg_namespace tcon ON tcon.oid = tco.collnamespace"
          "  {}"
          " ORDER BY d.table_schema, d.table_name, a.attnum",
          compression, relation_comment("a.attrelid", "a.attnum"), kSequenceOptions, unmodelled(declared), kSequence)};
}

void read_columns(const db::Result& rows, CatalogTexts& texts, TablesByName& tables) {
  each_row(rows, [&](const Row& row) { tables.at(row.qualified("table")).columns.push_back(read_column(row, texts)); });
}

}  // namespace pgreconcile::introspect
