#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/model/constraint.hpp"
#include "src/model/origin.hpp"
#include "src/model/unmodelled.hpp"
#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

struct Enum {
  sql::QualifiedName name;
  std::vector<std::string> labels;  ///< in their sort order
  Origin origin;

  friend bool operator==(const Enum&, const Enum&) = default;
};

struct Domain {
  sql::QualifiedName name;
  sql::TypeName type;
  bool nullable = true;
  std::optional<sql::Expression> default_value;
  /// The file: where it says one. The catalog: the actual one; `type_collation` says whether it could be left out.
  std::optional<sql::ObjectName> collation;
  /// Their expressions speak of VALUE; none is NO INHERIT.
  std::vector<CheckConstraint> checks;
  Unmodelled unmodelled;
  Origin origin;
  /// The catalog: what the type itself has.
  std::optional<sql::ObjectName> type_collation = {};

  friend bool operator==(const Domain&, const Domain&) = default;
};

}  // namespace pgreconcile::model
