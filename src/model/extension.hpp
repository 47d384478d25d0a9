#pragma once

#include <optional>

#include "src/model/origin.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

/// Whether ALTER EXTENSION … SET SCHEMA can move it.
enum class Relocatability { Relocatable, Fixed };

struct Extension {
  sql::Identifier name;
  /// Where its objects live; std::nullopt in a file that leaves it to the default schema. The catalog's have one always.
  std::optional<sql::Identifier> schema;
  Origin origin = {};
  Relocatability relocatability = Relocatability::Relocatable;  ///< known to the catalog alone

  friend bool operator==(const Extension&, const Extension&) = default;
};

}  // namespace pgreconcile::model
