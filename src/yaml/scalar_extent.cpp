#include "src/yaml/scalar_extent.hpp"

#include <algorithm>
#include <charconv>

namespace pgreconcile::yaml {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// One character of a quoted scalar: how many bytes it takes in the file, and how many in the text.
struct Spelling {
  std::size_t in_file = 1;
  std::size_t in_text = 1;
};

std::size_t utf8_size(unsigned code) {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

// https://yaml.org/spec/1.2.2/#57-escaped-characters
Spelling escape_spelling(const Source& source, std::size_t offset) {
  const char letter = source.at(offset + 1);
  if (letter == 'N' || letter == '_') return {2, 2};
  if (letter == 'L' || letter == 'P') return {2, 3};
  const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  if (digits == 0) return {2, 1};
  unsigned code = 0;
  const char* first = source.text().data() + std::min(offset + 2, source.text().size());
  const char* last = source.text().data() + std::min(offset + 2 + digits, source.text().size());
  std::from_chars(first, last, code, 16);
  return {2 + digits, utf8_size(code)};
}

Spelling quoted_spelling(const Source& source, std::size_t offset, char quote) {
  if (quote == '"' && source.at(offset) == '\\') return escape_spelling(source, offset);
  if (quote == '\'' && source.at(offset) == '\'') return {2, 1};
  return {};
}

std::size_t place_in_quoted(const Source& source, std::size_t offset, std::size_t index) {
  const char quote = source.at(offset++);
  for (std::size_t passed = 0; passed < index;) {
    const auto spelling = quoted_spelling(source, offset, quote);
    offset += spelling.in_file;
    passed += spelling.in_text;
  }
  return offset;
}

// YAML folds white space in plain and block scalars and keeps every other byte, so the others are counted.
std::size_t place_in_folded(const Source& source, const Node& node, std::size_t index) {
  const auto& scalar = *node.scalar();
  const auto before = std::string_view(scalar.text).substr(0, index);
  auto count = before.size() - static_cast<std::size_t>(std::ranges::count_if(before, is_space));
  auto offset = scalar.style == ScalarStyle::Block ? source.line_end(node.offset) : node.offset;
  const bool at_a_byte = index < scalar.text.size() && !is_space(scalar.text[index]);
  for (; offset < source.text().size(); ++offset) {
    if (count == 0 && !(at_a_byte && is_space(source.at(offset)))) break;
    if (!is_space(source.at(offset))) --count;
  }
  return offset;
}

}  // namespace

std::optional<std::size_t> quoted_end(const Source& source, std::size_t offset) {
  const char quote = source.at(offset);
  for (auto i = offset + 1; i < source.text().size() && source.at(i) != '\n'; ++i) {
    if (quote == '"' && source.at(i) == '\\') {
      ++i;
    } else if (source.at(i) == quote) {
      if (quote == '"' || source.at(i + 1) != '\'') return i + 1;
      ++i;
    }
  }
  return std::nullopt;
}

std::size_t scalar_end(const Source& source, const Node& node) {
  const auto& scalar = *node.scalar();
  if (scalar.style == ScalarStyle::Quoted)
    return quoted_end(source, node.offset).value_or(source.line_end(node.offset));
  const auto last = scalar.text.find_last_not_of(" \t\n");
  return last == std::string::npos ? node.offset : place_in_scalar(source, node, last) + 1;
}

std::size_t place_in_scalar(const Source& source, const Node& node, std::size_t index) {
  return node.scalar()->style == ScalarStyle::Quoted ? place_in_quoted(source, node.offset, index)
                                                     : place_in_folded(source, node, index);
}

}  // namespace pgreconcile::yaml
