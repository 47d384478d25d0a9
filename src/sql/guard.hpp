#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/sql/identifier.hpp"

namespace pgreconcile::sql {

/// pg_constraint.contype
enum class ConstraintType : char { PrimaryKey = 'p', Unique = 'u', Check = 'c', ForeignKey = 'f', Exclusion = 'x' };

/// ALTER TABLE … ADD CONSTRAINT runs only where the table has no such constraint.
struct ConstraintGuard {
  QualifiedName table;
  Identifier constraint;
  ConstraintType type;

  friend bool operator==(const ConstraintGuard&, const ConstraintGuard&) = default;
};

/// What makes two foreign keys one for ATTACH PARTITION and ADD CONSTRAINT, as pg_constraint has it.
struct ForeignKeyStructure {
  std::vector<Identifier> columns;
  QualifiedName target;
  std::vector<Identifier> target_columns;
  char on_update = 'a';
  char on_delete = 'a';
  char match = 's';
  bool deferrable = false;
  bool deferred = false;

  friend bool operator==(const ForeignKeyStructure&, const ForeignKeyStructure&) = default;
};

/// ALTER TABLE … ADD FOREIGN KEY on a partitioned table runs only where the table has no such constraint, and where no
/// partition is in the way: one that has the same key NOT VALID, of which PostgreSQL would make two, or that has rows and not
/// the key, and would be read under a lock that keeps writers out.
struct ForeignKeyPartsGuard {
  QualifiedName table;
  Identifier constraint;
  ForeignKeyStructure structure;

  friend bool operator==(const ForeignKeyPartsGuard&, const ForeignKeyPartsGuard&) = default;
};

/// ALTER TABLE … SET STORAGE runs only where the column has its type's own storage: what somebody chose is left alone.
struct StorageGuard {
  QualifiedName table;
  Identifier column;

  friend bool operator==(const StorageGuard&, const StorageGuard&) = default;
};

/// ALTER TABLE … ATTACH PARTITION runs only where the table is not a partition of that parent, and was made by the same
/// transaction: CREATE TABLE IF NOT EXISTS leaves somebody else's as it is, which is not to become part of another.
struct PartitionGuard {
  QualifiedName parent;
  QualifiedName partition;

  friend bool operator==(const PartitionGuard&, const PartitionGuard&) = default;
};

/// CREATE TYPE and CREATE DOMAIN run only where no type has the name, the row types of relations included.
struct TypeGuard {
  QualifiedName type;

  friend bool operator==(const TypeGuard&, const TypeGuard&) = default;
};

/// ALTER DOMAIN … ADD CONSTRAINT runs only where the domain has no such check.
struct DomainCheckGuard {
  QualifiedName domain;
  Identifier constraint;

  friend bool operator==(const DomainCheckGuard&, const DomainCheckGuard&) = default;
};

/// ALTER SEQUENCE … OWNED BY runs only where no column owns the sequence: it never takes one from its owner.
struct SequenceOwnerGuard {
  QualifiedName sequence;

  friend bool operator==(const SequenceOwnerGuard&, const SequenceOwnerGuard&) = default;
};

/// COMMENT ON runs only where there is no comment: it never overwrites one.
struct CommentGuard {
  QualifiedName relation;
  std::optional<Identifier> column;

  friend bool operator==(const CommentGuard&, const CommentGuard&) = default;
};

/// What a guarded statement makes, and must not be there yet.
using Guard = std::variant<ConstraintGuard, ForeignKeyPartsGuard, StorageGuard, PartitionGuard, TypeGuard,
                           DomainCheckGuard, SequenceOwnerGuard, CommentGuard>;

/// For statements that have no IF NOT EXISTS: wraps `statement` (without its semicolon) in a DO block that runs it only
/// where what it makes is not there yet, and that can be pasted any number of times.
std::string with_guard(const Guard& guard, std::string_view statement);

/// The statement inside a block that looks like with_guard's; std::nullopt for any other text. What it returns proves
/// nothing: the caller parses it and compares with_guard's bytes.
std::optional<std::string> without_guard(std::string_view block);

}  // namespace pgreconcile::sql
