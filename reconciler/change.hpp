#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/model/sequence.hpp"
#include "src/model/table.hpp"
#include "src/model/type.hpp"
#include "src/sql/guard.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::reconciler {

// What can be done about a difference: additive, each. Constraints carry their names here, also where the file leaves
// them out.

struct CreateSchema {
  sql::Identifier name;
};

/// Partitioned tables know neither CONCURRENTLY nor USING INDEX, nor, before PostgreSQL 18, foreign keys NOT VALID.
enum class TableKind { Plain, Partitioned };

/// With its keys, checks, foreign keys, exclusion constraints, indexes and partitions.
struct CreateTable {
  model::Table table;
};

struct AddColumn {
  sql::QualifiedName table;
  model::Column column;
  bool rewrites = false;
  /// All that is below the table, which is locked with it.
  std::vector<sql::QualifiedName> partitions = {};
};

enum class Presence { Missing, There };

/// What an index of a partitioned table still lacks on one table below it, be it a partition or partitioned itself.
struct IndexPart {
  sql::QualifiedName table;
  TableKind kind = TableKind::Plain;
  sql::Identifier name;
  sql::QualifiedName whole;  ///< the index of the table above, of which it becomes a part
  Presence index = Presence::Missing;
  Presence constraint = Presence::Missing;  ///< that of a key
};

/// How an index comes to a partitioned table without a lock that keeps writers out for long: without its partitions
/// first, then on each of them, and each attached. https://www.postgresql.org/docs/current/ddl-partitioning.html
struct IndexParts {
  Presence whole = Presence::Missing;
  std::vector<IndexPart> parts;  ///< what is below a table before that table
};

enum class KeyIndex { ToBuild, AlreadyThere };

/// A primary key or unique constraint on a table that exists: by way of a unique index under the constraint's name.
struct AddKey {
  sql::QualifiedName table;
  sql::ConstraintType type;
  model::KeyConstraint key;
  KeyIndex index = KeyIndex::ToBuild;
  TableKind table_kind = TableKind::Plain;
  /// std::nullopt for a plain table, and for one that has foreign tables among its partitions.
  std::optional<IndexParts> parts = {};
};

struct AddCheck {
  sql::QualifiedName table;
  model::CheckConstraint check;
  std::vector<sql::QualifiedName> partitions = {};  ///< as of AddColumn
};

/// What a foreign key of a partitioned table lacks on one partition: the same key, validated.
struct ForeignKeyPart {
  sql::QualifiedName table;
  sql::Identifier name;
  Presence constraint = Presence::Missing;  ///< one that is there is NOT VALID
};

struct AddForeignKey {
  sql::QualifiedName table;
  model::ForeignKey foreign_key;
  /// Plain also for a partitioned table of a server that takes foreign keys NOT VALID on one.
  TableKind table_kind = TableKind::Plain;
  std::vector<sql::QualifiedName> partitions = {};  ///< as of AddColumn
  /// How it comes to a partitioned table without a scan under a lock that keeps writers out: on each partition first, NOT
  /// VALID and then validated; the table's own takes them over. std::nullopt where that is no way.
  std::optional<std::vector<ForeignKeyPart>> parts = {};
};

struct ValidateConstraint {
  sql::QualifiedName table;
  sql::Identifier constraint;
  /// For a foreign key, the table that it refers to.
  std::optional<sql::QualifiedName> target;
  std::vector<sql::QualifiedName> partitions = {};  ///< as of AddColumn
};

struct CreateIndex {
  sql::QualifiedName table;
  model::Index index;
  TableKind table_kind = TableKind::Plain;
  std::optional<IndexParts> parts = {};  ///< as of AddKey
};

/// Takes away an index that a broken CREATE INDEX CONCURRENTLY left invalid, and builds it anew, for itself or for a key.
struct RepairIndex {
  std::variant<CreateIndex, AddKey> rebuild;
};

struct AddExclusion {
  sql::QualifiedName table;
  model::ExclusionConstraint exclusion;
  std::vector<sql::QualifiedName> partitions = {};  ///< as of AddColumn
};

/// What a table like the parent has to say of itself to become what PARTITION OF would make.
struct LikeParent {
  bool compression = true;  ///< PostgreSQL 14 and newer
  std::optional<sql::Identifier> tablespace = {};
};

/// On a partitioned table that exists.
struct AddPartition {
  sql::QualifiedName parent;
  model::Partition partition;
  /// The default partition that exists, whose rows are all read.
  std::optional<sql::QualifiedName> default_partition;
  /// The tables that the parent's foreign keys refer to.
  std::vector<sql::QualifiedName> referenced;
  /// std::nullopt where the parent has something that only PARTITION OF can be trusted with.
  std::optional<LikeParent> like = {};
  /// Those below the default partition, which are locked with it.
  std::vector<sql::QualifiedName> below_default = {};
};

struct CreateExtension {
  sql::Identifier name;
  /// std::nullopt for an extension that knows the only schema it can live in, and makes it where it is missing.
  std::optional<sql::Identifier> schema;
};

struct CreateEnum {
  model::Enum type;
};

enum class LabelPlace { Before, After };

/// Where a new label of an enum goes.
struct LabelNeighbour {
  LabelPlace place;
  std::string label;
};

struct AddEnumLabel {
  sql::QualifiedName type;
  std::string label;
  /// std::nullopt: to the end.
  std::optional<LabelNeighbour> neighbour;
};

/// With its checks.
struct CreateDomain {
  model::Domain domain;
};

/// A check on a domain that exists, and the tables that have columns of it.
struct AddDomainCheck {
  sql::QualifiedName domain;
  model::CheckConstraint check;
  std::vector<sql::QualifiedName> tables;
};

struct ValidateDomainCheck {
  sql::QualifiedName domain;
  sql::Identifier constraint;
  std::vector<sql::QualifiedName> tables;
};

/// Without its owner.
struct CreateSequence {
  model::Sequence sequence;
};

enum class TableAge { New, Existing };

struct OwnSequence {
  sql::QualifiedName sequence;
  model::ColumnReference owner;
  TableAge owner_age = TableAge::Existing;
};

enum class Commented { Table, Column, Index };

/// What a comment is about: a table, a column of it, or an index.
struct CommentTarget {
  Commented kind;
  sql::QualifiedName relation;
  std::optional<sql::Identifier> column = {};
};

/// On something that exists; new tables, columns and indexes bring theirs.
struct SetComment {
  CommentTarget target;
  std::string comment;
};

using Change =
    std::variant<CreateSchema, CreateTable, AddColumn, AddKey, AddCheck, AddForeignKey, ValidateConstraint, CreateIndex,
                 RepairIndex, AddExclusion, AddPartition, CreateExtension, CreateEnum, AddEnumLabel, CreateDomain,
                 AddDomainCheck, ValidateDomainCheck, CreateSequence, OwnSequence, SetComment>;

}  // namespace pgreconcile::reconciler
