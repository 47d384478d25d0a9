#include "introspect/catalog_queries.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "src/sql/literal.hpp"

namespace pgreconcile::introspect {
namespace {

template <typename Names>
std::string name_values(const Names& names) {
  std::vector<std::string> rows;
  for (const sql::QualifiedName& name : names) {
    rows.push_back(
        fmt::format("({}, {})", sql::quote_literal(name.schema.name()), sql::quote_literal(name.name.name())));
  }
  if (rows.empty()) rows.emplace_back("(NULL, NULL)");
  return fmt::format("{}", fmt::join(rows, ", "));
}

template <typename Names>
std::string text_array(const Names& names) {
  std::vector<std::string> literals;
  for (const auto& name : names) literals.push_back(sql::quote_literal(name));
  return fmt::format("ARRAY[{}]::pg_catalog.text[]", fmt::join(literals, ", "));
}

// `WITH declared AS (…)`: the declared tables that exist, with their OIDs.
std::string with_declared(const std::vector<sql::QualifiedName>& tables) {
  return fmt::format(
      "WITH declared AS ("
      "SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, c.reloptions, c.reltablespace, c.relacl,"
      "       c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.reloftype, c.relispartition"
      "  FROM (VALUES {}) AS wanted(nspname, relname)"
      "  JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.nspname::pg_catalog.name"
      "  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.relname::pg_catalog.name"
      "   AND c.relkind IN ('r', 'p')) ",
      name_values(tables));
}

}  // namespace

db::CatalogQuery schemas_query(const std::vector<sql::Identifier>& schemas) {
  std::vector<std::string> names;
  for (const auto& schema : schemas) names.push_back(schema.name());
  return {fmt::format("SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY ({}) ORDER BY n.nspname",
                      text_array(names))};
}

db::CatalogQuery relations_query(const std::set<sql::QualifiedName>& names) {
  return {fmt::format(
      "SELECT n.nspname, c.relname, c.relkind, tn.nspname, t.relname"
      "  FROM (VALUES {}) AS wanted(nspname, relname)"
      "  JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.nspname::pg_catalog.name"
      "  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.relname::pg_catalog.name"
      "  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid"
      "  LEFT JOIN pg_catalog.pg_class t ON t.oid = i.indrelid"
      "  LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace"
      " ORDER BY n.nspname, c.relname",
      name_values(names))};
}

db::CatalogQuery types_query(const std::vector<sql::QualifiedName>& names) {
  return {fmt::format(
      "SELECT n.nspname, t.typname"
      "  FROM (VALUES {}) AS wanted(nspname, typname)"
      "  JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.nspname::pg_catalog.name"
      "  JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typname = wanted.typname::pg_catalog.name"
      "   AND t.typrelid = 0 AND t.typelem = 0"
      " ORDER BY n.nspname, t.typname",
      name_values(names))};
}

db::CatalogQuery tables_query(const std::vector<sql::QualifiedName>& tables) {
  return {
      with_declared(tables) +
      "SELECT d.nspname, d.relname, pg_catalog.array_to_json(pg_catalog.array_remove(ARRAY["
      "  CASE WHEN d.relkind = 'p' THEN 'PARTITION BY ' || pg_catalog.pg_get_partkeydef(d.oid) END,"
      "  CASE WHEN d.relispartition THEN 'PARTITION OF another table' END,"
      "  CASE WHEN d.relpersistence = 'u' THEN 'UNLOGGED' END,"
      "  CASE WHEN d.reloptions IS NOT NULL"
      "       THEN 'WITH (' || pg_catalog.array_to_string(d.reloptions, ', ') || ')' END,"
      "  CASE WHEN d.reltablespace <> 0 THEN 'a TABLESPACE of its own' END,"
      "  CASE WHEN d.reloftype <> 0 THEN 'OF a composite type' END,"
      "  CASE WHEN NOT d.relispartition AND EXISTS ("
      "         SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = d.oid) THEN 'INHERITS' END,"
      "  (SELECT 'EXCLUDE constraint ' || pg_catalog.string_agg(x.conname::pg_catalog.text, ', ' ORDER BY x.conname)"
      "     FROM pg_catalog.pg_constraint x WHERE x.conrelid = d.oid AND x.contype = 'x')"
      "], NULL)) FROM declared d ORDER BY d.nspname, d.relname"};
}

db::CatalogQuery columns_query(const std::vector<sql::QualifiedName>& tables, int server_version) {
  // attcompression came with PostgreSQL 14.
  const auto* compression = server_version >= 140000 ? "CASE WHEN a.attcompression <> '' THEN 'COMPRESSION' END," : "";
  return {
      with_declared(tables) +
      fmt::format(
          "SELECT d.nspname, d.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,"
          "       CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(ad.adbin, 0) END,"
          "       a.attidentity <> '' OR a.attgenerated <> '',"
          "       pg_catalog.array_to_json(pg_catalog.array_remove(ARRAY["
          "  CASE a.attidentity WHEN 'a' THEN 'GENERATED ALWAYS AS IDENTITY'"
          "                     WHEN 'd' THEN 'GENERATED BY DEFAULT AS IDENTITY' END,"
          "  CASE WHEN a.attgenerated <> '' THEN 'GENERATED ALWAYS AS (expression)' END,"
          "  CASE WHEN a.attcollation <> t.typcollation THEN 'COLLATE ' || (SELECT pg_catalog.quote_ident(o.collname)"
          "         FROM pg_catalog.pg_collation o WHERE o.oid = a.attcollation) END,"
          "  {}"
          "  CASE WHEN a.attstorage <> t.typstorage THEN 'STORAGE of its own' END,"
          "  CASE WHEN a.attinhcount > 0 THEN 'an inherited definition' END"
          "], NULL))"
          "  FROM declared d"
          "  JOIN pg_catalog.pg_attribute a ON a.attrelid = d.oid AND a.attnum > 0 AND NOT a.attisdropped"
          "  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
          "  LEFT JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum"
          " ORDER BY d.nspname, d.relname, a.attnum",
          compression)};
}

db::CatalogQuery constraints_query(const std::vector<sql::QualifiedName>& tables, int server_version) {
  // indnullsnotdistinct and confdelsetcols came with PostgreSQL 15, conperiod and conenforced with 18.
  const auto* since_15 = server_version >= 150000
                             ? "CASE WHEN i.indnullsnotdistinct THEN 'NULLS NOT DISTINCT' END,"
                               "CASE WHEN c.confdelsetcols IS NOT NULL THEN 'a column list in ON DELETE' END,"
                             : "";
  const auto* since_18 = server_version >= 180000 ? "CASE WHEN c.conperiod THEN 'WITHOUT OVERLAPS or PERIOD' END,"
                                                    "CASE WHEN NOT c.conenforced THEN 'NOT ENFORCED' END,"
                                                  : "";
  constexpr std::string_view kColumns =
      "(SELECT pg_catalog.json_agg(a.attname ORDER BY k.n)"
      "   FROM pg_catalog.unnest({}) WITH ORDINALITY AS k(attnum, n)"
      "   JOIN pg_catalog.pg_attribute a ON a.attrelid = {} AND a.attnum = k.attnum)";
  return {
      with_declared(tables) +
      fmt::format(
          "SELECT d.nspname, d.relname, c.conname, c.contype, {}, "
          "       CASE WHEN c.contype = 'c' THEN pg_catalog.pg_get_expr(c.conbin, c.conrelid) END,"
          "       c.convalidated, c.condeferrable, c.condeferred, fn.nspname, f.relname, {},"
          "       c.confdeltype, c.confupdtype, c.confmatchtype,"
          "       pg_catalog.array_to_json(pg_catalog.array_remove(ARRAY["
          "  CASE WHEN c.contype IN ('p', 'u') AND c.condeferrable THEN 'DEFERRABLE' END,"
          "  CASE WHEN c.contype IN ('p', 'u') AND i.indnatts > i.indnkeyatts THEN 'INCLUDE' END,"
          "  CASE WHEN c.contype = 'c' AND c.connoinherit THEN 'NO INHERIT' END,"
          "  CASE WHEN c.contype = 'f' AND EXISTS (SELECT FROM pg_catalog.pg_trigger tg"
          "       WHERE tg.tgconstraint = c.oid AND tg.tgenabled = 'D') THEN 'disabled triggers' END,"
          "  {}{}"
          "  CASE WHEN c.contype IN ('p', 'u') AND ic.reloptions IS NOT NULL"
          "       THEN 'WITH (' || pg_catalog.array_to_string(ic.reloptions, ', ') || ')' END,"
          "  CASE WHEN c.contype IN ('p', 'u') AND ic.reltablespace <> 0 THEN 'a TABLESPACE of its own' END"
          "], NULL))"
          "  FROM declared d"
          "  JOIN pg_catalog.pg_constraint c ON c.conrelid = d.oid AND c.contype IN ('p', 'u', 'c', 'f', 'x', 't', 'n')"
          // What a parent table's constraint implies belongs to the parent.
          "   AND c.conparentid = 0 AND (c.conislocal OR c.coninhcount = 0)"
          "  LEFT JOIN pg_catalog.pg_class f ON f.oid = c.confrelid AND c.contype = 'f'"
          "  LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace"
          "  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.conindid"
          "  LEFT JOIN pg_catalog.pg_class ic ON ic.oid = c.conindid"
          " ORDER BY d.nspname, d.relname, c.conname",
          fmt::format(kColumns, "c.conkey", "c.conrelid"), fmt::format(kColumns, "c.confkey", "c.confrelid"), since_15,
          since_18)};
}

db::CatalogQuery indexes_query(const std::vector<sql::QualifiedName>& tables, int server_version) {
  // indnullsnotdistinct came with PostgreSQL 15.
  const auto* since_15 =
      server_version >= 150000 ? "CASE WHEN i.indnullsnotdistinct THEN 'NULLS NOT DISTINCT' END," : "";
  return {
      with_declared(tables) +
      fmt::format(
          "SELECT d.nspname, d.relname, ic.relname, i.indisunique, am.amname,"
          "       (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(a.attname, i.indoption[k.n]) ORDER BY k.n)"
          "          FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS k(n)"
          "          LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n]"
          "           AND i.indkey[k.n] <> 0),"
          "       i.indisvalid AND i.indisready AND i.indislive,"
          "       pg_catalog.array_to_json(pg_catalog.array_remove(ARRAY["
          "  CASE WHEN i.indexprs IS NOT NULL THEN 'an expression: ' || pg_catalog.pg_get_indexdef(i.indexrelid) END,"
          "  CASE WHEN i.indpred IS NOT NULL"
          "       THEN 'WHERE ' || pg_catalog.pg_get_expr(i.indpred, i.indrelid) END,"
          "  CASE WHEN i.indnatts > i.indnkeyatts THEN 'INCLUDE' END,"
          "  {}"
          "  CASE WHEN EXISTS ("
          "    SELECT FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS k(n)"
          "      JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[k.n] WHERE NOT o.opcdefault)"
          "       THEN 'an operator class of its own' END,"
          "  CASE WHEN EXISTS ("
          "    SELECT FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS k(n)"
          "      JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n]"
          "       AND i.indkey[k.n] <> 0"
          "     WHERE i.indcollation[k.n] <> 0 AND i.indcollation[k.n] <> a.attcollation)"
          "       THEN 'a COLLATE clause' END,"
          "  CASE WHEN ic.reloptions IS NOT NULL"
          "       THEN 'WITH (' || pg_catalog.array_to_string(ic.reloptions, ', ') || ')' END,"
          "  CASE WHEN ic.reltablespace <> 0 THEN 'a TABLESPACE of its own' END"
          "], NULL))"
          "  FROM declared d"
          "  JOIN pg_catalog.pg_index i ON i.indrelid = d.oid"
          "  JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
          "  JOIN pg_catalog.pg_am am ON am.oid = ic.relam"
          " WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.conrelid = i.indrelid"
          "                      AND c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))"
          " ORDER BY d.nspname, d.relname, ic.relname",
          since_15)};
}

db::CatalogQuery unmanaged_query(const std::vector<sql::QualifiedName>& tables) {
  return {with_declared(tables) +
          "SELECT d.nspname, d.relname, u.kind, u.name FROM declared d CROSS JOIN LATERAL ("
          "  SELECT 'trigger' AS kind, t.tgname::pg_catalog.text AS name FROM pg_catalog.pg_trigger t"
          "   WHERE t.tgrelid = d.oid AND NOT t.tgisinternal"
          "  UNION ALL SELECT 'policy', p.polname FROM pg_catalog.pg_policy p WHERE p.polrelid = d.oid"
          "  UNION ALL SELECT 'rule', r.rulename FROM pg_catalog.pg_rewrite r WHERE r.ev_class = d.oid"
          "  UNION ALL SELECT 'statistics', s.stxname FROM pg_catalog.pg_statistic_ext s WHERE s.stxrelid = d.oid"
          "  UNION ALL SELECT 'row security', '' WHERE d.relrowsecurity"
          "  UNION ALL SELECT 'forced row security', '' WHERE d.relforcerowsecurity"
          "  UNION ALL SELECT 'grants', '' WHERE d.relacl IS NOT NULL"
          "  UNION ALL SELECT 'column grants', a.attname FROM pg_catalog.pg_attribute a"
          "   WHERE a.attrelid = d.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped"
          "  UNION ALL SELECT 'column options', a.attname FROM pg_catalog.pg_attribute a"
          "   WHERE a.attrelid = d.oid AND a.attnum > 0 AND NOT a.attisdropped"
          "     AND (a.attstattarget >= 0 OR pg_catalog.array_to_string(a.attoptions, ',') LIKE '%n_distinct%')"
          "  UNION ALL SELECT 'replica identity', '' WHERE d.relreplident <> 'd'"
          "  UNION ALL SELECT 'comment', COALESCE(a.attname::pg_catalog.text, '') FROM pg_catalog.pg_description c"
          "    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.oid AND a.attnum = c.objsubid AND c.objsubid > 0"
          "   WHERE c.objoid = d.oid AND c.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass"
          ") u ORDER BY d.nspname, d.relname, u.kind, u.name"};
}

db::CatalogQuery functions_query(const std::set<std::string>& names, const sql::Identifier& schema) {
  // 'i' < 's' < 'v' < 'x': the greatest letter is the most dangerous. No built-in operator is volatile.
  return {fmt::format(
      "SELECT f.name, pg_catalog.max(CASE WHEN n.nspname = 'pg_catalog' THEN f.volatility ELSE 'x' END)"
      "  FROM (SELECT p.proname::pg_catalog.text AS name, p.pronamespace AS namespace,"
      "               p.provolatile::pg_catalog.text AS volatility FROM pg_catalog.pg_proc p"
      "        UNION ALL SELECT 'operator ' || o.oprname, o.oprnamespace, 'i' FROM pg_catalog.pg_operator o) f"
      "  JOIN pg_catalog.pg_namespace n ON n.oid = f.namespace"
      " WHERE n.nspname IN ('pg_catalog', {}) AND f.name = ANY ({})"
      " GROUP BY f.name ORDER BY f.name",
      sql::quote_literal(schema.name()), text_array(names))};
}

db::CatalogQuery table_sizes_query(const std::vector<sql::QualifiedName>& tables) {
  return {with_declared(tables) +
          "SELECT d.nspname, d.relname,"
          "       (SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_relation_size(t.relid)), 1)::pg_catalog.int8"
          "          FROM (SELECT d.oid AS relid UNION SELECT relid FROM pg_catalog.pg_partition_tree(d.oid)) t),"
          "       pg_catalog.has_table_privilege(d.oid, 'SELECT')"
          "       AND pg_catalog.has_schema_privilege(d.nspname::pg_catalog.text, 'USAGE')"
          "       AND NOT pg_catalog.row_security_active(d.oid)"
          "  FROM declared d ORDER BY d.nspname, d.relname"};
}

db::CatalogQuery has_rows_query(const sql::QualifiedName& table) {
  return {fmt::format("SELECT EXISTS (SELECT FROM {})", table.quoted())};
}

db::CatalogQuery code_types_query(const std::set<std::string>& types) {
  return {
      fmt::format("SELECT wanted.name FROM pg_catalog.unnest({}) AS wanted(name)"
                  "  JOIN pg_catalog.pg_type t ON t.oid = pg_catalog.to_regtype(wanted.name)"
                  "  LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem"
                  " WHERE t.typtype IN ('d', 'c') OR e.typtype IN ('d', 'c') ORDER BY 1",
                  text_array(types))};
}

db::CatalogQuery casts_query() {
  return {"SELECT c.castsource, c.casttarget, c.castcontext FROM pg_catalog.pg_cast c ORDER BY 1, 2"};
}

}  // namespace pgreconcile::introspect
