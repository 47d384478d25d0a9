#include "src/yaml/schema_reference.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "src/yaml/object_format.hpp"

namespace pgreconcile::yaml {
namespace {

std::string anchor(std::string_view object) {
  std::string place(object);
  std::ranges::replace(place, ' ', '-');
  return fmt::format("[{}](#{})", object, place);
}

std::string words(const Shape& shape) { return fmt::format("`{}`", fmt::join(shape.words, "`, `")); }

std::string value_text(const Shape& shape) {
  switch (shape.kind) {
    case ValueKind::Version:
      return "`1`";
    case ValueKind::Boolean:
      return "`true`, `false`";
    case ValueKind::Integer:
      return "whole number";
    case ValueKind::Name:
      return "name";
    case ValueKind::RelationName:
    case ValueKind::ObjectName:
      return "name or `schema.name`";
    case ValueKind::ColumnName:
      return "`table.column` or `schema.table.column`";
    case ValueKind::Operator:
      return "operator";
    case ValueKind::Names:
      return "list of names";
    case ValueKind::Texts:
      return "list of texts";
    case ValueKind::BoundValues:
      return fmt::format("list of constants and {}", anchor(shape.object));
    case ValueKind::Type:
      return "SQL type";
    case ValueKind::Text:
      return "text";
    case ValueKind::Sql:
      return "SQL";
    case ValueKind::SqlOrLiteral:
      return fmt::format("SQL or {}", anchor(shape.object));
    case ValueKind::Choice:
      return words(shape);
    case ValueKind::ChoiceOrObject:
      return fmt::format("{} or {}", words(shape), anchor(shape.object));
    case ValueKind::Object:
      return anchor(shape.object);
    case ValueKind::Objects:
      return fmt::format("list of {}", anchor(shape.object));
    case ValueKind::NamesOrObject:
      return fmt::format("list of names, or {}", anchor(shape.object));
    case ValueKind::NamesAndObjects:
      return fmt::format("list of names and {}", anchor(shape.object));
    case ValueKind::NamedObjects:
      return fmt::format("name: {}", anchor(shape.object));
    case ValueKind::NamedTexts:
      return "name: list of texts";
    case ValueKind::NamedChoicesOrObjects:
      return fmt::format("name: {} or {}", words(shape), anchor(shape.object));
    case ValueKind::Parameters:
      return "name: number, text, `true` or `false`";
  }
  return {};
}

// A table's cell: a bar would end it.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
  return escaped;
}

std::string row(const KeyFormat& key) {
  const auto* required = key.presence == Presence::Required ? " (required)" : "";
  const auto ddl = key.doc.ddl.empty() ? std::string() : fmt::format("`{}`", cell(key.doc.ddl));
  const auto since = key.doc.since > kOldestServer ? std::to_string(key.doc.since) : std::string();
  return fmt::format("| `{}`{} | {} | {} | {} | {} | {} |\n", key.name, required, cell(value_text(key.shape)),
                     cell(key.doc.meaning), ddl, cell(key.doc.otherwise), since);
}

// The keys under which such a mapping stands.
std::string places(std::string_view object) {
  std::vector<std::string> places;
  for (const auto& format : object_formats()) {
    for (const auto& key : format.keys) {
      if (key.shape.object == object) places.push_back(fmt::format("`{}` of {}", key.name, anchor(format.name)));
    }
  }
  return places.empty() ? std::string() : fmt::format("Under {}.\n\n", fmt::join(places, ", "));
}

}  // namespace

std::string schema_reference() {
  std::string text =
      "# Every key of the schema file\n\n"
      "`pgreconcile json-schema --format markdown` prints this page from the loader's own tables of keys, and a\n"
      "test compares the two. [schema.md](schema.md) explains how the parts go together.\n\n"
      "The DDL is shown without its IF NOT EXISTS and its guards. Where there is no default, a key that is left\n"
      "out declares nothing; where there is no \"since\", every PostgreSQL that is supported has it.\n";
  for (const auto& object : object_formats()) {
    text += fmt::format("\n## {}\n\n{}", object.name, places(object.name));
    text += "| key | value | meaning | DDL | default | since |\n|---|---|---|---|---|---|\n";
    for (const auto& key : object.keys) text += row(key);
  }
  return text;
}

}  // namespace pgreconcile::yaml
