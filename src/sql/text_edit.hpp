#pragma once

// Private to src/sql.

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace pgreconcile::sql {

/// The bytes from `begin` to `end`, exclusive, become the replacement.
struct TextEdit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string replacement;
};

/// REQUIRES: the edits do not overlap.
inline std::string edited(std::string text, std::vector<TextEdit> edits) {
  std::ranges::sort(edits, std::greater(), &TextEdit::begin);
  for (const auto& edit : edits) text.replace(edit.begin, edit.end - edit.begin, edit.replacement);
  return text;
}

}  // namespace pgreconcile::sql
