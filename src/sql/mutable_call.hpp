#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "src/sql/fragment.hpp"

namespace pgreconcile::sql {

/// A call that PostgreSQL does not count as immutable: `now()`, `CURRENT_DATE`. `offset` counts bytes from the
/// expression's first.
struct MutableCall {
  std::string text;
  std::size_t offset = 0;

  friend bool operator==(const MutableCall&, const MutableCall&) = default;
};

/// The first one that the expression is certain to make; the server knows of more.
std::optional<MutableCall> first_mutable_call(const Expression& expression);

}  // namespace pgreconcile::sql
