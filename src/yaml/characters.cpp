#include "src/yaml/characters.hpp"

#include <fmt/format.h>

#include <string_view>

#include "src/base/utf8.hpp"

namespace pgreconcile::yaml {
namespace {

// Means nothing to YAML wherever it stands.
constexpr char kReplacement = '_';

bool is_refused_control(char c) {
  const auto code = static_cast<unsigned char>(c);
  return (code < 0x20 && c != '\n' && c != '\t') || code == 0x7F;
}

void refuse_control(Source& source, std::size_t offset, Problems& problems) {
  const char c = source.at(offset);
  if (c == '\r') {
    problems.add(offset, "a carriage return without a line feed", "end lines with LF or CRLF");
    source.blank_out(offset, ' ');
    return;
  }
  const auto name = c == '\0' ? std::string("a NUL character")
                              : fmt::format("control character U+{:04X}", static_cast<unsigned char>(c));
  problems.add(offset, name + " is not allowed");
  source.blank_out(offset, kReplacement);
}

// A tab in the white space that begins a line; on an otherwise blank line it does no harm.
void refuse_indenting_tab(Source& source, std::size_t line_start, Problems& problems) {
  const auto tab = source.text().find_first_not_of(' ', line_start);
  const auto first_text = source.text().find_first_not_of(" \t", line_start);
  if (first_text == std::string::npos || tab == first_text || source.at(first_text) == '\n') return;
  problems.add(tab, "a tab in the indentation", "indent with spaces");
  for (auto i = tab; i < first_text; ++i) source.blank_out(i, ' ');
}

}  // namespace

Readability refuse_bad_characters(Source& source, Problems& problems) {
  const auto& text = source.text();
  for (std::size_t i = 0; i < text.size();) {
    const bool at_line_start = i == 0 || text[i - 1] == '\n';
    if (at_line_start && (text[i] == ' ' || text[i] == '\t')) refuse_indenting_tab(source, i, problems);
    const auto length = utf8_length(std::string_view(text).substr(i));
    if (length == 0) {
      problems.add(i, fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text[i])),
                   "save the file as UTF-8");
      return Readability::NotText;
    }
    if (is_refused_control(text[i])) refuse_control(source, i, problems);
    i += length;
  }
  return Readability::Readable;
}

}  // namespace pgreconcile::yaml
