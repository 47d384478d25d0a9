#include "introspect/declared.hpp"

namespace pgreconcile::introspect {

std::vector<std::string> texts_of(const std::vector<sql::Identifier>& names) {
  std::vector<std::string> texts;
  for (const auto& name : names) texts.push_back(name.name());
  return texts;
}

namespace {

std::string declared_tables(const std::vector<sql::QualifiedName>& tables) {
  return fmt::format(
      "declared AS ("
      "SELECT c.oid, n.nspname AS table_schema, c.relname AS table_name, c.relkind, c.relpersistence, c.reloptions,"
      "       c.reltablespace, c.reltoastrelid, c.relam, c.reloftype, c.relispartition"
      "  FROM (VALUES {}) AS wanted(nspname, relname)"
      "  JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.nspname::pg_catalog.name"
      "  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.relname::pg_catalog.name"
      "   AND c.relkind IN ('r', 'p')) ",
      name_values(tables));
}

}  // namespace

std::string with_declared(const std::vector<sql::QualifiedName>& tables) { return "WITH " + declared_tables(tables); }

std::string with_partition_tree(const Declared& declared) {
  const auto attached = declared.since(14, " AND NOT h.inhdetachpending");
  return fmt::format(
      "WITH RECURSIVE {0}, tree AS ("
      "  SELECT d.oid AS root, d.oid AS parent, h.inhrelid AS oid, 1 AS level FROM declared d"
      "    JOIN pg_catalog.pg_inherits h ON h.inhparent = d.oid AND d.relkind = 'p'{1}"
      "  UNION ALL SELECT t.root, t.oid, h.inhrelid, t.level + 1 FROM tree t"
      "    JOIN pg_catalog.pg_class p ON p.oid = t.oid AND p.relkind = 'p'"
      "    JOIN pg_catalog.pg_inherits h ON h.inhparent = t.oid{1}) ",
      declared_tables(declared.tables), attached);
}

std::string json_of_texts(std::string_view texts) {
  return fmt::format("pg_catalog.array_to_json(pg_catalog.array_remove(ARRAY[{}]::pg_catalog.text[], NULL))", texts);
}

std::string relation_comment(std::string_view oid, std::string_view subid) {
  return fmt::format(
      "(SELECT de.description FROM pg_catalog.pg_description de WHERE de.objoid = {}"
      "    AND de.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND de.objsubid = {})",
      oid, subid);
}

}  // namespace pgreconcile::introspect
