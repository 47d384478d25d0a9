#pragma once

#include <optional>
#include <vector>

#include "src/model/origin.hpp"
#include "src/model/unmodelled.hpp"
#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

/// A primary key or a unique constraint. A name left out in the file is std::nullopt; the catalog has one always.
struct KeyConstraint {
  std::optional<sql::Identifier> name;
  std::vector<sql::Identifier> columns;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const KeyConstraint&, const KeyConstraint&) = default;
};

/// Whether existing rows are known to satisfy the constraint (pg_constraint.convalidated).
enum class Validity { Valid, NotValid };

struct CheckConstraint {
  std::optional<sql::Identifier> name;
  sql::Expression expression;
  Validity validity = Validity::Valid;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const CheckConstraint&, const CheckConstraint&) = default;
};

enum class ReferentialAction { NoAction, Restrict, Cascade, SetNull, SetDefault };
enum class MatchType { Simple, Full };
enum class Deferrability { NotDeferrable, Deferrable, InitiallyDeferred };

struct ForeignKey {
  std::optional<sql::Identifier> name;
  std::vector<sql::Identifier> columns;
  sql::QualifiedName target;
  std::vector<sql::Identifier> target_columns;
  ReferentialAction on_delete = ReferentialAction::NoAction;
  ReferentialAction on_update = ReferentialAction::NoAction;
  MatchType match = MatchType::Simple;
  Deferrability deferrability = Deferrability::NotDeferrable;
  Validity validity = Validity::Valid;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

}  // namespace pgreconcile::model
