#include "reconciler/ddl.hpp"

#include <fmt/format.h>

namespace pgreconcile::reconciler {

std::string column_clause(const model::Column& column) {
  auto clause = fmt::format("{} {}", column.name.quoted(), column.type.text());
  if (!column.nullable) clause += " NOT NULL";
  if (column.default_value) clause += " DEFAULT " + column.default_value->operand();
  return clause;
}

std::string key_clause(sql::ConstraintType type, const model::KeyConstraint& key) {
  const auto* keyword = type == sql::ConstraintType::PrimaryKey ? "PRIMARY KEY" : "UNIQUE";
  return fmt::format("{} ({})", keyword, sql::quoted_list(key.columns));
}

std::string check_clause(const model::CheckConstraint& check) {
  return fmt::format("CHECK ({})", check.expression.text());
}

std::string foreign_key_clause(const model::ForeignKey& key) {
  auto clause = fmt::format("FOREIGN KEY ({}) REFERENCES {} ({})", sql::quoted_list(key.columns), key.target.quoted(),
                            sql::quoted_list(key.target_columns));
  if (key.match != model::MatchType::Simple) clause += " MATCH " + to_sql(key.match);
  if (key.on_update != model::ReferentialAction::NoAction) clause += " ON UPDATE " + to_sql(key.on_update);
  if (key.on_delete != model::ReferentialAction::NoAction) clause += " ON DELETE " + to_sql(key.on_delete);
  if (key.deferrability != model::Deferrability::NotDeferrable) clause += " " + to_sql(key.deferrability);
  return clause;
}

std::string named(const std::optional<sql::Identifier>& name, std::string_view clause) {
  return fmt::format("CONSTRAINT {} {}", name.value().quoted(), clause);
}

std::string index_columns_clause(const model::Index& index) {
  std::string list;
  for (const auto& element : index.elements) {
    if (!list.empty()) list += ", ";
    if (const auto* column = element.column()) list += column->quoted();
    const bool descending = element.order == model::SortOrder::Descending;
    if (descending) list += " DESC";
    const auto usual = descending ? model::NullsOrder::First : model::NullsOrder::Last;
    if (element.nulls != usual) list += element.nulls == model::NullsOrder::First ? " NULLS FIRST" : " NULLS LAST";
  }
  return "(" + list + ")";
}

std::string create_index(const sql::QualifiedName& table, const model::Index& index, IndexBuild build) {
  return fmt::format("CREATE {}INDEX {}IF NOT EXISTS {} ON {} USING {} {}",
                     index.uniqueness == model::Uniqueness::Unique ? "UNIQUE " : "",
                     build == IndexBuild::Concurrent ? "CONCURRENTLY " : "", index.name.quoted(), table.quoted(),
                     index.method.quoted(), index_columns_clause(index));
}

std::string add_constraint(const sql::QualifiedName& table, const std::optional<sql::Identifier>& name,
                           std::string_view clause) {
  return fmt::format("ALTER TABLE {} ADD {}", table.quoted(), named(name, clause));
}

model::Index index_of_key(const model::KeyConstraint& key) {
  model::Index index;
  index.name = key.name.value();
  index.uniqueness = model::Uniqueness::Unique;
  for (const auto& column : key.columns) index.elements.push_back({.key = column});
  return index;
}

bool serves_key(const model::Index& index, const model::KeyConstraint& key) {
  auto named = key;
  named.name = index.name;
  const auto wanted = index_of_key(named);
  return index.unmodelled.empty() && index.uniqueness == wanted.uniqueness && index.method == wanted.method &&
         index.elements == wanted.elements;
}

std::string to_sql(model::ReferentialAction action) {
  switch (action) {
    case model::ReferentialAction::NoAction:
      return "NO ACTION";
    case model::ReferentialAction::Restrict:
      return "RESTRICT";
    case model::ReferentialAction::Cascade:
      return "CASCADE";
    case model::ReferentialAction::SetNull:
      return "SET NULL";
    case model::ReferentialAction::SetDefault:
      return "SET DEFAULT";
  }
  return {};
}

std::string to_sql(model::MatchType match) { return match == model::MatchType::Full ? "FULL" : "SIMPLE"; }

std::string to_sql(model::Deferrability deferrability) {
  switch (deferrability) {
    case model::Deferrability::NotDeferrable:
      return "NOT DEFERRABLE";
    case model::Deferrability::Deferrable:
      return "DEFERRABLE";
    case model::Deferrability::InitiallyDeferred:
      return "DEFERRABLE INITIALLY DEFERRED";
  }
  return {};
}

}  // namespace pgreconcile::reconciler
