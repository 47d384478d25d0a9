#include "introspect/answer_queries.hpp"

#include "introspect/declared.hpp"

namespace pgreconcile::introspect {

db::CatalogQuery functions_query(const std::set<std::string>& names, const std::vector<sql::Identifier>& search_path) {
  // 'i' < 's' < 'v': the greatest letter is the most dangerous. No built-in operator is volatile. Of all timezone() the
  // one for a time of day was volatile before 15: it is left out, or x AT TIME ZONE 'utc' would seem to be. What takes the
  // same as one of pg_catalog (whose OID is 11 everywhere), which comes first in the path, is never called: pgcrypto
  // brings a gen_random_uuid() too.
  return {fmt::format(
      "SELECT f.name, pg_catalog.max(f.volatility) FILTER (WHERE f.namespace = 11),"
      "       pg_catalog.json_agg(DISTINCT n.nspname) FILTER (WHERE f.namespace <> 11) AS schemas,"
      "       COALESCE(pg_catalog.bool_or(NOT EXISTS ("
      "         SELECT FROM pg_catalog.pg_type t WHERE t.oid = ANY (f.arguments) AND t.typnamespace <> 11))"
      "         FILTER (WHERE f.namespace <> 11), false)"
      "  FROM (SELECT p.proname::pg_catalog.text AS name, p.pronamespace AS namespace,"
      "               p.provolatile::pg_catalog.text AS volatility, p.proargtypes::pg_catalog.oid[] AS arguments"
      "          FROM pg_catalog.pg_proc p WHERE p.prosrc <> 'timetz_zone'"
      "           AND (p.pronamespace = 11 OR NOT EXISTS (SELECT FROM pg_catalog.pg_proc b WHERE b.pronamespace = 11"
      "                  AND b.proname = p.proname AND b.proargtypes = p.proargtypes"
      "                  AND b.provariadic = p.provariadic))"
      "        UNION ALL SELECT 'operator ' || o.oprname, o.oprnamespace, 'i', ARRAY[o.oprleft, o.oprright]"
      "          FROM pg_catalog.pg_operator o"
      "         WHERE o.oprnamespace = 11 OR NOT EXISTS (SELECT FROM pg_catalog.pg_operator b WHERE b.oprnamespace = 11"
      "                  AND b.oprname = o.oprname AND b.oprleft = o.oprleft AND b.oprright = o.oprright)) f"
      "  JOIN pg_catalog.pg_namespace n ON n.oid = f.namespace"
      " WHERE n.nspname = ANY ({}::pg_catalog.name[]) AND f.name = ANY ({})"
      " GROUP BY f.name ORDER BY f.name",
      text_array(texts_of(search_path)), text_array(names))};
}

db::CatalogQuery table_sizes_query(const std::vector<sql::QualifiedName>& tables) {
  return {with_declared(tables) +
          "SELECT d.table_schema, d.table_name,"
          "       (SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_relation_size(t.relid)), 1)::pg_catalog.int8"
          "          FROM (SELECT d.oid AS relid UNION SELECT relid FROM pg_catalog.pg_partition_tree(d.oid)) t),"
          "       pg_catalog.has_table_privilege(d.oid, 'SELECT')"
          "       AND pg_catalog.has_schema_privilege(d.table_schema::pg_catalog.text, 'USAGE')"
          "       AND NOT pg_catalog.row_security_active(d.oid)"
          "  FROM declared d ORDER BY d.table_schema, d.table_name"};
}

db::CatalogQuery has_rows_query(const sql::QualifiedName& table) {
  return {fmt::format("SELECT EXISTS (SELECT FROM {})", table.quoted())};
}

db::CatalogQuery code_types_query(const std::set<std::string>& types) {
  // Each as it is written, with modifiers and [], which parse_ident() leaves out. to_regtype() wants USAGE on a schema
  // that is named, and fails without.
  return {
      fmt::format("SELECT wanted.name FROM pg_catalog.unnest({}) AS wanted(name)"
                  "  CROSS JOIN LATERAL (SELECT pg_catalog.parse_ident(wanted.name, false) AS parts) written"
                  "  JOIN pg_catalog.pg_type t ON t.oid = CASE pg_catalog.cardinality(written.parts)"
                  "    WHEN 1 THEN pg_catalog.to_regtype(wanted.name)::pg_catalog.oid"
                  "    ELSE (SELECT named.oid FROM pg_catalog.pg_type named"
                  "            JOIN pg_catalog.pg_namespace n ON n.oid = named.typnamespace"
                  "           WHERE n.nspname = written.parts[1]::pg_catalog.name"
                  "             AND named.typname = written.parts[2]::pg_catalog.name) END"
                  "  LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem"
                  " WHERE t.typtype IN ('d', 'c') OR e.typtype IN ('d', 'c') ORDER BY 1",
                  text_array(types))};
}

db::CatalogQuery domain_names_query(const std::set<std::string>& names) {
  return {
      fmt::format("SELECT DISTINCT t.typname FROM pg_catalog.pg_type t"
                  " WHERE t.typtype = 'd' AND t.typname = ANY ({}::pg_catalog.name[]) ORDER BY 1",
                  text_array(names))};
}

db::CatalogQuery casts_query() {
  // With a modifier, be it none, format_type() spells types as plans do: bpchar, and not character.
  return {
      "SELECT pg_catalog.format_type(c.castsource, -1), pg_catalog.format_type(c.casttarget, -1), c.castcontext"
      "  FROM pg_catalog.pg_cast c ORDER BY 1, 2"};
}

}  // namespace pgreconcile::introspect
