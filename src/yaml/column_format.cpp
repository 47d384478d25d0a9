#include "src/yaml/column_format.hpp"

#include <fmt/format.h>

#include <array>

#include "src/yaml/default_format.hpp"
#include "src/yaml/key.hpp"
#include "src/yaml/read_value.hpp"
#include "src/yaml/sequence_format.hpp"
#include "src/yaml/system_column.hpp"
#include "src/yaml/type_rules.hpp"

namespace pgreconcile::yaml {
namespace {

// In the order of the enums of src/model/table.hpp; `rewrite` has no word for its default.
constexpr auto kStorages = std::to_array<std::string_view>({"plain", "external", "extended", "main"});
constexpr auto kCompressions = std::to_array<std::string_view>({"pglz", "lz4"});
constexpr auto kRewrites = std::to_array<std::string_view>({"allow"});

void read_column_name_of(const Field& field, ColumnDraft& column, FileContext& file) {
  column.name = read_name(field, file);
  if (!column.name || !is_system_column(*column.name)) return;
  file.problems.add(field.value.offset,
                    fmt::format("\"{}\" is the name of a column that every table has already", column.name->name()));
}

// REQUIRES: a row below the type's.
void read_column_default(const Field& field, ColumnDraft& column, FileContext& file) {
  column.default_value = read_default(field, column.type ? std::optional(column.type->type) : std::nullopt, file);
}

void read_column_identity(const Field& field, ColumnDraft& column, FileContext& file) {
  if (!column.type) return;
  if (!is_integer(column.type->type)) {
    file.problems.add(field.value.offset,
                      fmt::format("an identity column is of type smallint, integer or bigint, not {}",
                                  column.type->type.canonical()));
    return;
  }
  column.identity = read_identity(field, column.type->type, file);
}

void read_generated(const Field& field, ColumnDraft& column, FileContext& file) {
  column.generated = read_immutable_expression(field, file);
  if (column.generated) column.generated_from = columns_in(field, *column.generated, file);
}

void read_collation(const Field& field, ColumnDraft& column, FileContext& file) {
  column.collation = read_collation_name(field, file);
  if (column.type) refuse_collation(column.type->type, field.value.offset, file);
}

void refuse_out_of_line(const Field& field, const ColumnDraft& column, FileContext& file) {
  if (!column.type || may_be_toasted(column.type->type)) return;
  file.problems.add(field.value.offset,
                    fmt::format("type {} takes no \"{}\"", column.type->type.canonical(), field.key),
                    "its values have a fixed length; remove the key");
}

void read_storage(const Field& field, ColumnDraft& column, FileContext& file) {
  read_choice(field, kStorages, column.storage.emplace(), file);
  if (column.storage != model::Storage::Plain) refuse_out_of_line(field, column, file);
}

void read_compression(const Field& field, ColumnDraft& column, FileContext& file) {
  read_choice(field, kCompressions, column.compression.emplace(), file);
  refuse_out_of_line(field, column, file);
}

void read_rewrite(const Field& field, ColumnDraft& column, FileContext& file) {
  if (read_word(field, kRewrites, file)) column.rewrite = model::Rewrite::Allow;
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
  if (column.name) column.references = read_references(field.value, *column.name, file);
}

void read_short_check(const Field& field, ColumnDraft& column, FileContext& file) {
  auto expression = read_expression(field, file);
  if (!expression) return;
  auto columns = columns_in(field, *expression, file);
  model::CheckConstraint check{
      .name = std::nullopt, .expression = *std::move(expression), .unmodelled = {}, .origin = origin(field, file)};
  column.check = CheckDraft{std::move(check), std::move(columns)};
}

constexpr auto kColumnKeys = std::to_array<Key<ColumnDraft>>({
    {"name",
     Presence::Required,
     {ValueKind::Name},
     read_column_name_of,
     {"The column's name, exact and never folded.", "ADD COLUMN name type"}},
    {"type",
     Presence::Required,
     {ValueKind::Type},
     store<&ColumnDraft::type, read_column_type>,
     {"An SQL type; serial, bigserial and smallserial bring a sequence.", "ADD COLUMN name type"}},
    {"nullable",
     Presence::Optional,
     {ValueKind::Boolean},
     store<&ColumnDraft::nullable, read_boolean>,
     {"Whether the column may be null.", "NOT NULL",
      "true; false in a primary key and for serial and identity columns"}},
    {"default",
     Presence::Optional,
     {ValueKind::SqlOrLiteral, {}, "literal"},
     read_column_default,
     {"What an INSERT without a value stores: SQL, or {literal: text}.", "DEFAULT expression"}},
    {"identity",
     Presence::Optional,
     {ValueKind::ChoiceOrObject, kIdentityWords, "identity"},
     read_column_identity,
     {"Numbers the rows from a sequence of the column's own.", "GENERATED … AS IDENTITY (options)"}},
    {"generated",
     Presence::Optional,
     {ValueKind::Sql},
     read_generated,
     {"Computes and stores the value from other columns of the row.", "GENERATED ALWAYS AS (expression) STORED"}},
    {"collation",
     Presence::Optional,
     {ValueKind::ObjectName},
     read_collation,
     {"How the values are sorted and compared: C, or '\"en_US.utf8\"' where the name has a dot.", "COLLATE name",
      "the type's own"}},
    {"storage",
     Presence::Optional,
     {ValueKind::Choice, kStorages},
     read_storage,
     {"How large values are kept.", "ALTER COLUMN name SET STORAGE EXTERNAL", "the type's own"}},
    {"compression",
     Presence::Optional,
     {ValueKind::Choice, kCompressions},
     read_compression,
     {"How large values are compressed.", "COMPRESSION lz4", "the server's default_toast_compression", 14}},
    {"comment",
     Presence::Optional,
     {ValueKind::Text},
     store<&ColumnDraft::comment, read_comment>,
     {"What the column is for.", "COMMENT ON COLUMN … IS 'text'"}},
    {"rewrite",
     Presence::Optional,
     {ValueKind::Choice, kRewrites},
     read_rewrite,
     {"Says that adding the column may rewrite a large table, or run functions of yours on its rows.", "",
      "adding it is blocked where it would"}},
    {"primary_key",
     Presence::Optional,
     {ValueKind::Boolean},
     [](const Field& field, ColumnDraft& column, FileContext& file) {
       column.primary_key = read_short_key(field, column, file);
     },
     {"Short for the table's primary key of this column alone.", "PRIMARY KEY (name)", "false"}},
    {"unique",
     Presence::Optional,
     {ValueKind::Boolean},
     [](const Field& field, ColumnDraft& column, FileContext& file) {
       column.unique = read_short_key(field, column, file);
     },
     {"Short for a unique constraint of this column alone.", "UNIQUE (name)", "false"}},
    {"references",
     Presence::Optional,
     {ValueKind::Object, {}, "references"},
     read_short_references,
     {"Short for a foreign key of this column alone.", "FOREIGN KEY (name) REFERENCES table (column)"}},
    {"check",
     Presence::Optional,
     {ValueKind::Sql},
     read_short_check,
     {"Short for one of the table's checks, without a name.", "CHECK (expression)"}},
});

// Two keys that say where a value comes from.
struct Pair {
  std::string_view one;
  std::string_view other;
};
constexpr auto kExclusive =
    std::to_array<Pair>({{"default", "identity"}, {"default", "generated"}, {"identity", "generated"}});
constexpr auto kNotOfSerial = std::to_array<std::string_view>({"default", "identity", "generated"});

bool has_key(const Node& node, std::string_view key) { return find_entry(*node.mapping(), key) != nullptr; }

void refuse_two_sources(const std::string& subject, const Node& node, FileContext& file) {
  for (const auto& [one, other] : kExclusive) {
    if (!has_key(node, one) || !has_key(node, other)) continue;
    file.problems.add(std::max(offset_of_key(node, one), offset_of_key(node, other)),
                      fmt::format("{} has both \"{}\" and \"{}\"", subject, one, other), "keep one of them");
  }
}

// https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
void refuse_beside_serial(const std::string& subject, const Node& node, FileContext& file) {
  for (const auto key : kNotOfSerial) {
    if (!has_key(node, key)) continue;
    file.problems.add(offset_of_key(node, key), fmt::format("{} is serial and has \"{}\"", subject, key),
                      "serial is a default of its own; use the integer type, or remove the key");
  }
}

void make_not_null(const std::string& subject, const Node& node, ColumnDraft& column, FileContext& file) {
  const bool is_serial = column.type && column.type->serial == model::Serial::Yes;
  if (!is_serial && !column.identity) return;
  if (column.nullable.value_or(false)) {
    file.problems.add(offset_of_value(node, "nullable"),
                      fmt::format("{} is {} and cannot be null", subject, is_serial ? "serial" : "an identity column"),
                      "remove \"nullable: true\"");
  }
  column.nullable = false;
}

}  // namespace

ColumnDraft read_column(const Node& node, FileContext& file) {
  ColumnDraft column;
  const auto subject = describe("column", node);
  read_object(subject, node, kColumnKeys, column, file);
  if (node.mapping() == nullptr) return column;
  if (column.type && column.type->serial == model::Serial::Yes) refuse_beside_serial(subject, node, file);
  refuse_two_sources(subject, node, file);
  make_not_null(subject, node, column, file);
  return column;
}

std::vector<ObjectFormat> column_formats() { return {format_of("column", kColumnKeys), literal_format()}; }

}  // namespace pgreconcile::yaml
