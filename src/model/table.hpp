#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/model/constraint.hpp"
#include "src/model/index.hpp"
#include "src/model/origin.hpp"
#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

struct Column {
  sql::Identifier name;
  sql::TypeName type;
  bool nullable = true;
  std::optional<sql::Expression> default_value;
  /// Identity or generated: an insert may leave the column out although it has no default.
  bool filled_by_server = false;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const Column&, const Column&) = default;
};

struct Table {
  sql::QualifiedName name;
  std::vector<Column> columns;
  std::optional<KeyConstraint> primary_key;
  std::vector<KeyConstraint> unique;
  std::vector<CheckConstraint> checks;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Index> indexes;
  /// Names that constraints of other kinds hold: exclusion constraints, constraint triggers, named NOT NULL.
  std::vector<sql::Identifier> other_constraints;
  Unmodelled unmodelled;
  Origin origin;

  /// The column of that name, or null.
  const Column* find_column(const sql::Identifier& column) const;

  friend bool operator==(const Table&, const Table&) = default;
};

}  // namespace pgreconcile::model
