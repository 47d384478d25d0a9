#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "src/sql/equivalence.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

/// pg_proc.provolatile of a function that a default calls. Foreign: not a built-in function, or none that is known.
enum class Volatility { Immutable, Stable, Volatile, Foreign };

/// What a call by a name without a schema may mean: a function, or an operator.
struct Callable {
  Volatility builtin =
      Volatility::Foreign;  ///< the most volatile built-in one of that name; Foreign where there is none
  std::vector<sql::Identifier> schemas = {};  ///< those of the search path, without pg_catalog, that have one too
  bool takes_builtin_types = false;           ///< one outside pg_catalog does, and nothing else

  /// `values_are_builtin`: all values that the call may be given are of types in pg_catalog.
  bool is_builtin(bool values_are_builtin) const {
    return builtin != Volatility::Foreign && (schemas.empty() || (values_are_builtin && !takes_builtin_types));
  }

  friend bool operator==(const Callable&, const Callable&) = default;
};

/// Whether every call of the expression means something built in. `functions` has all that it calls without a schema;
/// `has_builtin_type` tells of a column whether its type is one of pg_catalog. A cast that somebody defined from such a
/// type to another is not seen.
bool calls_builtin_only(const sql::ExpressionTraits& traits, const std::map<std::string, Callable>& functions,
                        const std::function<bool(const std::string& column)>& has_builtin_type);

}  // namespace pgreconcile::model
