#include "introspect/partitions.hpp"

#include "introspect/constraints.hpp"
#include "src/sql/partition_text.hpp"

namespace pgreconcile::introspect {
namespace {

// Columns of the partition `c` that differ from those of the parent `d`, each text with the column's name at its end.
std::string own_columns(const Declared& declared) {
  return "(SELECT pg_catalog.json_agg(differing.what || pg_catalog.quote_ident(a.attname) ORDER BY a.attname, "
         "differing.what)"
         "   FROM pg_catalog.pg_attribute a"
         "   JOIN pg_catalog.pg_attribute pa ON pa.attrelid = d.oid AND pa.attname = a.attname"
         "   LEFT JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum"
         "   LEFT JOIN pg_catalog.pg_attrdef pad ON pad.adrelid = pa.attrelid AND pad.adnum = pa.attnum"
         "  CROSS JOIN LATERAL (VALUES"
         "     (a.attnotnull AND NOT pa.attnotnull, 'NOT NULL on '),"
         "     (pg_catalog.pg_get_expr(ad.adbin, ad.adrelid) IS DISTINCT FROM pg_catalog.pg_get_expr(pad.adbin, "
         "pad.adrelid),"
         "      'a default of its own on '),"
         "     (a.attstorage <> pa.attstorage, 'STORAGE of its own on ')" +
         declared.since(14, ", (a.attcompression <> pa.attcompression, 'COMPRESSION of its own on ')") +
         ") AS differing(holds, what)"
         "  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND differing.holds)";
}

// Indexes, constraints and partitions that are not the parent's, or are kept in another way.
constexpr std::string_view kOwnObjects =
    "(SELECT pg_catalog.json_agg(own.what ORDER BY own.what) FROM ("
    "   SELECT 'index ' || pg_catalog.quote_ident(ic.relname) AS what"
    "     FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
    "    WHERE i.indrelid = c.oid"
    "      AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits ih WHERE ih.inhrelid = i.indexrelid)"
    "      AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint oc WHERE oc.conrelid = c.oid"
    "                         AND oc.conindid = i.indexrelid AND oc.contype IN ('p', 'u', 'x'))"
    "   UNION ALL SELECT 'index ' || pg_catalog.quote_ident(ic.relname) || differing.what"
    "     FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
    "     JOIN pg_catalog.pg_inherits ih ON ih.inhrelid = ic.oid JOIN pg_catalog.pg_class pc ON pc.oid = ih.inhparent"
    "    CROSS JOIN LATERAL (VALUES"
    "       (ic.reloptions IS DISTINCT FROM pc.reloptions, ' with storage parameters of its own'),"
    "       (ic.reltablespace <> pc.reltablespace, ' in a tablespace of its own')) AS differing(holds, what)"
    "    WHERE i.indrelid = c.oid AND differing.holds"
    "   UNION ALL SELECT 'constraint ' || pg_catalog.quote_ident(oc.conname) FROM pg_catalog.pg_constraint oc"
    "    WHERE oc.conrelid = c.oid AND oc.conparentid = 0 AND oc.coninhcount = 0"
    "      AND oc.contype IN ('p', 'u', 'x', 'f', 'c')"
    "   UNION ALL SELECT 'partition ' || below.relid::pg_catalog.text"
    "     FROM pg_catalog.pg_partition_tree(c.oid) below WHERE below.level > 0) own)";

std::string unmodelled(const Declared& declared) {
  return json_of_texts(
      "CASE WHEN c.relkind = 'f' THEN 'a foreign table' END,"
      "CASE WHEN c.relkind = 'p' THEN 'PARTITION BY ' || pg_catalog.pg_get_partkeydef(c.oid) END,"
      "CASE WHEN c.relpersistence <> d.relpersistence"
      "     THEN CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE 'not UNLOGGED' END END,"
      "CASE WHEN c.relkind = 'r' AND am.amname <> 'heap' THEN 'USING ' || pg_catalog.quote_ident(am.amname) END,"
      "CASE WHEN c.reloptions IS NOT NULL OR toast.reloptions IS NOT NULL THEN 'WITH (' || pg_catalog.array_to_string("
      "     c.reloptions || ARRAY(SELECT 'toast.' || o FROM pg_catalog.unnest(toast.reloptions) o), ', ') || ')' END,"
      "CASE WHEN c.reltablespace <> d.reltablespace THEN 'a TABLESPACE of its own' END," +
      declared.since(14, "CASE WHEN h.inhdetachpending THEN 'a DETACH that is not finished' END,") +
      unmodelled_trigger_texts("tg.tgrelid = c.oid") +
      "CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_description de WHERE de.objoid = c.oid"
      "     AND de.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass) THEN 'comments' END");
}

model::BoundValue bound_value(const sql::BoundDatum& datum) {
  switch (datum.kind) {
    case sql::BoundDatum::Kind::MinValue:
      return model::BoundKeyword::MinValue;
    case sql::BoundDatum::Kind::MaxValue:
      return model::BoundKeyword::MaxValue;
    case sql::BoundDatum::Kind::Null:
      return model::BoundKeyword::Null;
    case sql::BoundDatum::Kind::Constant:
      break;
  }
  return datum.text;
}

std::vector<model::BoundValue> bound_values(const std::vector<sql::BoundDatum>& data) {
  std::vector<model::BoundValue> values;
  for (const auto& datum : data) values.push_back(bound_value(datum));
  return values;
}

model::PartitionBound bound_of(const sql::BoundText& text) {
  switch (text.kind) {
    case sql::BoundText::Kind::Range:
      return model::RangeBound{bound_values(text.from), bound_values(text.to)};
    case sql::BoundText::Kind::List:
      return model::ListBound{bound_values(text.in)};
    case sql::BoundText::Kind::Hash:
      return model::HashBound{text.modulus, text.remainder};
    case sql::BoundText::Kind::Default:
      break;
  }
  return model::DefaultBound{};
}

void add_all(std::vector<std::string> texts, model::Unmodelled& unmodelled) {
  for (auto& text : texts) unmodelled.push_back(std::move(text));
}

model::Partition read_partition(const Row& row) {
  model::Partition partition{row.qualified("partition"), {}, row.strings("unmodelled"), {}};
  const auto text = row.definition("bound");
  if (const auto bound = sql::parse_bound(text)) {
    partition.bound = bound_of(*bound);
  } else {
    partition.unmodelled.push_back(text);
  }
  add_all(row.strings("own_objects"), partition.unmodelled);
  add_all(row.strings("own_columns"), partition.unmodelled);
  return partition;
}

}  // namespace

db::CatalogQuery partitions_query(const Declared& declared) {
  return {with_declared(declared.tables) +
          fmt::format("SELECT d.table_schema, d.table_name, n.nspname AS partition_schema, c.relname AS partition_name,"
                      "       pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS bound, {} AS unmodelled,"
                      "       {} AS own_objects, {} AS own_columns"
                      "  FROM declared d"
                      "  JOIN pg_catalog.pg_inherits h ON h.inhparent = d.oid AND d.relkind = 'p'"
                      "  JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid"
                      "  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                      "  LEFT JOIN pg_catalog.pg_class toast ON toast.oid = c.reltoastrelid"
                      "  LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam"
                      " ORDER BY d.table_schema, d.table_name, n.nspname, c.relname",
                      unmodelled(declared), kOwnObjects, own_columns(declared))};
}

void read_partitions(const db::Result& rows, TablesByName& tables) {
  each_row(rows, [&](const Row& row) { tables.at(row.qualified("table")).partitions.push_back(read_partition(row)); });
}

}  // namespace pgreconcile::introspect
