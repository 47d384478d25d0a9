#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pgreconcile {

/// How many bytes the UTF-8 character at the front of the text has; 0 where none starts there.
std::size_t utf8_length(std::string_view text);

/// True for the byte that a character starts with, as far as the text is UTF-8.
constexpr bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

/// The text as a terminal can show it on one line: white space as blanks; what steers a terminal, reorders text
/// (https://trojansource.codes) or is not UTF-8 as `?`. As many characters as before.
std::string printable(std::string_view text);

}  // namespace pgreconcile
