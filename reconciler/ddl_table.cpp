#include "reconciler/ddl_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/ddl.hpp"
#include "src/sql/guard.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::reconciler {
namespace {

std::string keyword_text(model::BoundKeyword keyword) {
  switch (keyword) {
    case model::BoundKeyword::MinValue:
      return "MINVALUE";
    case model::BoundKeyword::MaxValue:
      return "MAXVALUE";
    case model::BoundKeyword::Null:
      return "NULL";
  }
  return {};
}

std::string value_list(const std::vector<model::BoundValue>& values) {
  std::vector<std::string> texts;
  for (const auto& value : values) texts.push_back(to_sql(value));
  return fmt::format("({})", fmt::join(texts, ", "));
}

struct BoundClause {
  std::string operator()(const model::DefaultBound&) const { return "DEFAULT"; }
  std::string operator()(const model::RangeBound& bound) const {
    return fmt::format("FOR VALUES FROM {} TO {}", value_list(bound.from), value_list(bound.to));
  }
  std::string operator()(const model::ListBound& bound) const {
    return fmt::format("FOR VALUES IN {}", value_list(bound.values));
  }
  std::string operator()(const model::HashBound& bound) const {
    return fmt::format("FOR VALUES WITH (MODULUS {}, REMAINDER {})", bound.modulus, bound.remainder);
  }
};

std::string element_clause(const model::PartitionKeyElement& element) {
  const auto* column = std::get_if<sql::Identifier>(&element.key);
  auto clause = column != nullptr ? column->quoted() : "(" + std::get<sql::Expression>(element.key).text() + ")";
  if (element.collation && !element.defaults.collation) clause += " COLLATE " + element.collation->quoted();
  if (element.opclass && !element.defaults.opclass) clause += " " + element.opclass->quoted();
  return clause;
}

std::vector<std::string> table_elements(const model::Table& table) {
  std::vector<std::string> lines;
  for (const auto& column : table.columns) lines.push_back(column_clause(column));
  if (const auto& key = table.primary_key) {
    lines.push_back(named(key->name, key_clause(sql::ConstraintType::PrimaryKey, *key)));
  }
  for (const auto& key : table.unique) {
    lines.push_back(named(key.name, key_clause(sql::ConstraintType::Unique, key)));
  }
  for (const auto& check : table.checks) lines.push_back(named(check.name, check_clause(check)));
  for (const auto& exclusion : table.exclusions) lines.push_back(named(exclusion.name, exclusion_clause(exclusion)));
  for (const auto& key : table.foreign_keys) lines.push_back(named(key.name, foreign_key_clause(key)));
  return lines;
}

}  // namespace

std::string create_table(const model::Table& table) {
  const auto elements = table_elements(table);
  auto statement = fmt::format(
      "CREATE {}TABLE IF NOT EXISTS {} {}", table.persistence == model::Persistence::Unlogged ? "UNLOGGED " : "",
      table.name.quoted(), elements.empty() ? "()" : fmt::format("(\n  {}\n)", fmt::join(elements, ",\n  ")));
  if (table.partition_by) statement += " PARTITION BY " + partition_key_clause(*table.partition_by);
  if (!table.storage_parameters.empty()) statement += " " + with_clause(table.storage_parameters);
  if (table.tablespace) statement += " TABLESPACE " + table.tablespace->quoted();
  return statement;
}

std::string partition_key_clause(const model::PartitionKey& key) {
  std::vector<std::string> elements;
  for (const auto& element : key.elements) elements.push_back(element_clause(element));
  return fmt::format("{} ({})", to_sql(key.strategy), fmt::join(elements, ", "));
}

std::string bound_clause(const model::PartitionBound& bound) { return std::visit(BoundClause{}, bound); }

std::string create_partition(const sql::QualifiedName& parent, const model::Partition& partition) {
  return fmt::format("CREATE TABLE IF NOT EXISTS {} PARTITION OF {} {}", partition.name.quoted(), parent.quoted(),
                     bound_clause(partition.bound));
}

std::string create_like_parent(const sql::QualifiedName& parent, const sql::QualifiedName& partition,
                               const LikeParent& like) {
  auto statement = fmt::format(
      "CREATE TABLE IF NOT EXISTS {} (LIKE {} INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS "
      "INCLUDING STORAGE{})",
      partition.quoted(), parent.quoted(), like.compression ? " INCLUDING COMPRESSION" : "");
  if (like.tablespace) statement += " TABLESPACE " + like.tablespace->quoted();
  return statement;
}

std::string attach_partition_once(const sql::QualifiedName& parent, const model::Partition& partition) {
  return sql::with_guard(sql::PartitionGuard{parent, partition.name},
                         fmt::format("ALTER TABLE {} ATTACH PARTITION {} {}", parent.quoted(), partition.name.quoted(),
                                     bound_clause(partition.bound)));
}

std::string to_sql(const model::BoundValue& value) {
  const auto* keyword = std::get_if<model::BoundKeyword>(&value);
  return keyword != nullptr ? keyword_text(*keyword) : sql::quote_literal(std::get<std::string>(value));
}

std::string to_sql(model::PartitionStrategy strategy) {
  switch (strategy) {
    case model::PartitionStrategy::Range:
      return "RANGE";
    case model::PartitionStrategy::List:
      return "LIST";
    case model::PartitionStrategy::Hash:
      return "HASH";
  }
  return {};
}

}  // namespace pgreconcile::reconciler
