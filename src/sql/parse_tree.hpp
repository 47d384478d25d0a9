#pragma once

// Private to src/sql: the one place that calls PostgreSQL's parser.

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
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

/// The fields of the one statement that the text is; std::nullopt where it is another node, or more or less than one.
std::optional<ParseTree> parse_one_statement(std::string_view text, std::string_view node);

/// What value_tree() puts before the expression: locations in its tree count from there.
inline constexpr std::string_view kValuePrefix = "SELECT (";

/// The tree of text that is one SQL expression; std::nullopt where the parser does not know it.
std::optional<ParseTree> value_tree(std::string_view expression);

/// The expression as libpg_query writes it, which is not always what it has read: compare the trees. std::nullopt where
/// it cannot.
std::optional<std::string> deparse_value(std::string_view expression);

/// The name and the fields of a node that is printed with its name (`{"ColumnRef": {...}}`).
/// REQUIRES: is_node(tree).
const std::string& node_name(const ParseTree& tree);
const ParseTree& node_fields(const ParseTree& tree);

/// True for an object with one member whose name starts with an upper-case letter.
bool is_node(const ParseTree& tree);

/// The strings of a list of String nodes: `[{"String": {"sval": "a"}}]`. Anything else in it becomes an empty string.
std::vector<std::string> string_list(const ParseTree& list);

}  // namespace pgreconcile::sql
