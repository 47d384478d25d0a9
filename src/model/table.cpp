#include "src/model/table.hpp"

#include <algorithm>

namespace pgreconcile::model {

bool Column::needs_value() const {
  // A virtual column of PostgreSQL 18 is unmodelled.
  const auto is_generated = [](const std::string& feature) { return feature.starts_with("GENERATED"); };
  const bool is_filled = default_value || identity || generated || serial == Serial::Yes;
  return !nullable && !is_filled && std::ranges::none_of(unmodelled, is_generated);
}

const Column* Table::find_column(const sql::Identifier& column) const {
  const auto found = std::ranges::find(columns, column, &Column::name);
  return found == columns.end() ? nullptr : &*found;
}

}  // namespace pgreconcile::model
