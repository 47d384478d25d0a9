#include "src/sql/literal.hpp"

namespace pgreconcile::sql {

std::string quote_literal(std::string_view value) {
  const bool has_backslash = value.find('\\') != std::string_view::npos;
  std::string literal = has_backslash ? "E'" : "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') literal += c;
    literal += c;
  }
  return literal + '\'';
}

}  // namespace pgreconcile::sql
