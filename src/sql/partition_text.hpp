#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "src/sql/identifier.hpp"

namespace pgreconcile::sql {

/// One value of a bound: a constant without its quotes, or a keyword.
struct BoundDatum {
  enum class Kind { Constant, MinValue, MaxValue, Null } kind = Kind::Constant;
  std::string text;  ///< of a constant

  friend bool operator==(const BoundDatum&, const BoundDatum&) = default;
};

/// What `FOR VALUES …` or `DEFAULT` says; the other fields of each strategy are empty.
struct BoundText {
  enum class Kind { Default, Range, List, Hash } kind = Kind::Default;
  std::vector<BoundDatum> from;
  std::vector<BoundDatum> to;
  std::vector<BoundDatum> in;
  int modulus = 0;
  int remainder = 0;

  friend bool operator==(const BoundText&, const BoundText&) = default;
};

/// Reads a partition's bound as pg_get_expr() prints pg_class.relpartbound: `FOR VALUES FROM ('2026-01-01') TO (MAXVALUE)`.
/// std::nullopt for anything else.
std::optional<BoundText> parse_bound(std::string_view text);

/// The expressions of a list as pg_get_expr() prints it: `lower(a), (b + 1)`. Empty for anything else.
std::vector<std::string> split_expressions(std::string_view list);

}  // namespace pgreconcile::sql
