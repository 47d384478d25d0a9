#pragma once

// Private to introspect.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "src/db/result.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::introspect {

/// Something that the snapshot shows is gone already: pg_get_expr() and its like look at the catalog as it is now.
struct CatalogMoved {};

/// One row of a catalog query, its fields by the names that the query gives them.
class Row {
 public:
  Row(const db::Result& rows, std::size_t index) : rows_(rows), index_(index) {}

  bool has(const std::string& column) const { return !rows_.is_null(index_, rows_.column(column)); }
  std::string text(const std::string& column) const { return rows_.text(index_, rows_.column(column)); }
  /// Throws CatalogMoved for NULL: of what pg_get_expr() and its like say of something that must be there.
  std::string definition(const std::string& column) const;
  std::optional<std::string> optional_text(const std::string& column) const;
  bool boolean(const std::string& column) const { return rows_.boolean(index_, rows_.column(column)); }
  std::int64_t integer(const std::string& column) const { return rows_.integer(index_, rows_.column(column)); }
  /// A value of the type "char"; a blank where it is empty.
  char letter(const std::string& column) const;
  sql::Identifier identifier(const std::string& column) const { return sql::Identifier(text(column)); }
  std::optional<sql::Identifier> optional_identifier(const std::string& column) const;
  /// Of the columns `prefix_schema` and `prefix_name`.
  sql::QualifiedName qualified(const std::string& prefix) const;
  /// The same; std::nullopt for NULL.
  std::optional<sql::ObjectName> object_name(const std::string& prefix) const;
  /// A JSON array; empty for NULL.
  nlohmann::json json(const std::string& column) const;
  std::vector<std::string> strings(const std::string& column) const;
  std::vector<sql::Identifier> identifiers(const std::string& column) const;

 private:
  const db::Result& rows_;
  std::size_t index_;
};

template <typename Read>
void each_row(const db::Result& rows, Read read) {
  for (std::size_t index = 0; index < rows.size(); ++index) read(Row(rows, index));
}

/// A name in a JSON object, of its members `prefix_schema` and `prefix`; std::nullopt where they are null.
std::optional<sql::ObjectName> object_name(const nlohmann::json& object, const std::string& prefix);

}  // namespace pgreconcile::introspect
