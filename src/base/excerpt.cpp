#include "src/base/excerpt.hpp"

#include "src/base/utf8.hpp"

namespace pgreconcile {
namespace {

constexpr std::size_t kMostCharacters = 120;
constexpr std::string_view kClipped = "…";

std::size_t back(std::string_view text, std::size_t place, std::size_t count) {
  while (place > 0 && count > 0) {
    if (starts_character(text[--place])) --count;
  }
  return place;
}

bool fits(std::string_view line) {
  constexpr std::size_t kMostBytes = 4 * kMostCharacters;
  return line.size() <= kMostBytes && character_count(line) <= kMostCharacters;
}

}  // namespace

Excerpt make_excerpt(std::string_view line, std::size_t place) {
  const auto start = fits(line) ? 0 : back(line, place, kMostCharacters / 2);
  const auto end = start + character_offset(line.substr(start), kMostCharacters);
  Excerpt excerpt{printable(line.substr(start, end - start)), character_count(line.substr(start, place - start))};
  if (end < line.size()) excerpt.line += kClipped;
  if (start == 0) return excerpt;
  return {std::string(kClipped) + excerpt.line, excerpt.caret + 1};
}

}  // namespace pgreconcile
