#include "src/render/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/utf8.hpp"
#include "src/render/json_object.hpp"
#include "src/render/workflow_command.hpp"

namespace pgreconcile::render {
namespace {

constexpr int kDiagnosticsFormatVersion = 1;

constexpr const char* severity_name(Severity severity) {
  switch (severity) {
    case Severity::Warning:
      return "warning";
    case Severity::Error:
      return "error";
  }
  return "";
}

Json diagnostic_json(const Diagnostic& diagnostic) {
  const auto& where = diagnostic.where;
  return {{"severity", severity_name(diagnostic.severity)},
          {"file", where.file},
          {"line", where.line},
          {"column", where.column},
          {"message", diagnostic.message},
          {"hint", diagnostic.hint}};
}

AnnotationLevel level_of(Severity severity) {
  switch (severity) {
    case Severity::Warning:
      return AnnotationLevel::Warning;
    case Severity::Error:
      return AnnotationLevel::Error;
  }
  return AnnotationLevel::Error;
}

Annotation annotation_of(const Diagnostic& diagnostic) {
  const auto hint = diagnostic.hint.empty() ? std::string() : "; " + diagnostic.hint;
  return {.level = level_of(diagnostic.severity), .where = diagnostic.where, .message = diagnostic.message + hint};
}

}  // namespace

std::string diagnostic_text(const Diagnostic& diagnostic) {
  auto text = to_string(diagnostic) + "\n";
  const auto& [line, caret] = diagnostic.excerpt;
  if (line.empty()) return text;
  const auto number = fmt::format("{:5}", diagnostic.where.line);
  text += fmt::format("{} | {}\n", number, line);
  return text + fmt::format("{:{}} | {:{}}^\n", "", number.size(), "", caret);
}

bool Validation::is_valid() const {
  return std::ranges::none_of(diagnostics, [](const auto& d) { return d.severity == Severity::Error; });
}

std::string validation_text(const Validation& validation) {
  const auto& files = validation.files;
  const auto subject = files.size() == 1 ? printable(files.front()) : fmt::format("{} files", files.size());
  return fmt::format("{}: valid, tables: {}, indexes: {}\n", subject, validation.tables, validation.indexes);
}

std::string validation_json(const Validation& validation) {
  Json json{{"format_version", kDiagnosticsFormatVersion},
            {"tool", kTool},
            {"command", "validate"},
            {"valid", validation.is_valid()},
            {"files", validation.files},
            {"tables", validation.tables},
            {"indexes", validation.indexes},
            {"diagnostics", Json::array()}};
  for (const auto& diagnostic : validation.diagnostics) json["diagnostics"].push_back(diagnostic_json(diagnostic));
  return json_text(json);
}

std::string validation_github(const Validation& validation) {
  std::string text;
  for (const auto& diagnostic : validation.diagnostics) text += workflow_command(annotation_of(diagnostic));
  return validation.is_valid() ? text + validation_text(validation) : text;
}

}  // namespace pgreconcile::render
