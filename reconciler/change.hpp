#pragma once

#include <variant>

#include "src/model/table.hpp"
#include "src/sql/guard.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::reconciler {

// What can be done about a difference: additive, each. Constraints carry their names here, also where the file leaves
// them out.

struct CreateSchema {
  sql::Identifier name;
};

/// With its keys, checks, foreign keys and indexes.
struct CreateTable {
  model::Table table;
};

struct AddColumn {
  sql::QualifiedName table;
  model::Column column;
  bool rewrites = false;
};

enum class KeyIndex { ToBuild, AlreadyThere };

/// A primary key or unique constraint on a table that exists: by way of a unique index under the constraint's name.
struct AddKey {
  sql::QualifiedName table;
  sql::ConstraintType type;
  model::KeyConstraint key;
  KeyIndex index = KeyIndex::ToBuild;
};

struct AddCheck {
  sql::QualifiedName table;
  model::CheckConstraint check;
};

struct AddForeignKey {
  sql::QualifiedName table;
  model::ForeignKey foreign_key;
};

struct ValidateConstraint {
  sql::QualifiedName table;
  sql::Identifier constraint;
  /// For a foreign key, the table that it refers to.
  std::optional<sql::QualifiedName> target;
};

struct CreateIndex {
  sql::QualifiedName table;
  model::Index index;
};

using Change = std::variant<CreateSchema, CreateTable, AddColumn, AddKey, AddCheck, AddForeignKey, ValidateConstraint,
                            CreateIndex>;

}  // namespace pgreconcile::reconciler
