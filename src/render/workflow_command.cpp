#include "src/render/workflow_command.hpp"

#include <fmt/format.h>

#include <string_view>

#include "src/base/replace_all.hpp"
#include "src/base/utf8.hpp"

namespace pgreconcile::render {
namespace {

constexpr std::string_view level_name(AnnotationLevel level) {
  switch (level) {
    case AnnotationLevel::Notice:
      return "notice";
    case AnnotationLevel::Warning:
      return "warning";
    case AnnotationLevel::Error:
      return "error";
  }
  return {};
}

// A workflow command ends with its line. The runner takes these escapes back; all else is made printable, since logs
// are read on terminals too.
std::string escaped(std::string text) {
  replace_all(text, "%", "%25");
  replace_all(text, "\r", "%0D");
  replace_all(text, "\n", "%0A");
  return printable(text);
}

std::string escaped_property(const std::string& text) {
  auto value = escaped(text);
  replace_all(value, ":", "%3A");
  replace_all(value, ",", "%2C");
  return value;
}

}  // namespace

std::string workflow_command(const Annotation& annotation) {
  const auto& [level, where, title, message] = annotation;
  auto properties = fmt::format("file={}", escaped_property(where.file));
  if (where.line != 0) properties += fmt::format(",line={},col={}", where.line, where.column);
  if (!title.empty()) properties += fmt::format(",title={}", escaped_property(title));
  return fmt::format("::{} {}::{}\n", level_name(level), properties, escaped(message));
}

}  // namespace pgreconcile::render
