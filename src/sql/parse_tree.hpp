#pragma once

// Private to src/sql: the one place that calls PostgreSQL's parser.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>

namespace pgreconcile::sql {

/// A raw parse tree as libpg_query prints it: `{"ColumnRef": {"fields": [...]}}`. Fields that hold their default
/// (0, false, an empty list) are left out.
using ParseTree = nlohmann::json;

struct ParseError {
  std::string message;
  std::size_t offset = 0;  ///< bytes from the start of the text, from 0
};

/// The statements of a text, each as its node (`{"CreateStmt": {...}}`).
std::variant<std::vector<ParseTree>, ParseError> parse_statements(std::string_view text);

/// The name and the fields of a node that is printed with its name (`{"ColumnRef": {...}}`).
/// REQUIRES: is_node(tree).
const std::string& node_name(const ParseTree& tree);
const ParseTree& node_fields(const ParseTree& tree);

/// True for an object with one member whose name starts with an upper-case letter.
bool is_node(const ParseTree& tree);

/// The strings of a list of String nodes: `[{"String": {"sval": "a"}}]`. Anything else in it becomes an empty string.
std::vector<std::string> string_list(const ParseTree& list);

}  // namespace pgreconcile::sql
