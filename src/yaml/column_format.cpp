#include "src/yaml/column_format.hpp"

#include <fmt/format.h>

#include <array>

#include "src/yaml/constraint_format.hpp"
#include "src/yaml/default_rules.hpp"
#include "src/yaml/key.hpp"
#include "src/yaml/retyped_scalar.hpp"
#include "src/yaml/value.hpp"

namespace pgreconcile::yaml {
namespace {

struct LiteralDraft {
  std::optional<std::string> text;
  std::size_t offset = 0;
};

void read_literal_text(const Field& field, LiteralDraft& draft, FileContext& file) {
  const auto& text = field.value.scalar()->text;
  draft.offset = field.value.offset;
  const bool is_plain = field.value.scalar()->style == ScalarStyle::Plain;
  if (is_plain && retyped_as(text) == "null") {
    file.problems.add(draft.offset, fmt::format("the literal {} is null to YAML readers", text),
                      fmt::format("quote it: \"{}\"", text));
  } else if (text.find('\0') != std::string::npos) {
    file.problems.add(draft.offset, "a literal must not hold a NUL character");
  } else {
    draft.text = text;
  }
}

constexpr auto kLiteralKeys = std::to_array<Key<LiteralDraft>>({
    {"literal", Presence::Required, {ValueKind::Text}, read_literal_text},
});

// Says whether the default may pass.
bool passes(const std::optional<DefaultRefusal>& refusal, std::size_t offset, FileContext& file) {
  if (refusal) file.problems.add(offset, refusal->message, refusal->hint);
  return !refusal;
}

// REQUIRES: a row below the type's.
void read_default(const Field& field, ColumnDraft& column, FileContext& file) {
  const std::string type = column.type ? column.type->canonical() : "";
  if (const auto* scalar = field.value.scalar()) {
    const bool may_pass = passes(refuse_sql_default({scalar->text, type}), field.value.offset, file);
    if (may_pass) column.default_value = read_expression(field, file);
    return;
  }
  LiteralDraft literal;
  read_object("the default", field.value, kLiteralKeys, literal, file);
  if (!literal.text || !passes(refuse_literal_default({*literal.text, type}), literal.offset, file)) return;
  column.default_value = sql::literal_expression(*literal.text);
}

model::Origin origin(const Field& field, const FileContext& file) { return {file.source.location(field.value.offset)}; }

// REQUIRES: a row below the name's, as those of the other short forms.
std::optional<model::KeyConstraint> read_short_key(const Field& field, const ColumnDraft& column, FileContext& file) {
  if (!read_boolean(field, file).value_or(false) || !column.name) return std::nullopt;
  model::KeyConstraint key;
  key.columns = {*column.name};
  key.origin = origin(field, file);
  return key;
}

void read_short_references(const Field& field, ColumnDraft& column, FileContext& file) {
  auto key = read_references(field.value, file);
  if (!key || !column.name) return;
  key->columns = {*column.name};
  column.references = std::move(key);
}

void read_short_check(const Field& field, ColumnDraft& column, FileContext& file) {
  auto expression = read_expression(field, file);
  if (!expression) return;
  column.check = {
      .name = std::nullopt, .expression = *std::move(expression), .unmodelled = {}, .origin = origin(field, file)};
}

constexpr auto kColumnKeys = std::to_array<Key<ColumnDraft>>({
    {"name",
     Presence::Required,
     {ValueKind::Name},
     [](const Field& field, ColumnDraft& column, FileContext& file) { column.name = read_name(field, file); }},
    {"type",
     Presence::Required,
     {ValueKind::Type},
     [](const Field& field, ColumnDraft& column, FileContext& file) { column.type = read_type(field, file); }},
    {"nullable",
     Presence::Optional,
     {ValueKind::Boolean},
     [](const Field& field, ColumnDraft& column, FileContext& file) { column.nullable = read_boolean(field, file); }},
    {"default", Presence::Optional, {ValueKind::SqlOrLiteral}, read_default},
    {"primary_key",
     Presence::Optional,
     {ValueKind::Boolean},
     [](const Field& field, ColumnDraft& column, FileContext& file) {
       column.primary_key = read_short_key(field, column, file);
     }},
    {"unique",
     Presence::Optional,
     {ValueKind::Boolean},
     [](const Field& field, ColumnDraft& column, FileContext& file) {
       column.unique = read_short_key(field, column, file);
     }},
    {"references", Presence::Optional, {ValueKind::Object, {}, "references"}, read_short_references},
    {"check", Presence::Optional, {ValueKind::Sql}, read_short_check},
    unsupported<ColumnDraft>("collation"),
    unsupported<ColumnDraft>("identity"),
    unsupported<ColumnDraft>("generated"),
    unsupported<ColumnDraft>("comment"),
    unsupported<ColumnDraft>("storage"),
    unsupported<ColumnDraft>("compression"),
    unsupported<ColumnDraft>("rewrite"),
});

}  // namespace

ColumnDraft read_column(const Node& node, FileContext& file) {
  ColumnDraft column;
  column.offset = node.offset;
  read_object(describe("column", node), node, kColumnKeys, column, file);
  return column;
}

}  // namespace pgreconcile::yaml
