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
  /// The file: where it says one. The catalog: where it is not the type's own.
  std::optional<sql::ObjectName> collation;
  /// Their expressions speak of VALUE; none is NO INHERIT.
  std::vector<CheckConstraint> checks;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const Domain&, const Domain&) = default;
};

}  // namespace pgreconcile::model
