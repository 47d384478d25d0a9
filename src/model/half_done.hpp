#pragma once

#include <optional>
#include <vector>

#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

struct InvalidIndex {
  sql::QualifiedName index = {};
  sql::QualifiedName table = {};
  /// Whether somebody builds it now; std::nullopt where that cannot be seen.
  std::optional<bool> is_being_built = {};
  /// That of a partitioned table, which is valid as soon as all its partitions have their parts.
  bool is_whole = false;

  friend bool operator==(const InvalidIndex&, const InvalidIndex&) = default;
};

struct ConstraintNotValidated {
  sql::Identifier constraint = {};
  sql::QualifiedName table = {};

  friend bool operator==(const ConstraintNotValidated&, const ConstraintNotValidated&) = default;
};

/// What was begun on tables and is not finished, by name.
struct HalfDone {
  std::vector<InvalidIndex> invalid_indexes = {};
  std::vector<ConstraintNotValidated> not_validated = {};

  friend bool operator==(const HalfDone&, const HalfDone&) = default;
};

}  // namespace pgreconcile::model
