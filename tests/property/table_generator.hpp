#pragma once

#include "tests/property/generated_schema.hpp"
#include "tests/property/names.hpp"
#include "tests/property/random.hpp"

namespace pgreconcile::test {

struct ConstraintName {
  std::string text = {};    ///< empty for none
  std::string clause = {};  ///< `CONSTRAINT "x" `
};

/// An element of an index or an exclusion constraint, in SQL and as a mapping.
struct IndexElement {
  std::string sql = {};
  YamlKeys keys = {};
};

/// What the parts of a table are made with.
struct Workshop {
  Random& random;
  Names& names;
  int server_major = 0;
  /// The types of the schema so far. Those that grow are in `new_kinds`, for columns that grow.
  std::vector<Kind> kinds = {};
  std::vector<Kind> new_kinds = {};
  /// Sequences without an owner that a default may use: the SQL of its name, and since when it is there.
  std::vector<Sequence> sequences = {};

  /// Since when something is there that needs what is there since `since`.
  Since at_or_after(Since since) { return since == Since::Start && !random.chance(30) ? Since::Start : Since::Growth; }
  /// A name, which the keys get too, or none: then PostgreSQL names the constraint.
  ConstraintName name_or_none(YamlKeys& keys);
};

/// A table with its columns, and no constraint or index yet.
Table generate_table(Workshop& workshop, const std::string& schema, Since since_schema);
/// A column that is there from the start of its table, or grows.
Column generate_column(Workshop& workshop, const Table& table);
/// A column that is generated from another. REQUIRES: from.kind.generated is not empty.
Column generate_generated_column(Workshop& workshop, Since since_table, const Column& from);
Sequence generate_sequence(Workshop& workshop, const std::string& schema);

/// No two of the rows that are there agree in it.
bool keeps_rows_apart(const Table& table, const Column& column);
/// The column or an expression of it, with some operator class, collation and order. REQUIRES: the method fits its type.
IndexElement random_element(Workshop& workshop, const Column& column, const std::string& method);

void add_keys(Workshop& workshop, Table& table);
void add_checks(Workshop& workshop, Table& table);
void add_exclusions(Workshop& workshop, Table& table);
void add_indexes(Workshop& workshop, Table& table);
/// REQUIRES: both tables have their keys. They may be the same.
void add_foreign_key(Workshop& workshop, Table& table, const Table& target);

}  // namespace pgreconcile::test
