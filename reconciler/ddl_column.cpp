#include <fmt/format.h>

#include "reconciler/ddl.hpp"
#include "reconciler/type_ddl.hpp"

namespace pgreconcile::reconciler {
namespace {

// https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
std::string serial_type(const sql::TypeName& type) {
  if (type.canonical() == "smallint") return "smallserial";
  return type.canonical() == "integer" ? "serial" : "bigserial";
}

}  // namespace

std::string identity_clause(const model::Column& column) {
  const auto& identity = column.identity.value();
  auto options = sequence_options_clause(column.type, identity.options);
  if (!options.empty()) options = fmt::format(" ({})", options.substr(1));
  return fmt::format("GENERATED {} AS IDENTITY{}", to_sql(identity.kind), options);
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
