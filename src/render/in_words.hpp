#pragma once

// Private to src/render.

#include <algorithm>
#include <string>

namespace pgreconcile::render {

/// `create table`, of the kind of step `create_table`
inline std::string in_words(std::string kind) {
  std::ranges::replace(kind, '_', ' ');
  return kind;
}

}  // namespace pgreconcile::render
