#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pgreconcile {

/// How many bytes the UTF-8 character at the front of the text has; 0 where none starts there.
std::size_t utf8_length(std::string_view text);

/// True for the byte that a character starts with, as far as the text is UTF-8.
constexpr bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

/// The bytes of the first character of UTF-8 text. REQUIRES: the text is not empty.
std::string_view first_character(std::string_view text);

/// Unicode's number for a character. REQUIRES: the bytes of one UTF-8 character, or any one byte.
char32_t code_point(std::string_view character);

/// How many characters UTF-8 text has.
std::size_t character_count(std::string_view text);

/// The byte at which the character of that index starts, counting from 0; the text's end where it has fewer.
std::size_t character_offset(std::string_view text, std::size_t index);

/// Text of no more than so many characters: where there are more, the last is `…`. REQUIRES: at least one.
std::string shortened(std::string_view text, std::size_t characters);

/// The text as a terminal can show it on one line: white space as blanks; what steers a terminal, reorders text
/// (https://trojansource.codes) or is not UTF-8 as `?`. As many characters as before.
std::string printable(std::string_view text);

}  // namespace pgreconcile
