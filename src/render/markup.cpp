#include "src/render/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "src/base/utf8.hpp"

namespace pgreconcile::render {
namespace {

// Seen as what it is, without a closer look.
bool is_plain(char c) { return ' ' <= c && c <= '~'; }

}  // namespace

std::string markup(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (c == '"') {
      result += "&quot;";
    } else {
      result += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
  }
  return result;
}

std::string line_markup(std::string_view text) { return markup(printable(text)); }

std::string code_markup(std::string_view code) {
  std::string result;
  while (!code.empty()) {
    const auto plain = std::ranges::find_if_not(code, is_plain) - code.begin();
    result += markup(code.substr(0, static_cast<std::size_t>(plain)));
    code.remove_prefix(static_cast<std::size_t>(plain));
    if (code.empty()) break;
    const auto character = code.substr(0, std::max<std::size_t>(utf8_length(code), 1));
    code.remove_prefix(character.size());
    const bool is_seen = character == "\n" || character == "\t" || printable(character) == character;
    result +=
        is_seen ? std::string(character) : fmt::format("[U+{:04X}]", static_cast<std::uint32_t>(code_point(character)));
  }
  return result;
}

}  // namespace pgreconcile::render
