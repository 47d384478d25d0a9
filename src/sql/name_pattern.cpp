#include "src/sql/name_pattern.hpp"

#include "src/base/utf8.hpp"

namespace pgreconcile::sql {

// Remembers the last star and what it stands for so far: each mismatch lets it stand for one character more.
bool matches_glob(std::string_view pattern, std::string_view text) {
  std::string_view after_star;
  std::string_view rest_at_star;
  bool has_star = false;
  while (!text.empty()) {
    if (pattern.starts_with('*')) {
      pattern.remove_prefix(1);
      has_star = true;
      after_star = pattern;
      rest_at_star = text;
    } else if (pattern.starts_with('?')) {
      pattern.remove_prefix(1);
      text.remove_prefix(first_character(text).size());
    } else if (!pattern.empty() && pattern.front() == text.front()) {
      pattern.remove_prefix(1);
      text.remove_prefix(1);
    } else if (has_star) {
      rest_at_star.remove_prefix(first_character(rest_at_star).size());
      pattern = after_star;
      text = rest_at_star;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*') == std::string_view::npos;
}

bool names_relation(std::string_view pattern, const QualifiedName& relation) {
  const bool has_schema = pattern.find('.') != std::string_view::npos;
  return matches_glob(pattern, has_schema ? relation.schema.name() + "." + relation.name.name() : relation.name.name());
}

}  // namespace pgreconcile::sql
