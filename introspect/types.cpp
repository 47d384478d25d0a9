#include "introspect/types.hpp"

namespace pgreconcile::introspect {
namespace {

// `wanted`: the types of those names, of one typtype.
std::string wanted_types(const std::vector<sql::QualifiedName>& names, char typtype) {
  return fmt::format(
      "(SELECT n.nspname AS type_schema, t.typname AS type_name, t.*"
      "   FROM (VALUES {}) AS named(nspname, typname)"
      "   JOIN pg_catalog.pg_namespace n ON n.nspname = named.nspname::pg_catalog.name"
      "   JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typname = named.typname::pg_catalog.name"
      "    AND t.typtype = '{}') wanted",
      name_values(names), typtype);
}

model::CheckConstraint domain_check(const nlohmann::json& row, sql::Expression expression) {
  return {.name = sql::Identifier(row["name"].get<std::string>()),
          .expression = std::move(expression),
          .validity = row["valid"].get<bool>() ? model::Validity::Valid : model::Validity::NotValid,
          .unmodelled = {},
          .origin = {}};
}

model::Domain read_domain(const Row& row, CatalogTexts& texts) {
  model::Domain domain{.name = row.qualified("type"),
                       .type = texts.type(row.text("base_type")),
                       .nullable = !row.boolean("typnotnull"),
                       .default_value = std::nullopt,
                       .collation = row.object_name("collation"),
                       .checks = {},
                       .unmodelled = {},
                       .origin = {},
                       .type_collation = row.object_name("type_collation")};
  if (row.has("default")) domain.default_value = texts.expression(row.text("default"), "DEFAULT", domain.unmodelled);
  for (const auto& check : row.json("checks")) {
    if (check["expression"].is_null()) throw CatalogMoved();
    auto expression = texts.expression(check["expression"].get<std::string>(), "CHECK", domain.unmodelled);
    if (expression) domain.checks.push_back(domain_check(check, *expression));
  }
  return domain;
}

}  // namespace

db::CatalogQuery enums_query(const std::vector<sql::QualifiedName>& enums) {
  return {
      fmt::format("SELECT type_schema, type_name,"
                  "       (SELECT pg_catalog.json_agg(e.enumlabel ORDER BY e.enumsortorder)"
                  "          FROM pg_catalog.pg_enum e WHERE e.enumtypid = wanted.oid) AS labels"
                  "  FROM {} ORDER BY type_schema, type_name",
                  wanted_types(enums, 'e'))};
}

std::vector<model::Enum> read_enums(const db::Result& rows) {
  std::vector<model::Enum> enums;
  each_row(rows, [&](const Row& row) { enums.push_back({row.qualified("type"), row.strings("labels"), {}}); });
  return enums;
}

db::CatalogQuery domains_query(const std::vector<sql::QualifiedName>& domains) {
  return {fmt::format(
      "SELECT type_schema, type_name, pg_catalog.format_type(wanted.typbasetype, wanted.typtypmod) AS base_type,"
      "       wanted.typnotnull, pg_catalog.pg_get_expr(wanted.typdefaultbin, 0) AS \"default\","
      "       con.nspname AS collation_schema, co.collname AS collation_name,"
      "       tcon.nspname AS type_collation_schema, tco.collname AS type_collation_name,"
      // In PostgreSQL 18 a domain's NOT NULL is a constraint too.
      "       (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('name', c.conname, 'valid', c.convalidated,"
      "               'expression', pg_catalog.pg_get_expr(c.conbin, 0)) ORDER BY c.conname)"
      "          FROM pg_catalog.pg_constraint c WHERE c.contypid = wanted.oid AND c.contype = 'c') AS checks"
      "  FROM {}"
      "  JOIN pg_catalog.pg_type base ON base.oid = wanted.typbasetype"
      "  LEFT JOIN pg_catalog.pg_collation co ON co.oid = wanted.typcollation"
      "  LEFT JOIN pg_catalog.pg_namespace con ON con.oid = co.collnamespace"
      "  LEFT JOIN pg_catalog.pg_collation tco ON tco.oid = base.typcollation"
      "  LEFT JOIN pg_catalog.pg_namespace tcon ON tcon.oid = tco.collnamespace"
      " ORDER BY type_schema, type_name",
      wanted_types(domains, 'd'))};
}

std::vector<model::Domain> read_domains(const db::Result& rows, CatalogTexts& texts) {
  std::vector<model::Domain> domains;
  each_row(rows, [&](const Row& row) { domains.push_back(read_domain(row, texts)); });
  return domains;
}

}  // namespace pgreconcile::introspect
