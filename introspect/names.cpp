#include "introspect/names.hpp"

#include "introspect/declared.hpp"
#include "introspect/history.hpp"
#include "src/base/error.hpp"

namespace pgreconcile::introspect {
namespace {

model::RelationKind relation_kind(char relkind) {
  switch (relkind) {
    case 'r':
      return model::RelationKind::Table;
    case 'p':
      return model::RelationKind::PartitionedTable;
    case 'v':
      return model::RelationKind::View;
    case 'm':
      return model::RelationKind::MaterializedView;
    case 'i':
    case 'I':
      return model::RelationKind::Index;
    case 'S':
      return model::RelationKind::Sequence;
    case 'f':
      return model::RelationKind::ForeignTable;
    case 'c':
      return model::RelationKind::CompositeType;
    default:
      throw Error(ErrorCode::Internal, fmt::format("pg_class.relkind '{}' is not known", relkind));
  }
}

model::RelationKind type_kind(char typtype) {
  switch (typtype) {
    case 'e':
      return model::RelationKind::Enum;
    case 'd':
      return model::RelationKind::Domain;
    default:
      return model::RelationKind::Type;
  }
}

}  // namespace

db::CatalogQuery schemas_query(const std::vector<sql::Identifier>& schemas) {
  return {fmt::format("SELECT n.nspname AS name FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY ({}) ORDER BY 1",
                      text_array(texts_of(schemas)))};
}

std::vector<sql::Identifier> read_schemas(const db::Result& rows) {
  std::vector<sql::Identifier> schemas;
  each_row(rows, [&](const Row& row) { schemas.push_back(row.identifier("name")); });
  return schemas;
}

db::CatalogQuery extensions_query(const std::vector<sql::Identifier>& extensions) {
  return {
      fmt::format("SELECT x.extname AS name, n.nspname AS schema, x.extrelocatable FROM pg_catalog.pg_extension x"
                  "  JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace"
                  " WHERE x.extname = ANY ({}) ORDER BY x.extname",
                  text_array(texts_of(extensions)))};
}

std::vector<model::Extension> read_extensions(const db::Result& rows) {
  std::vector<model::Extension> extensions;
  each_row(rows, [&](const Row& row) {
    const bool can_move = row.boolean("extrelocatable");
    extensions.push_back(
        {.name = row.identifier("name"),
         .schema = row.identifier("schema"),
         .relocatability = can_move ? model::Relocatability::Relocatable : model::Relocatability::Fixed});
  });
  return extensions;
}

// The view reads every control file of the server. The sub-select is asked first, and alone where it finds nothing.
db::CatalogQuery available_extensions_query(const std::vector<sql::Identifier>& extensions) {
  return {
      fmt::format("WITH missing AS ("
                  "  SELECT wanted.name FROM pg_catalog.unnest({}) AS wanted(name) WHERE NOT EXISTS ("
                  "    SELECT FROM pg_catalog.pg_extension x WHERE x.extname = wanted.name)) "
                  "SELECT v.name, pg_catalog.max(v.schema::pg_catalog.text) AS schema"
                  "  FROM pg_catalog.pg_available_extension_versions v"
                  " WHERE (SELECT true FROM missing LIMIT 1) AND v.name IN (SELECT missing.name FROM missing)"
                  " GROUP BY v.name ORDER BY v.name",
                  text_array(texts_of(extensions)))};
}

std::vector<model::AvailableExtension> read_available_extensions(const db::Result& rows) {
  std::vector<model::AvailableExtension> extensions;
  each_row(rows, [&](const Row& row) {
    extensions.push_back({row.identifier("name"), row.optional_identifier("schema")});
  });
  return extensions;
}

db::CatalogQuery relations_query(const std::set<sql::QualifiedName>& names) {
  return {fmt::format(
      "SELECT n.nspname AS relation_schema, c.relname AS relation_name, c.relkind,"
      "       tn.nspname AS table_schema, t.relname AS table_name"
      "  FROM (VALUES {}) AS wanted(nspname, relname)"
      "  JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.nspname::pg_catalog.name"
      "  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.relname::pg_catalog.name"
      "  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid"
      "  LEFT JOIN pg_catalog.pg_class t ON t.oid = i.indrelid"
      "  LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace"
      " ORDER BY n.nspname, c.relname",
      name_values(names))};
}

std::map<sql::QualifiedName, model::Relation> read_relations(const db::Result& rows) {
  std::map<sql::QualifiedName, model::Relation> relations;
  each_row(rows, [&](const Row& row) {
    model::Relation relation{relation_kind(row.letter("relkind")), std::nullopt};
    if (row.has("table_name")) relation.table = row.qualified("table");
    relations.emplace(row.qualified("relation"), relation);
  });
  return relations;
}

db::CatalogQuery tables_of_schemas_query(const std::vector<sql::Identifier>& schemas) {
  return {
      fmt::format("SELECT n.nspname AS table_schema, c.relname AS table_name, c.relkind"
                  "  FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid"
                  " WHERE n.nspname = ANY ({}) AND c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition"
                  "   AND n.nspname <> {}"
                  "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'"
                  "                      AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass)"
                  " ORDER BY n.nspname, c.relname",
                  text_array(texts_of(schemas)), sql::quote_literal(kRecordSchema))};
}

std::map<sql::QualifiedName, model::RelationKind> read_tables_of_schemas(const db::Result& rows) {
  std::map<sql::QualifiedName, model::RelationKind> tables;
  each_row(rows, [&](const Row& row) { tables.emplace(row.qualified("table"), relation_kind(row.letter("relkind"))); });
  return tables;
}

db::CatalogQuery types_query(const std::vector<sql::QualifiedName>& names) {
  return {fmt::format(
      "SELECT n.nspname AS type_schema, t.typname AS type_name, t.typtype"
      "  FROM (VALUES {}) AS wanted(nspname, typname)"
      "  JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.nspname::pg_catalog.name"
      "  JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typname = wanted.typname::pg_catalog.name"
      "   AND t.typrelid = 0 AND t.typelem = 0"
      " ORDER BY n.nspname, t.typname",
      name_values(names))};
}

std::map<sql::QualifiedName, model::RelationKind> read_types(const db::Result& rows) {
  std::map<sql::QualifiedName, model::RelationKind> types;
  each_row(rows, [&](const Row& row) { types.emplace(row.qualified("type"), type_kind(row.letter("typtype"))); });
  return types;
}

db::CatalogQuery unknown_types_query(const std::vector<sql::TypeName>& types,
                                     const std::vector<sql::Identifier>& extensions) {
  std::vector<std::string> wanted;
  for (const auto& type : types) {
    wanted.push_back(fmt::format("({}, {})", sql::quote_literal(type.base()), type.has_assumed_schema()));
  }
  // By name and not by to_regtype(), which wants USAGE on the schema and looks at the catalog as it is now.
  return {fmt::format(
      "SELECT wanted.name FROM (VALUES {}) AS wanted(name, has_assumed_schema)"
      "  CROSS JOIN LATERAL (SELECT pg_catalog.parse_ident(wanted.name) AS parts) written"
      " WHERE NOT EXISTS ("
      "     SELECT FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
      "      WHERE n.nspname = written.parts[1]::pg_catalog.name"
      "        AND t.typname = written.parts[2]::pg_catalog.name)"
      "   AND (NOT wanted.has_assumed_schema OR NOT EXISTS ("
      "     SELECT FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_type t ON t.typnamespace = e.extnamespace"
      "      WHERE e.extname = ANY ({}::pg_catalog.name[]) AND t.typname = written.parts[2]::pg_catalog.name))"
      " ORDER BY wanted.name",
      fmt::join(wanted, ", "), text_array(texts_of(extensions)))};
}

std::set<std::string> read_unknown_types(const db::Result& rows) {
  std::set<std::string> types;
  each_row(rows, [&](const Row& row) { types.insert(row.text("name")); });
  return types;
}

}  // namespace pgreconcile::introspect
