#include "src/model/database.hpp"

#include <algorithm>

namespace pgreconcile::model {

const Table* Database::find_table(const sql::QualifiedName& table) const {
  const auto found = std::ranges::find(tables, table, &Table::name);
  return found == tables.end() ? nullptr : &*found;
}

}  // namespace pgreconcile::model
