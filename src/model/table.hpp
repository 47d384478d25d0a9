#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/model/constraint.hpp"
#include "src/model/index.hpp"
#include "src/model/origin.hpp"
#include "src/model/partition.hpp"
#include "src/model/sequence.hpp"
#include "src/model/storage_parameters.hpp"
#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

/// How the server keeps large values of a column. https://www.postgresql.org/docs/current/storage-toast.html
enum class Storage { Plain, External, Extended, Main };
enum class Compression { Pglz, Lz4 };

/// Whether a column's default comes from a sequence of its own: `serial`, which PostgreSQL keeps as an integer type with a
/// default and a sequence.
enum class Serial { No, Yes };

/// Whether adding the column may rewrite a large table, or run code of the user's on its rows.
enum class Rewrite { Refuse, Allow };

struct Column {
  sql::Identifier name;
  /// Of a serial column, the integer type.
  sql::TypeName type;
  bool nullable = true;
  /// A live serial column has one; a declared one does not.
  std::optional<sql::Expression> default_value = {};
  Serial serial = Serial::No;
  std::optional<Identity> identity = {};
  /// GENERATED ALWAYS AS (…) STORED
  std::optional<sql::Expression> generated = {};
  /// The file: where it says one. The catalog: always, where the type has one; `type_defaults` has the type's own.
  std::optional<sql::ObjectName> collation = {};
  std::optional<Storage> storage = {};
  /// The catalog: std::nullopt for the server's default_toast_compression.
  std::optional<Compression> compression = {};
  std::optional<std::string> comment = {};
  Rewrite rewrite = Rewrite::Refuse;
  /// Of the catalog: what the column has where nothing else is said.
  struct TypeDefaults {
    std::optional<sql::ObjectName> collation = {};
    std::optional<Storage> storage = {};

    friend bool operator==(const TypeDefaults&, const TypeDefaults&) = default;
  } type_defaults = {};
  Unmodelled unmodelled = {};
  Origin origin = {};

  /// True where an insert that leaves the column out fails.
  bool needs_value() const;

  friend bool operator==(const Column&, const Column&) = default;
};

enum class Persistence { Logged, Unlogged };

struct Table {
  sql::QualifiedName name;
  std::vector<Column> columns;
  std::optional<KeyConstraint> primary_key;
  std::vector<KeyConstraint> unique;
  std::vector<CheckConstraint> checks;
  std::vector<ForeignKey> foreign_keys;
  std::vector<ExclusionConstraint> exclusions;
  std::vector<Index> indexes;
  std::optional<std::string> comment;
  StorageParameters storage_parameters;
  Persistence persistence = Persistence::Logged;
  std::optional<sql::Identifier> tablespace;  ///< std::nullopt: the database's own
  std::optional<PartitionKey> partition_by;
  std::vector<Partition> partitions;
  /// Names that constraints of other kinds hold: constraint triggers, named NOT NULL.
  std::vector<sql::Identifier> other_constraints;
  Unmodelled unmodelled;
  Origin origin;

  /// The column of that name, or null.
  const Column* find_column(const sql::Identifier& column) const;

  friend bool operator==(const Table&, const Table&) = default;
};

}  // namespace pgreconcile::model
