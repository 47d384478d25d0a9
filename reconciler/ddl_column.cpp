#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/ddl.hpp"

namespace pgreconcile::reconciler {
namespace {

// https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
std::string serial_type(const sql::TypeName& type) {
  if (type.canonical() == "smallint") return "smallserial";
  return type.canonical() == "integer" ? "serial" : "bigserial";
}

}  // namespace

std::string sequence_options_clause(const model::SequenceOptions& options, const model::SequenceOptions& defaults) {
  std::vector<std::string> clauses;
  const auto add = [&](std::string_view keyword, std::int64_t value, std::int64_t usual) {
    if (value != usual) clauses.push_back(fmt::format("{} {}", keyword, value));
  };
  add("START WITH", options.start, defaults.start);
  add("INCREMENT BY", options.increment, defaults.increment);
  add("MINVALUE", options.min, defaults.min);
  add("MAXVALUE", options.max, defaults.max);
  add("CACHE", options.cache, defaults.cache);
  if (options.cycling != defaults.cycling) {
    clauses.emplace_back(options.cycling == model::Cycling::Yes ? "CYCLE" : "NO CYCLE");
  }
  return fmt::format("{}", fmt::join(clauses, " "));
}

std::string identity_clause(const model::Column& column) {
  const auto& identity = column.identity.value();
  // The increment decides about the other defaults, so it is told apart from the plain one.
  auto defaults = model::default_sequence_options(column.type, identity.options.increment);
  defaults.increment = model::default_sequence_options(column.type).increment;
  const auto options = sequence_options_clause(identity.options, defaults);
  return fmt::format("GENERATED {} AS IDENTITY{}", to_sql(identity.kind), options.empty() ? "" : " (" + options + ")");
}

std::string column_clause(const model::Column& column) {
  const bool serial = column.serial == model::Serial::Yes;
  auto clause = fmt::format("{} {}", column.name.quoted(), serial ? serial_type(column.type) : column.type.text());
  if (column.compression) clause += " COMPRESSION " + to_sql(*column.compression);
  if (column.collation) clause += " COLLATE " + column.collation->quoted();
  if (!column.nullable) clause += " NOT NULL";
  if (column.default_value && !serial) clause += " DEFAULT " + column.default_value->operand();
  if (column.identity) clause += " " + identity_clause(column);
  if (column.generated) clause += fmt::format(" GENERATED ALWAYS AS ({}) STORED", column.generated->text());
  return clause;
}

std::string set_storage(const sql::QualifiedName& table, const model::Column& column) {
  return fmt::format("ALTER TABLE {} ALTER COLUMN {} SET STORAGE {}", table.quoted(), column.name.quoted(),
                     to_sql(column.storage.value()));
}

std::string to_sql(model::IdentityKind kind) { return kind == model::IdentityKind::Always ? "ALWAYS" : "BY DEFAULT"; }

std::string to_sql(model::Storage storage) {
  switch (storage) {
    case model::Storage::Plain:
      return "PLAIN";
    case model::Storage::External:
      return "EXTERNAL";
    case model::Storage::Extended:
      return "EXTENDED";
    case model::Storage::Main:
      return "MAIN";
  }
  return {};
}

std::string to_sql(model::Compression compression) { return compression == model::Compression::Lz4 ? "lz4" : "pglz"; }

}  // namespace pgreconcile::reconciler
