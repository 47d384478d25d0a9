#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "src/sql/identifier.hpp"

namespace pgreconcile::sql {

/// pg_constraint.contype
enum class ConstraintType : char { PrimaryKey = 'p', Unique = 'u', Check = 'c', ForeignKey = 'f' };

/// The constraint that a guarded statement adds.
struct ConstraintGuard {
  QualifiedName table;
  Identifier constraint;
  ConstraintType type;

  friend bool operator==(const ConstraintGuard&, const ConstraintGuard&) = default;
};

/// ADD CONSTRAINT has no IF NOT EXISTS: wraps `statement` (without its semicolon) in a DO block that runs it only where
/// the constraint is not there yet, and that can be pasted any number of times.
std::string with_guard(const ConstraintGuard& guard, std::string_view statement);

/// The statement inside a block that looks like with_guard's; std::nullopt for any other text. What it returns proves
/// nothing: the caller parses it and compares with_guard's bytes.
std::optional<std::string> without_guard(std::string_view block);

}  // namespace pgreconcile::sql
