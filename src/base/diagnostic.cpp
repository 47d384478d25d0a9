#include "src/base/diagnostic.hpp"

#include <fmt/format.h>

#include "src/base/utf8.hpp"

namespace pgreconcile {

std::string to_string(const Diagnostic& diagnostic) {
  const auto& where = diagnostic.where;
  std::string text = where.line == 0 ? fmt::format("{}: ", where.file)
                                     : fmt::format("{}:{}:{}: ", where.file, where.line, where.column);
  if (diagnostic.severity == Severity::Warning) text += "warning: ";
  text += diagnostic.message;
  if (!diagnostic.hint.empty()) text += "; " + diagnostic.hint;
  return printable(text);
}

std::string to_string(const SourceLocation& location) {
  return location.line == 0 ? location.file : fmt::format("{}:{}", location.file, location.line);
}

std::string place_seen_from(const SourceLocation& from, const SourceLocation& place) {
  const auto in_file = fmt::format("{}:{}", place.line, place.column);
  return from.file == place.file ? in_file : fmt::format("{}:{}", place.file, in_file);
}

}  // namespace pgreconcile
