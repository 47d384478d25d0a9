#include "src/yaml/scalar_spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "src/base/utf8.hpp"
#include "src/yaml/retyped_scalar.hpp"

namespace pgreconcile::yaml {
namespace {

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

struct Range {
  char32_t first;
  char32_t last;
};

// Controls, line and paragraph separators, no-break space, soft hyphen, zero-width characters, marks of direction, the
// byte order mark and what is no character.
constexpr auto kInvisible = std::to_array<Range>({{0x00, 0x1F},
                                                  {0x7F, 0xA0},
                                                  {0xAD, 0xAD},
                                                  {0x200B, 0x200F},
                                                  {0x2028, 0x202E},
                                                  {0x2060, 0x206F},
                                                  {0xFEFF, 0xFEFF},
                                                  {0xFFF9, 0xFFFF}});

bool is_invisible(char32_t character) {
  return std::ranges::any_of(kInvisible,
                             [&](const Range& range) { return character >= range.first && character <= range.last; });
}

// https://yaml.org/spec/1.2.2/#57-escaped-characters
std::string escape(char32_t character) {
  if (character == '\n') return "\\n";
  if (character == '\t') return "\\t";
  const auto code = static_cast<unsigned>(character);
  return code < 0x100 ? fmt::format("\\x{:02X}", code) : fmt::format("\\u{:04X}", code);
}

std::string double_quoted(std::string_view text) {
  std::string spelling = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') spelling += '\\';
    spelling += c;
  }
  return visible(spelling) + '"';
}

// Nicer than a row of backslashes; it cannot escape anything.
std::string single_quoted(std::string_view text) {
  std::string spelling = "'";
  for (const char c : text) {
    if (c == '\'') spelling += '\'';
    spelling += c;
  }
  return spelling + '\'';
}

bool is_single_letter_boolean(std::string_view text) {
  return text.size() == 1 && std::string_view("yYnNtTfF").find(text) != std::string_view::npos;
}

// Numbers, dates, and whatever else readers might know that begins so.
bool begins_like_number(std::string_view text) {
  return (text.front() >= '0' && text.front() <= '9') || std::string_view("+-.").find(text.front()) < 3;
}

bool may_begin_plain(std::string_view text) {
  const char c = text.front();
  const bool is_letter = is_alphanumeric(c) && !begins_like_number(text);
  return is_letter || c == '_' || c == '(' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

bool has_indicator(std::string_view text, Place place) {
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return true;
  if (text.ends_with(':') || text.ends_with(' ')) return true;
  // yaml-cpp takes a ? within flow text for the mark of a key.
  return place == Place::Flow && text.find_first_of(",[]{}:?") != std::string_view::npos;
}

bool is_plain(std::string_view text, Place place) {
  if (text.empty() || !may_begin_plain(text) || has_indicator(text, place)) return false;
  return retyped_as(text).empty() && !is_single_letter_boolean(text) && visible(text) == text;
}

}  // namespace

std::string visible(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const auto character = first_character(text);
    const auto code = code_point(character);
    shown += is_invisible(code) ? escape(code) : std::string(character);
    text.remove_prefix(character.size());
  }
  return shown;
}

std::string scalar_spelling(std::string_view text, Place place) {
  if (is_plain(text, place)) return std::string(text);
  const bool has_escapes = text.find_first_of("\"\\") != std::string_view::npos;
  const bool has_apostrophe = text.find('\'') != std::string_view::npos;
  return has_escapes && !has_apostrophe && visible(text) == text ? single_quoted(text) : double_quoted(text);
}

}  // namespace pgreconcile::yaml
