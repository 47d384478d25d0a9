#include "src/base/utf8.hpp"

#include <algorithm>
#include <array>

namespace pgreconcile {
namespace {

struct CharacterRange {
  char32_t first;
  char32_t last;
};

// Controls, line and paragraph separators, and what sets the direction of the text that follows.
constexpr auto kUnprintable = std::to_array<CharacterRange>(
    {{0x00, 0x1F}, {0x7F, 0x9F}, {0x061C, 0x061C}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}});

bool is_printable(std::string_view character) {
  const auto code = code_point(character);
  return std::ranges::none_of(kUnprintable,
                              [&](const auto& range) { return range.first <= code && code <= range.last; });
}

bool is_white_space(char c) { return c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

// https://www.unicode.org/versions/Unicode15.0.0/ch03.pdf, table 3-7
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto within = [&](std::size_t i, unsigned low, unsigned high) { return byte(i) >= low && byte(i) <= high; };
  const auto tail = [&](std::size_t i) { return within(i, 0x80, 0xBF); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return text.empty() ? 0 : 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool second = within(1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    return second && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool second = within(1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
    return second && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

std::string_view first_character(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && !starts_character(text[length])) ++length;
  return text.substr(0, length);
}

char32_t code_point(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  char32_t code = character.size() == 1 ? lead : lead & (0xFFU >> (character.size() + 1));
  for (const char byte : character.substr(1)) code = (code << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
  return code;
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, starts_character));
}

std::size_t character_offset(std::string_view text, std::size_t index) {
  std::size_t offset = 0;
  for (; offset < text.size(); ++offset) {
    if (starts_character(text[offset]) && index-- == 0) break;
  }
  return offset;
}

std::string shortened(std::string_view text, std::size_t characters) {
  if (character_offset(text, characters) == text.size()) return std::string(text);
  return std::string(text.substr(0, character_offset(text, characters - 1))) + "…";
}

std::string printable(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const auto length = utf8_length(text);
    const auto character = text.substr(0, std::max<std::size_t>(length, 1));
    if (is_white_space(character.front())) {
      shown += ' ';
    } else if (length == 0 || !is_printable(character)) {
      shown += '?';
    } else {
      shown += character;
    }
    text.remove_prefix(character.size());
  }
  return shown;
}

}  // namespace pgreconcile
