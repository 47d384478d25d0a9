#pragma once

#include <string_view>

namespace pgreconcile::sql {

/// What is known by its name alone of a call: of the functions and operators that PostgreSQL itself brings, those that
/// people write.
enum class BuiltinCall {
  Unknown,      ///< none of PostgreSQL's own, or none that is known here
  NotVolatile,  ///< in each of PostgreSQL 13 to 18, whatever its arguments are
  Volatile,
};

/// `lower`, `operator +`: a name without a schema, or that of an operator, as ExpressionTraits has them.
BuiltinCall builtin_call(std::string_view name);

}  // namespace pgreconcile::sql
