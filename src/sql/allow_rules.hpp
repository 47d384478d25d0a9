#pragma once

// Private to src/sql: what may run, as tables. A node or a field that is in none of them is refused, whatever it means:
// that is the promise that nothing is ever destroyed, so a new row wants a test that shows what it lets through.

#include <array>
#include <span>
#include <string_view>

namespace pgreconcile::sql {

/// What may stand in a field of a node.
enum class Shape {
  Scalar,      ///< any word, number or truth value
  Word,        ///< one of the listed words
  Required,    ///< one of the listed words, and the field must be there
  Text,        ///< any string but an empty one, and the field must be there
  Fields,      ///< the fields of the named node, printed without its name
  Nodes,       ///< one node, or a list of nodes, each of the listed ones
  Options,     ///< a list of DefElem, each under one of the listed names
  Parameters,  ///< a list of DefElem under any name: storage parameters
};

/// One field of a node. Nodes that are many things under one name have their kind in it: `Constraint/CONSTR_CHECK`.
struct Rule {
  std::string_view node;
  std::string_view field;
  Shape shape;
  std::string_view allowed = {};  ///< words with blanks between them
};

// The rows of one node stand together.
std::span<const Rule> statement_rules();
std::span<const Rule> expression_rules();
std::span<const Rule> query_rules();

}  // namespace pgreconcile::sql
