#include "src/model/default_name.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "src/sql/expression_name.hpp"

namespace pgreconcile::model {
namespace {

// ChooseIndexNameAddition() stops adding columns once there is more than fits.
std::string joined(const std::vector<sql::Identifier>& columns) {
  std::string text;
  for (const auto& column : columns) {
    if (!text.empty()) text += '_';
    text += column.name();
    if (text.size() > sql::kMaxIdentifierBytes) break;
  }
  return std::string(sql::clip(text, sql::kMaxIdentifierBytes));
}

std::vector<sql::Identifier> made_distinct(const std::vector<sql::Identifier>& names) {
  std::vector<sql::Identifier> distinct;
  for (const auto& name : names) {
    auto candidate = name;
    for (int number = 1; std::ranges::find(distinct, candidate) != distinct.end(); ++number) {
      const auto ending = std::to_string(number);
      const auto kept = sql::clip(name.name(), sql::kMaxIdentifierBytes - ending.size());
      candidate = sql::Identifier(std::string(kept) + ending);
    }
    distinct.push_back(std::move(candidate));
  }
  return distinct;
}

sql::Identifier name_in_name(const IndexElement& element) {
  const auto* column = element.column();
  return column != nullptr ? *column
                           : sql::Identifier(sql::name_of_index_key(element.expression()->text()).value_or("expr"));
}

template <typename Constraint>
void add_key_names(const Table& table, const Constraint& key, std::string_view suffix,
                   const std::vector<sql::Identifier>& columns, std::set<sql::QualifiedName>& names) {
  if (key.name) {
    names.insert({table.name.schema, *key.name});
    return;
  }
  for (int attempt = 0; attempt < kDefaultNameAttempts; ++attempt) {
    names.insert({table.name.schema, default_constraint_name(table.name.name, columns, suffix, attempt)});
  }
}

void add_table_names(const Table& table, std::set<sql::QualifiedName>& names) {
  names.insert(table.name);
  for (const auto& index : table.indexes) names.insert({table.name.schema, index.name});
  if (table.primary_key) add_key_names(table, *table.primary_key, "pkey", {}, names);
  for (const auto& key : table.unique) add_key_names(table, key, "key", columns_in_name(key), names);
  for (const auto& key : table.exclusions) add_key_names(table, key, "excl", columns_in_name(key), names);
  for (const auto& key : table.foreign_keys) names.insert(key.target);
  for (const auto& partition : table.partitions) names.insert(partition.name);
}

}  // namespace

sql::Identifier default_constraint_name(const sql::Identifier& table, const std::vector<sql::Identifier>& columns,
                                        std::string_view suffix, int attempt) {
  const auto ending = attempt == 0 ? std::string(suffix) : fmt::format("{}{}", suffix, attempt);
  const auto column_text = joined(columns);
  std::size_t first = table.name().size();
  std::size_t second = column_text.size();
  const std::size_t overhead = ending.size() + 1 + (second > 0 ? 1 : 0);
  const std::size_t available = sql::kMaxIdentifierBytes - overhead;
  while (first + second > available) --(first > second ? first : second);
  const auto table_part = sql::clip(table.name(), first);
  const auto column_part = sql::clip(column_text, second);
  return sql::Identifier(column_part.empty() ? fmt::format("{}_{}", table_part, ending)
                                             : fmt::format("{}_{}_{}", table_part, column_part, ending));
}

std::vector<sql::Identifier> columns_in_name(const KeyConstraint& constraint) {
  auto columns = constraint.columns;
  columns.insert(columns.end(), constraint.include.begin(), constraint.include.end());
  return made_distinct(columns);
}

std::vector<sql::Identifier> columns_in_name(const ExclusionConstraint& constraint) {
  std::vector<sql::Identifier> columns;
  for (const auto& [element, with] : constraint.elements) columns.push_back(name_in_name(element));
  return made_distinct(columns);
}

std::vector<sql::Identifier> columns_in_name(const Index& index) {
  std::vector<sql::Identifier> columns;
  for (const auto& element : index.elements) columns.push_back(name_in_name(element));
  columns.insert(columns.end(), index.include.begin(), index.include.end());
  return made_distinct(columns);
}

std::set<sql::QualifiedName> wanted_relations(const Database& database) {
  std::set<sql::QualifiedName> names;
  for (const auto& item : database.enums) names.insert(item.name);
  for (const auto& domain : database.domains) names.insert(domain.name);
  for (const auto& sequence : database.sequences) names.insert(sequence.name);
  for (const auto& table : database.tables) add_table_names(table, names);
  return names;
}

}  // namespace pgreconcile::model
