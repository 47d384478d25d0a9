#include "src/model/table.hpp"

#include <algorithm>

namespace pgreconcile::model {

const Column* Table::find_column(const sql::Identifier& column) const {
  const auto found = std::ranges::find(columns, column, &Column::name);
  return found == columns.end() ? nullptr : &*found;
}

}  // namespace pgreconcile::model
