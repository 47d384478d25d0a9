// The values that are names; declared in read_value.hpp.

#include <fmt/format.h>

#include "src/yaml/dotted_name.hpp"
#include "src/yaml/read_value.hpp"

namespace pgreconcile::yaml {
namespace {

std::optional<sql::Identifier> checked_identifier(const std::string& text, std::size_t offset, FileContext& file) {
  if (text.empty()) {
    file.problems.add(offset, "a name must not be empty");
  } else if (text.find('\0') != std::string::npos) {
    file.problems.add(offset, "a name must not hold a NUL character");
  } else if (text.size() > sql::kMaxIdentifierBytes) {
    file.problems.add(offset, fmt::format("name \"{}\" has {} bytes", text, text.size()),
                      fmt::format("PostgreSQL cuts names off after {}", sql::kMaxIdentifierBytes));
  } else {
    return sql::Identifier(text);
  }
  return std::nullopt;
}

// How many parts a dotted name may have, and how messages call such a name.
struct DottedForm {
  std::size_t least = 1;
  std::size_t most = 2;
  std::string_view called = "a name or schema.name";
};

// The text as it would be a name of one part. What YAML or SQL would have to escape is told by an example.
std::string hint_to_quote(std::string_view text) {
  const bool is_one_name = text.find_first_of("\"'.\n") == std::string_view::npos;
  return fmt::format("put a name with odd characters in double quotes, as in SQL, within single quotes: '\"{}\"'",
                     is_one_name ? text : "a.b");
}

std::optional<std::vector<sql::Identifier>> read_dotted(const Node& scalar, const DottedForm& form, FileContext& file) {
  if (!is_text_everywhere("name", scalar, file)) return std::nullopt;
  const auto& text = scalar.scalar()->text;
  const auto parts = split_dotted(text);
  if (!parts || parts->size() < form.least || parts->size() > form.most) {
    file.problems.add(scalar.offset, fmt::format("{} is not {}", text, form.called),
                      parts && parts->size() < form.least ? "" : hint_to_quote(text));
    return std::nullopt;
  }
  std::vector<sql::Identifier> names;
  for (const auto& part : *parts) {
    auto name = checked_identifier(part, scalar.offset, file);
    if (!name) return std::nullopt;
    names.push_back(*std::move(name));
  }
  return names;
}

}  // namespace

std::optional<sql::Identifier> read_name(const Field& field, FileContext& file) {
  if (!is_text_everywhere("name", field.value, file)) return std::nullopt;
  return checked_identifier(field.value.scalar()->text, field.value.offset, file);
}

std::vector<Name> read_names(const Field& field, FileContext& file) {
  std::vector<Name> names;
  for (const auto& item : *field.value.sequence()) {
    const Field element{field.key, item};
    if (item.scalar() == nullptr || item.left_out()) {
      refuse_kind(fmt::format("each item of \"{}\"", field.key), "a name", item, file);
    } else if (auto name = read_name(element, file)) {
      names.push_back({*std::move(name), item.offset});
    }
  }
  return names;
}

std::vector<Name> read_columns(const Field& field, FileContext& file) {
  if (field.value.sequence()->empty()) {
    file.problems.add(field.value.offset, fmt::format("\"{}\" needs at least one column", field.key));
  }
  return read_names(field, file);
}

std::vector<sql::Identifier> identifiers(const std::vector<Name>& names) {
  std::vector<sql::Identifier> identifiers;
  for (const auto& name : names) identifiers.push_back(name.identifier);
  return identifiers;
}

std::optional<sql::QualifiedName> read_relation_name(const Node& scalar, FileContext& file) {
  const auto names = read_dotted(scalar, {}, file);
  if (!names) return std::nullopt;
  return sql::QualifiedName{names->size() == 1 ? file.default_schema : names->front(), names->back()};
}

std::optional<sql::QualifiedName> read_new_name(const Node& scalar, FileContext& file) {
  auto name = read_relation_name(scalar, file);
  if (name && !may_hold_objects(name->schema, scalar.offset, file)) return std::nullopt;
  return name;
}

std::optional<sql::ObjectName> read_collation_name(const Field& field, FileContext& file) {
  const auto& text = field.value.scalar()->text;
  if (!reads_like_locale(text)) return read_object_name(field, file);
  file.problems.add(field.value.offset,
                    fmt::format("{} would be the collation {} of a schema {}", text, text.substr(text.find('.') + 1),
                                text.substr(0, text.find('.'))),
                    fmt::format("write '\"{}\"' for the locale", text));
  return std::nullopt;
}

std::optional<sql::ObjectName> read_object_name(const Field& field, FileContext& file) {
  const auto names = read_dotted(field.value, {}, file);
  if (!names) return std::nullopt;
  return sql::ObjectName{names->size() == 1 ? std::nullopt : std::optional(names->front()), names->back()};
}

std::optional<model::ColumnReference> read_column_name(const Field& field, FileContext& file) {
  const auto names = read_dotted(field.value, {2, 3, "table.column or schema.table.column"}, file);
  if (!names) return std::nullopt;
  const auto& schema = names->size() == 2 ? file.default_schema : names->front();
  return model::ColumnReference{{schema, (*names)[names->size() - 2]}, names->back()};
}

// https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-CATALOG
bool may_hold_objects(const sql::Identifier& schema, std::size_t offset, FileContext& file) {
  const bool is_system = schema.name().starts_with("pg_") || schema.name() == "information_schema";
  if (is_system) file.problems.add(offset, fmt::format("schema \"{}\" belongs to PostgreSQL", schema.name()));
  return !is_system;
}

}  // namespace pgreconcile::yaml
