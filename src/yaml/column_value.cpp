#include <algorithm>

#include "src/yaml/object_values.hpp"

namespace pgreconcile::yaml {
namespace {

std::string_view serial_type(const sql::TypeName& type) {
  if (type.canonical() == "smallint") return "smallserial";
  return type.canonical() == "integer" ? "serial" : "bigserial";
}

std::string_view spelling(model::Storage storage) {
  switch (storage) {
    case model::Storage::Plain:
      return "plain";
    case model::Storage::External:
      return "external";
    case model::Storage::Extended:
      return "extended";
    case model::Storage::Main:
      return "main";
  }
  return {};
}

std::string_view spelling(model::Compression compression) {
  switch (compression) {
    case model::Compression::Pglz:
      return "pglz";
    case model::Compression::Lz4:
      return "lz4";
  }
  return {};
}

std::string_view spelling(model::IdentityKind kind) {
  switch (kind) {
    case model::IdentityKind::Always:
      return "always";
    case model::IdentityKind::ByDefault:
      return "by default";
  }
  return {};
}

Value identity_value(const model::Identity& identity, const sql::TypeName& type) {
  Object options;
  add_sequence_options(options, identity.options, type);
  const std::string kind(spelling(identity.kind));
  if (options.empty()) return {kind};
  Object object;
  object.add("generated", {kind});
  add_sequence_options(object, identity.options, type);
  return std::move(object).value();
}

bool is_in_primary_key(const model::Column& column, const model::Table& table) {
  if (!table.primary_key) return false;
  const auto& columns = table.primary_key->columns;
  return std::ranges::find(columns, column.name) != columns.end();
}

// Serial and identity columns are not null in PostgreSQL without saying so; the file says it, for its readers.
void add_nullable(Object& object, const model::Column& column, const model::Table& table) {
  if (is_in_primary_key(column, table)) return;
  if (!column.nullable) object.add("nullable", {Word{"false"}});
  if (column.nullable && column.serial == model::Serial::Yes) object.add("nullable", {Word{"true"}});
}

}  // namespace

void add_sequence_options(Object& object, const model::SequenceOptions& options, const sql::TypeName& type) {
  const auto usual = model::default_sequence_options(type, options.increment);
  const auto add_number = [&](std::string_view key, std::int64_t number, std::int64_t usual_number) {
    if (number != usual_number) object.add(key, {Word{std::to_string(number)}});
  };
  // It follows the bounds that are written here, not the usual ones.
  add_number("start", options.start, options.increment > 0 ? options.min : options.max);
  add_number("increment", options.increment, 1);
  add_number("min", options.min, usual.min);
  add_number("max", options.max, usual.max);
  add_number("cache", options.cache, usual.cache);
  object.add_true_if(options.cycling == model::Cycling::Yes, "cycle");
}

Value column_value(const model::Column& column, const model::Table& table, const sql::Identifier& default_schema) {
  Object object;
  const bool is_serial = column.serial == model::Serial::Yes;
  object.add_name("name", column.name);
  object.add("type", {is_serial ? std::string(serial_type(column.type)) : type_spelling(column.type, default_schema)});
  add_nullable(object, column, table);
  if (column.identity) object.add("identity", identity_value(*column.identity, column.type));
  // The default of a live serial column is what makes it one.
  if (column.default_value && !is_serial) object.add("default", default_value(*column.default_value, column.type));
  object.add_sql("generated", column.generated);
  if (column.collation && column.collation != column.type_defaults.collation) {
    object.add("collation", {dotted_collation(*column.collation)});
  }
  object.add_text("comment", column.comment);
  if (column.storage && column.storage != column.type_defaults.storage) {
    object.add("storage", {std::string(spelling(*column.storage))});
  }
  if (column.compression) object.add("compression", {std::string(spelling(*column.compression))});
  if (column.rewrite == model::Rewrite::Allow) object.add("rewrite", {"allow"});
  return std::move(object).value();
}

}  // namespace pgreconcile::yaml
