#pragma once

#include <vector>

#include "src/model/origin.hpp"
#include "src/model/table.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

struct Schema {
  sql::Identifier name;
  Origin origin;

  friend bool operator==(const Schema&, const Schema&) = default;
};

/// What one or more schema files declare, in file order.
struct Database {
  /// Where unqualified names of the file live.
  sql::Identifier default_schema{"public"};
  /// The further schemas to create; the default schema is not among them.
  std::vector<Schema> schemas;
  std::vector<Table> tables;

  /// Under which search_path the file's fragments are read, wherever a server reads them.
  std::vector<sql::Identifier> fragment_search_path() const;
  /// The table of that name, or null.
  const Table* find_table(const sql::QualifiedName& table) const;

  friend bool operator==(const Database&, const Database&) = default;
};

}  // namespace pgreconcile::model
