#include "src/model/database.hpp"

#include <algorithm>

namespace pgreconcile::model {

std::vector<sql::Identifier> Database::fragment_search_path() const {
  return {sql::Identifier("pg_catalog"), default_schema, sql::Identifier("pg_temp")};
}

const Table* Database::find_table(const sql::QualifiedName& table) const {
  const auto found = std::ranges::find(tables, table, &Table::name);
  return found == tables.end() ? nullptr : &*found;
}

}  // namespace pgreconcile::model
