#pragma once

#include <cstddef>
#include <vector>

#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::sql {

/// A column that an expression names without a table's name before it. `offset` counts bytes from the expression's first.
struct BareColumn {
  Identifier name;
  std::size_t offset = 0;

  friend bool operator==(const BareColumn&, const BareColumn&) = default;
};

/// Every one that the expression names, in its order, as often as it does. On a table, such a name may also be the
/// table's own: its row as a whole.
std::vector<BareColumn> bare_columns(const Expression& expression);

}  // namespace pgreconcile::sql
