#include "src/model/readable.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "src/sql/readable_expression.hpp"

namespace pgreconcile::model {
namespace {

using ColumnTypes = std::map<std::string, std::string>;

// PostgreSQL compares the values of a domain as values of the type that it is made of.
std::string type_compared(const sql::TypeName& type, const std::vector<Domain>& domains) {
  const auto is_it = [&](const Domain& domain) { return domain.name.quoted() == type.canonical(); };
  const auto domain = std::ranges::find_if(domains, is_it);
  return domain == domains.end() ? type.canonical() : domain->type.canonical();
}

ColumnTypes column_types(const Table& table, const std::vector<Domain>& domains) {
  ColumnTypes types;
  for (const auto& column : table.columns) types.emplace(column.name.name(), type_compared(column.type, domains));
  return types;
}

void make_readable(sql::Expression& expression, const ColumnTypes& types) {
  const auto parsed = sql::catalog_expression(sql::readable(expression, types));
  if (const auto* written = std::get_if<sql::Expression>(&parsed)) expression = *written;
}

void make_readable(std::optional<sql::Expression>& expression, const ColumnTypes& types) {
  if (expression) make_readable(*expression, types);
}

void make_readable(std::variant<sql::Identifier, sql::Expression>& key, const ColumnTypes& types) {
  if (auto* expression = std::get_if<sql::Expression>(&key)) make_readable(*expression, types);
}

void make_readable(Table& table, const ColumnTypes& types) {
  for (auto& column : table.columns) {
    make_readable(column.default_value, types);
    make_readable(column.generated, types);
  }
  for (auto& check : table.checks) make_readable(check.expression, types);
  for (auto& exclusion : table.exclusions) {
    for (auto& element : exclusion.elements) make_readable(element.element.key, types);
    make_readable(exclusion.predicate, types);
  }
  for (auto& index : table.indexes) {
    for (auto& element : index.elements) make_readable(element.key, types);
    make_readable(index.predicate, types);
  }
  if (!table.partition_by) return;
  for (auto& element : table.partition_by->elements) make_readable(element.key, types);
}

void make_readable(Domain& domain) {
  make_readable(domain.default_value, {});
  // In a domain's check the value is called so, and has the type that the domain is made of.
  for (auto& check : domain.checks) make_readable(check.expression, {{"value", domain.type.canonical()}});
}

}  // namespace

Database readable(Database database) {
  for (auto& domain : database.domains) make_readable(domain);
  for (auto& table : database.tables) make_readable(table, column_types(table, database.domains));
  return database;
}

}  // namespace pgreconcile::model
