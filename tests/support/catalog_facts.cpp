#include "tests/support/catalog_facts.hpp"

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {

std::string catalog_facts(const TestDatabase& database) {
  auto connection = database.connect();
  // So that every name is written with its schema.
  connection.execute("SET search_path = ''");
  std::string facts;
  for (const auto& row : connection.query(project_file("tests/support/catalog_facts.sql"))) facts += row.at(0) + "\n";
  return facts;
}

void settle_expressions(const TestDatabase& database) {
  database.execute(project_file("tests/support/settle_expressions.sql"));
}

}  // namespace pgreconcile::test
