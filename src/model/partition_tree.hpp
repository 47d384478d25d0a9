#pragma once

#include <optional>
#include <set>
#include <vector>

#include "src/model/constraint.hpp"
#include "src/model/index.hpp"
#include "src/sql/guard.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

/// An index of a partition that is part of an index of the table above it.
struct AttachedIndex {
  sql::Identifier name;
  sql::Identifier parent;  ///< in the schema of the table above
  bool valid = true;       ///< false on a partitioned table: some partition of it lacks its part

  friend bool operator==(const AttachedIndex&, const AttachedIndex&) = default;
};

/// An index of a partition that is part of no other.
struct OwnIndex {
  Index index;
  /// The kind of the constraint that owns it, and when that is looked at.
  std::optional<sql::ConstraintType> constraint = {};
  Deferrability deferrability = Deferrability::NotDeferrable;

  friend bool operator==(const OwnIndex&, const OwnIndex&) = default;
};

enum class PartitionKind { Table, Partitioned, Foreign };

/// A table below a partitioned one, at any depth.
struct PartitionMember {
  sql::QualifiedName name;
  sql::QualifiedName parent;  ///< the table right above it
  PartitionKind kind = PartitionKind::Table;
  std::vector<AttachedIndex> attached;
  std::vector<OwnIndex> indexes;
  std::vector<ForeignKey> foreign_keys = {};      ///< those that are part of no other
  std::vector<sql::Identifier> constraints = {};  ///< the names of all that it has

  friend bool operator==(const PartitionMember&, const PartitionMember&) = default;
};

/// All that is below a live partitioned table, whether the file declares it or not.
struct PartitionTree {
  std::vector<PartitionMember> members;  ///< by depth, then by name
  /// Names of relations that begin as the names of the members' new indexes would.
  std::set<sql::QualifiedName> names_nearby;

  friend bool operator==(const PartitionTree&, const PartitionTree&) = default;
};

}  // namespace pgreconcile::model
