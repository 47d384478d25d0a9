#pragma once

#include <set>
#include <string>
#include <vector>

#include "src/model/table.hpp"
#include "src/yaml/read_value.hpp"

namespace pgreconcile::yaml {

/// A place that names a column of the table.
struct ColumnUse {
  std::string user;  ///< `index "ix_turns"`
  Name column;
};

/// A type that the file names, and where.
struct TypeUse {
  sql::TypeName type;
  SourceLocation where;
};

/// A table while it is read.
struct TableDraft {
  model::Table table;
  /// Also of columns that lack a valid type.
  std::vector<Name> column_names;
  /// False if some column's name could not be read, so that a name that is not among them proves nothing.
  bool knows_columns = true;
  std::vector<ColumnUse> uses;
  /// Of generated columns: what their expressions name.
  std::vector<ColumnUse> generated_uses;
  std::vector<Name> nullable_columns;  ///< those with an explicit `nullable: true`
  std::vector<TypeUse> types;
};

}  // namespace pgreconcile::yaml
