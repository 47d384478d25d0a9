#pragma once

// Private to src/sql: the allow-list over PostgreSQL's parse trees, as a table, and the walk that holds a tree to it.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {

/// The first thing in a tree that the list does not know.
struct Refusal {
  std::string node;             ///< `DropStmt`, `Constraint/CONSTR_EXCLUSION`
  std::string field;            ///< the field at fault; empty where the node itself is not allowed
  std::string value;            ///< what stands there, where it is a word
  std::size_t byte_offset = 0;  ///< as near as the parse tree knows
};

/// std::nullopt where `tree` is a node of the space-separated list `allowed` and everything below it is known.
/// `@expression` in the list stands for every node that an SQL expression may be made of.
std::optional<Refusal> find_refusal(const ParseTree& tree, std::string_view allowed);

/// Whether the fields of a CREATE TABLE have `(LIKE other …)` as the first of what is between the parentheses.
bool creates_like(const ParseTree& create);

}  // namespace pgreconcile::sql
