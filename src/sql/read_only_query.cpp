#include "src/sql/read_only_query.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/error.hpp"
#include "src/sql/allow_list.hpp"
#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {

namespace {

// A SELECT that is not explained runs, so it must be made of expressions alone.
bool reads_nothing(const ParseTree& select) {
  const auto is_expression = [](const ParseTree& target) {
    return !find_refusal(node_fields(target)["val"], "@expression");
  };
  const auto targets = select.value("targetList", ParseTree::array());
  return !select.contains("fromClause") && !select.contains("withClause") &&
         std::all_of(targets.begin(), targets.end(), is_expression);
}

}  // namespace

ReadOnlyQuery admit_read_only(std::string_view query) {
  const auto refuse = [&](const std::string& reason) {
    throw Error(ErrorCode::Internal, fmt::format("not a read-only query: {}: {}", reason, query), "please report this");
  };
  const auto parsed = parse_statements(query);
  if (const auto* error = std::get_if<ParseError>(&parsed)) refuse(error->message);
  const auto& trees = std::get<std::vector<ParseTree>>(parsed);
  if (trees.size() != 1) refuse(fmt::format("{} statements in one text", trees.size()));
  if (const auto refusal = find_refusal(trees.front(), "ExplainStmt SelectStmt"))
    refuse(refusal->node + " " + refusal->field);
  if (node_name(trees.front()) == "SelectStmt" && !reads_nothing(node_fields(trees.front())))
    refuse("a SELECT from something");
  return ReadOnlyQuery(std::string(query));
}

}  // namespace pgreconcile::sql
