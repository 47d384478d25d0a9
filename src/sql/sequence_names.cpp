#include "src/sql/sequence_names.hpp"

#include <optional>
#include <string>

#include "src/sql/in_list.hpp"
#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

// What regclass makes of text: a name is written as a column's is.
std::optional<ObjectName> object_name(const std::string& text) {
  const auto tree = value_tree(text);
  if (!tree || !is_node(*tree) || node_name(*tree) != "ColumnRef") return std::nullopt;
  const auto parts = string_list(node_fields(*tree)["fields"]);
  if (parts.size() == 1) return ObjectName{std::nullopt, Identifier(parts.front())};
  if (parts.size() == 2) return ObjectName{Identifier(parts.front()), Identifier(parts.back())};
  return std::nullopt;
}

void collect(const ParseTree& tree, std::vector<ObjectName>& names) {
  if (is_node(tree) && node_name(tree) == "FuncCall") {
    const auto& call = node_fields(tree);
    if (string_list(call["funcname"]).back() == "nextval" && call.contains("args")) {
      const auto& argument = call["args"].front();
      const bool is_cast = is_node(argument) && node_name(argument) == "TypeCast";
      const auto text = string_constant(is_cast ? node_fields(argument)["arg"] : argument);
      const auto name = text ? object_name(*text) : std::nullopt;
      if (name) names.push_back(*name);
    }
  }
  if (!tree.is_structured()) return;
  for (const auto& child : tree) collect(child, names);
}

}  // namespace

std::vector<ObjectName> sequences_in(std::string_view expression) {
  std::vector<ObjectName> names;
  if (const auto tree = value_tree(expression)) collect(*tree, names);
  return names;
}

}  // namespace pgreconcile::sql
