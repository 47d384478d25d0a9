#include "src/base/diagnostic.hpp"

#include <fmt/format.h>

namespace pgreconcile {

std::string to_string(const Diagnostic& diagnostic) {
  const auto& where = diagnostic.where;
  std::string text = where.line == 0 ? fmt::format("{}: ", where.file)
                                     : fmt::format("{}:{}:{}: ", where.file, where.line, where.column);
  if (diagnostic.severity == Severity::Warning) text += "warning: ";
  text += diagnostic.message;
  if (!diagnostic.hint.empty()) text += "; " + diagnostic.hint;
  return text;
}

std::string to_string(const SourceLocation& location) {
  return location.line == 0 ? location.file : fmt::format("{}:{}", location.file, location.line);
}

}  // namespace pgreconcile
