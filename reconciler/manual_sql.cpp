#include "reconciler/manual_sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "reconciler/ddl.hpp"

namespace pgreconcile::reconciler {
namespace {

sql::Identifier old_name(const sql::Identifier& name) {
  constexpr std::string_view kSuffix = "_old";
  return sql::Identifier(std::string(sql::clip(name.name(), sql::kMaxIdentifierBytes - kSuffix.size())) +
                         std::string(kSuffix));
}

// The word after ALTER for a relation of the kind.
std::string alter_keyword(model::RelationKind kind) {
  if (kind == model::RelationKind::PartitionedTable) return "TABLE";
  if (kind == model::RelationKind::CompositeType || kind == model::RelationKind::Enum) return "TYPE";
  auto keyword = model::to_string(kind);
  std::ranges::transform(keyword, keyword.begin(), [](unsigned char c) { return std::toupper(c); });
  return keyword;
}

}  // namespace

std::string rename_constraint(const sql::QualifiedName& table, const Rename& rename) {
  return fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {};", table.quoted(), rename.from.quoted(),
                     rename.to.quoted());
}

std::string rename_index(const sql::Identifier& schema, const Rename& rename) {
  return fmt::format("ALTER INDEX {} RENAME TO {};", sql::QualifiedName{schema, rename.from}.quoted(),
                     rename.to.quoted());
}

std::string rename_column(const sql::QualifiedName& table, const Rename& rename) {
  return fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {};", table.quoted(), rename.from.quoted(),
                     rename.to.quoted());
}

std::string rename_relation_away(const sql::QualifiedName& name, model::RelationKind kind) {
  return fmt::format("ALTER {} {} RENAME TO {};", alter_keyword(kind), name.quoted(), old_name(name.name).quoted());
}

std::string rename_constraint_away(const sql::QualifiedName& table, const sql::Identifier& name) {
  return rename_constraint(table, {name, old_name(name)});
}

std::string drop_constraint(const sql::QualifiedName& table, const sql::Identifier& name) {
  return fmt::format("ALTER TABLE {} DROP CONSTRAINT {};", table.quoted(), name.quoted());
}

std::string drop_index(const sql::Identifier& schema, const sql::Identifier& name, TableKind table) {
  const auto* how = table == TableKind::Partitioned ? "" : "CONCURRENTLY ";
  return fmt::format("DROP INDEX {}{};", how, sql::QualifiedName{schema, name}.quoted());
}

std::string rebuild_index(const sql::QualifiedName& table, const model::Index& index, TableKind kind) {
  const auto build = kind == TableKind::Partitioned ? IndexBuild::Plain : IndexBuild::Concurrent;
  return fmt::format("{} {};", drop_index(table.schema, index.name, kind), create_index(table, index, build));
}

std::string reindex(const sql::Identifier& schema, const sql::Identifier& name) {
  return fmt::format("REINDEX INDEX CONCURRENTLY {};", sql::QualifiedName{schema, name}.quoted());
}

std::string drop_column(const sql::QualifiedName& table, const sql::Identifier& name) {
  return fmt::format("ALTER TABLE {} DROP COLUMN {};", table.quoted(), name.quoted());
}

std::string replace_constraint(const sql::QualifiedName& table, const sql::Identifier& name,
                               std::string_view definition) {
  return fmt::format("ALTER TABLE {} DROP CONSTRAINT {}, ADD {};", table.quoted(), name.quoted(), definition);
}

std::string alter_column(const sql::QualifiedName& table, const sql::Identifier& column, std::string_view action) {
  return fmt::format("ALTER TABLE {} ALTER COLUMN {} {};", table.quoted(), column.quoted(), action);
}

}  // namespace pgreconcile::reconciler
