#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/model/index.hpp"
#include "src/model/origin.hpp"
#include "src/model/unmodelled.hpp"
#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

enum class Deferrability { NotDeferrable, Deferrable, InitiallyDeferred };

/// A primary key or a unique constraint. A name left out in the file is std::nullopt; the catalog has one always.
struct KeyConstraint {
  std::optional<sql::Identifier> name;
  std::vector<sql::Identifier> columns;
  std::vector<sql::Identifier> include;
  NullsDistinct nulls_distinct = NullsDistinct::Yes;
  Deferrability deferrability = Deferrability::NotDeferrable;
  /// pg_index.indisvalid of its index; false lets in what the constraint forbids.
  bool valid = true;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const KeyConstraint&, const KeyConstraint&) = default;
};

/// Whether existing rows are known to satisfy the constraint (pg_constraint.convalidated).
enum class Validity { Valid, NotValid };

/// Whether a constraint holds for the tables that inherit from its own as well.
enum class Inheritance { Inherit, NoInherit };

struct CheckConstraint {
  std::optional<sql::Identifier> name;
  sql::Expression expression;
  Inheritance inheritance = Inheritance::Inherit;
  Validity validity = Validity::Valid;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const CheckConstraint&, const CheckConstraint&) = default;
};

enum class ReferentialAction { NoAction, Restrict, Cascade, SetNull, SetDefault };
enum class MatchType { Simple, Full };

struct ForeignKey {
  std::optional<sql::Identifier> name;
  std::vector<sql::Identifier> columns;
  sql::QualifiedName target;
  std::vector<sql::Identifier> target_columns;
  ReferentialAction on_delete = ReferentialAction::NoAction;
  /// Those that ON DELETE SET NULL or SET DEFAULT sets; empty: all of the key's.
  std::vector<sql::Identifier> on_delete_columns;
  ReferentialAction on_update = ReferentialAction::NoAction;
  MatchType match = MatchType::Simple;
  Deferrability deferrability = Deferrability::NotDeferrable;
  Validity validity = Validity::Valid;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

struct ExclusionElement {
  IndexElement element;
  sql::OperatorName with;

  friend bool operator==(const ExclusionElement&, const ExclusionElement&) = default;
};

struct ExclusionConstraint {
  std::optional<sql::Identifier> name;
  sql::Identifier method{"btree"};
  std::vector<ExclusionElement> elements;
  std::optional<sql::Expression> predicate;
  Deferrability deferrability = Deferrability::NotDeferrable;
  bool valid = true;  ///< as of KeyConstraint
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const ExclusionConstraint&, const ExclusionConstraint&) = default;
};

}  // namespace pgreconcile::model
