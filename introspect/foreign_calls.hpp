#pragma once

// Private to introspect.

#include <set>
#include <string>

#include "introspect/expression_oracle.hpp"
#include "src/sql/equivalence.hpp"

namespace pgreconcile::introspect {

/// The calls of functions and operators that are not built in: those that folding or inlining would replace by what they
/// do. `table` is the table, or the domain, whose columns the expression may name.
std::multiset<std::string> foreign_calls(const sql::ExpressionTraits& traits, const sql::QualifiedName& table,
                                         const OracleFacts& facts);

}  // namespace pgreconcile::introspect
