#include "reconciler/ddl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pgreconcile::reconciler {
namespace {

// pg_constraint.confupdtype and confdeltype
char letter_of(model::ReferentialAction action) {
  switch (action) {
    case model::ReferentialAction::NoAction:
      return 'a';
    case model::ReferentialAction::Restrict:
      return 'r';
    case model::ReferentialAction::Cascade:
      return 'c';
    case model::ReferentialAction::SetNull:
      return 'n';
    case model::ReferentialAction::SetDefault:
      return 'd';
  }
  return ' ';
}

}  // namespace

std::string key_clause(sql::ConstraintType type, const model::KeyConstraint& key) {
  const auto* keyword = type == sql::ConstraintType::PrimaryKey ? "PRIMARY KEY" : "UNIQUE";
  const auto* distinct = key.nulls_distinct == model::NullsDistinct::No ? " NULLS NOT DISTINCT" : "";
  auto clause = fmt::format("{}{} ({})", keyword, distinct, sql::quoted_list(key.columns));
  if (!key.include.empty()) clause += " " + include_clause(key.include);
  return clause + deferrability_suffix(key.deferrability);
}

std::string include_clause(const std::vector<sql::Identifier>& columns) {
  return columns.empty() ? "" : fmt::format("INCLUDE ({})", sql::quoted_list(columns));
}

std::string check_clause(const model::CheckConstraint& check) {
  const auto* inheritance = check.inheritance == model::Inheritance::NoInherit ? " NO INHERIT" : "";
  return fmt::format("CHECK ({}){}", check.expression.text(), inheritance);
}

std::string exclusion_clause(const model::ExclusionConstraint& exclusion) {
  std::vector<std::string> elements;
  for (const auto& [element, with] : exclusion.elements) {
    elements.push_back(fmt::format("{} WITH {}", element_clause(element), with.sql()));
  }
  auto clause = fmt::format("EXCLUDE USING {} ({})", exclusion.method.quoted(), fmt::join(elements, ", "));
  if (exclusion.predicate) clause += fmt::format(" WHERE ({})", exclusion.predicate->text());
  return clause + deferrability_suffix(exclusion.deferrability);
}

std::string foreign_key_clause(const model::ForeignKey& key) {
  auto clause = fmt::format("FOREIGN KEY ({}) REFERENCES {} ({})", sql::quoted_list(key.columns), key.target.quoted(),
                            sql::quoted_list(key.target_columns));
  if (key.match != model::MatchType::Simple) clause += " MATCH " + to_sql(key.match);
  if (key.on_update != model::ReferentialAction::NoAction) clause += " ON UPDATE " + to_sql(key.on_update);
  if (key.on_delete != model::ReferentialAction::NoAction) clause += " ON DELETE " + on_delete_clause(key);
  return clause + deferrability_suffix(key.deferrability);
}

std::string on_delete_clause(const model::ForeignKey& key) {
  auto clause = to_sql(key.on_delete);
  if (!key.on_delete_columns.empty()) clause += fmt::format(" ({})", sql::quoted_list(key.on_delete_columns));
  return clause;
}

std::string named(const std::optional<sql::Identifier>& name, std::string_view clause) {
  return fmt::format("CONSTRAINT {} {}", name.value().quoted(), clause);
}

std::string add_constraint(const sql::QualifiedName& table, const std::optional<sql::Identifier>& name,
                           std::string_view clause) {
  return fmt::format("ALTER TABLE {} ADD {}", table.quoted(), named(name, clause));
}

std::string add_constraint_once(const sql::QualifiedName& table, const sql::Identifier& name, sql::ConstraintType type,
                                std::string_view clause) {
  return sql::with_guard(sql::ConstraintGuard{table, name, type}, add_constraint(table, name, clause));
}

std::string add_foreign_key_of_parts_once(const sql::QualifiedName& table, const model::ForeignKey& key) {
  const sql::ForeignKeyStructure structure{key.columns,
                                           key.target,
                                           key.target_columns,
                                           letter_of(key.on_update),
                                           letter_of(key.on_delete),
                                           key.match == model::MatchType::Full ? 'f' : 's',
                                           key.deferrability != model::Deferrability::NotDeferrable,
                                           key.deferrability == model::Deferrability::InitiallyDeferred};
  return sql::with_guard(sql::ForeignKeyPartsGuard{table, key.name.value(), structure},
                         add_constraint(table, key.name, foreign_key_clause(key)));
}

std::string add_constraint_to_only_once(const sql::QualifiedName& table, const sql::Identifier& name,
                                        sql::ConstraintType type, std::string_view clause) {
  return sql::with_guard(sql::ConstraintGuard{table, name, type},
                         fmt::format("ALTER TABLE ONLY {} ADD {}", table.quoted(), named(name, clause)));
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

std::string to_sql(model::NullsDistinct nulls_distinct) {
  return nulls_distinct == model::NullsDistinct::No ? "NULLS NOT DISTINCT" : "NULLS DISTINCT";
}

std::string deferrability_suffix(model::Deferrability deferrability) {
  return deferrability == model::Deferrability::NotDeferrable ? "" : " " + to_sql(deferrability);
}

}  // namespace pgreconcile::reconciler
