#include "introspect/half_done.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>

#include "introspect/index_builds.hpp"
#include "introspect/row.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::introspect {
namespace {

constexpr int kEnforcement = 180000;  // pg_constraint.conenforced: what is not enforced is never validated

// `wanted`, the tables and their partitions: oid, relname, nspname.
constexpr std::string_view kWanted =
    "WITH RECURSIVE found AS ("
    "  SELECT c.oid FROM (VALUES {}) AS w(nspname, relname)"
    "    JOIN pg_catalog.pg_namespace n ON n.nspname = w.nspname"
    "    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.relname AND c.relkind IN ('r', 'p')"
    "  UNION SELECT i.inhrelid FROM found f JOIN pg_catalog.pg_inherits i ON i.inhparent = f.oid),"
    " wanted AS ("
    "  SELECT c.oid, c.relname, n.nspname FROM found f JOIN pg_catalog.pg_class c ON c.oid = f.oid"
    "    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace)";

// Rows of index_schema, index_name, table_schema, table_name, is_being_built, is_whole.
constexpr std::string_view kInvalidIndexes =
    " SELECT w.nspname AS index_schema, i.relname AS index_name, w.nspname AS table_schema, w.relname AS table_name,"
    "        {} AS is_being_built, i.relkind = 'I' AS is_whole"
    "   FROM wanted w JOIN pg_catalog.pg_index x ON x.indrelid = w.oid AND NOT x.indisvalid"
    "   JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid"
    "  ORDER BY w.nspname, w.relname, i.relname";

// Rows of name, table_schema, table_name. Copies on partitions are the parent's.
constexpr std::string_view kNotValidated =
    " SELECT k.conname AS name, w.nspname AS table_schema, w.relname AS table_name"
    "   FROM wanted w JOIN pg_catalog.pg_constraint k ON k.conrelid = w.oid AND NOT k.convalidated"
    "  WHERE k.conislocal AND k.conparentid = 0{}"
    "  ORDER BY w.nspname, w.relname, k.conname";

std::string wanted(const std::vector<sql::QualifiedName>& tables) {
  std::vector<std::string> rows;
  for (const auto& table : tables) {
    rows.push_back(
        fmt::format("({}, {})", sql::quote_literal(table.schema.name()), sql::quote_literal(table.name.name())));
  }
  return fmt::format(kWanted, fmt::join(rows, ", "));
}

}  // namespace

model::HalfDone half_done(db::Session& session, const db::SessionFacts& facts,
                          const std::vector<sql::QualifiedName>& tables) {
  model::HalfDone half_done;
  if (tables.empty()) return half_done;
  const auto from = wanted(tables);
  each_row(session.read(db::CatalogQuery{from + fmt::format(kInvalidIndexes, is_being_built("i.oid"))}),
           [&](const Row& row) {
             half_done.invalid_indexes.push_back(
                 {row.qualified("index"), row.qualified("table"), read_is_being_built(row), row.boolean("is_whole")});
           });
  const auto* enforced = facts.server_version_number >= kEnforcement ? " AND k.conenforced" : "";
  each_row(session.read(db::CatalogQuery{from + fmt::format(kNotValidated, enforced)}), [&](const Row& row) {
    half_done.not_validated.push_back({row.identifier("name"), row.qualified("table")});
  });
  return half_done;
}

}  // namespace pgreconcile::introspect
