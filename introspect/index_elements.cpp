#include "introspect/index_elements.hpp"

#include <fmt/format.h>

#include "src/sql/collate_clause.hpp"

namespace pgreconcile::introspect {
namespace {

// indoption's bits: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_index.h
constexpr int kDescending = 1;
constexpr int kNullsFirst = 2;

bool has_default_collation(const nlohmann::json& element) {
  if (element["definition"].is_null()) return element["default_collation"].get<bool>();
  return !sql::index_key_has_collate_clause(element["definition"].get<std::string>(),
                                            element["position"].get<std::size_t>());
}

std::string columns_at(std::string_view first, std::string_view last) {
  return fmt::format(
      "(SELECT pg_catalog.json_agg(a.attname ORDER BY k.n) FROM pg_catalog.generate_series({}, {}) AS k(n)"
      "   JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n])",
      first, last);
}

}  // namespace

std::string index_elements(std::string_view more) {
  // The catalog does not say which collation an expression has of itself, but its text shows whether this is another one.
  return fmt::format(
      "(SELECT pg_catalog.json_agg(pg_catalog.json_build_object({}"
      "     'column', a.attname,"
      "     'expression', CASE WHEN i.indkey[k.n] = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, k.n + 1, false) "
      "END,"
      "     'opclass', op.opcname, 'opclass_schema', opn.nspname, 'default_opclass', op.opcdefault,"
      "     'collation', co.collname, 'collation_schema', con.nspname,"
      "     'default_collation', i.indcollation[k.n] IN (0, a.attcollation), 'position', k.n,"
      "     'definition', CASE WHEN i.indkey[k.n] = 0 AND co.oid IS NOT NULL THEN "
      "pg_catalog.pg_get_indexdef(i.indexrelid) "
      "END,"
      "     'option', i.indoption[k.n]) ORDER BY k.n)"
      "   FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS k(n)"
      "   JOIN pg_catalog.pg_opclass op ON op.oid = i.indclass[k.n]"
      "   JOIN pg_catalog.pg_namespace opn ON opn.oid = op.opcnamespace"
      "   LEFT JOIN pg_catalog.pg_collation co ON co.oid = i.indcollation[k.n]"
      "   LEFT JOIN pg_catalog.pg_namespace con ON con.oid = co.collnamespace"
      "   LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.n]"
      "    AND i.indkey[k.n] <> 0)",
      more);
}

std::optional<model::IndexElement> read_index_element(const nlohmann::json& element, CatalogTexts& texts,
                                                      model::Unmodelled& unmodelled) {
  model::IndexElement read;
  if (!element["column"].is_null()) {
    read.key = sql::Identifier(element["column"].get<std::string>());
  } else {
    if (element["expression"].is_null()) throw CatalogMoved();
    auto expression = texts.expression(element["expression"].get<std::string>(), "an expression:", unmodelled);
    if (!expression) return std::nullopt;
    read.key = *expression;
  }
  read.opclass = object_name(element, "opclass");
  read.defaults.opclass = element["default_opclass"].get<bool>();
  read.collation = object_name(element, "collation");
  read.defaults.collation = has_default_collation(element);
  const int option = element["option"].get<int>();
  if ((option & kDescending) != 0) read.order = model::SortOrder::Descending;
  if ((option & kNullsFirst) != 0) read.nulls = model::NullsOrder::First;
  return read;
}

std::string key_columns() { return columns_at("0", "i.indnkeyatts - 1"); }

std::string included_columns() { return columns_at("i.indnkeyatts::pg_catalog.int4", "i.indnatts - 1"); }

std::string unmodelled_index_texts() {
  return "CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_attribute ia WHERE ia.attrelid = i.indexrelid"
         "     AND ia.attoptions IS NOT NULL) THEN 'operator class options' END,";
}

std::string unmodelled_constraint_index_texts() {
  return unmodelled_index_texts() +
         "CASE WHEN ic.reloptions IS NOT NULL"
         "     THEN 'WITH (' || pg_catalog.array_to_string(ic.reloptions, ', ') || ')' END,"
         "CASE WHEN ic.reltablespace <> 0 THEN 'a TABLESPACE of its own' END,";
}

}  // namespace pgreconcile::introspect
