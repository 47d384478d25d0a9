#include "src/sql/bare_columns.hpp"

#include <algorithm>

#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

constexpr std::string_view kSelect = "SELECT ";

void collect(const ParseTree& tree, std::vector<BareColumn>& columns) {
  if (is_node(tree) && node_name(tree) == "ColumnRef") {
    const auto names = string_list(node_fields(tree)["fields"]);
    const auto location = node_fields(tree).value("location", kSelect.size());
    const bool is_bare = names.size() == 1 && !names.front().empty();
    if (is_bare) columns.push_back({Identifier(names.front()), location - kSelect.size()});
  }
  if (tree.is_object()) {
    // A type's modifiers look like columns: geometry(Point, 4326).
    for (const auto& [field, child] : tree.items()) {
      if (field != "typmods") collect(child, columns);
    }
  } else if (tree.is_array()) {
    for (const auto& child : tree) collect(child, columns);
  }
}

}  // namespace

std::vector<BareColumn> bare_columns(const Expression& expression) {
  std::vector<BareColumn> columns;
  const auto parsed = parse_statements(std::string(kSelect) + expression.text());
  if (const auto* statements = std::get_if<std::vector<ParseTree>>(&parsed)) {
    for (const auto& statement : *statements) collect(statement, columns);
  }
  std::ranges::stable_sort(columns, {}, &BareColumn::offset);
  return columns;
}

}  // namespace pgreconcile::sql
