#include "src/sql/mutable_call.hpp"

#include <algorithm>

#include "src/sql/function_names.hpp"
#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

// `CURRENT_DATE`, as it is written there.
std::string word_at(std::string_view text, std::size_t offset) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
  const auto rest = text.substr(std::min(offset, text.size()));
  return std::string(rest.substr(0, rest.find_first_not_of(kLetters)));
}

std::optional<MutableCall> mutable_call(const ParseTree& node, std::string_view text) {
  const auto& fields = node_fields(node);
  const auto offset = fields.value("location", kValuePrefix.size()) - kValuePrefix.size();
  // https://www.postgresql.org/docs/current/functions-info.html: the moment, or who is asking.
  if (node_name(node) == "SQLValueFunction") return MutableCall{word_at(text, offset), offset};
  if (node_name(node) != "FuncCall" || fields.contains("args")) return std::nullopt;
  const auto name = string_list(fields["funcname"]);
  return is_never_immutable(name) ? std::optional(MutableCall{name.back() + "()", offset}) : std::nullopt;
}

std::optional<MutableCall> find(const ParseTree& tree, std::string_view text) {
  std::optional<MutableCall> first = is_node(tree) ? mutable_call(tree, text) : std::nullopt;
  if (!tree.is_structured()) return first;
  for (const auto& child : tree) {
    const auto found = find(child, text);
    if (found && (!first || found->offset < first->offset)) first = found;
  }
  return first;
}

}  // namespace

std::optional<MutableCall> first_mutable_call(const Expression& expression) {
  const auto tree = value_tree(expression.text());
  return tree ? find(*tree, expression.text()) : std::nullopt;
}

}  // namespace pgreconcile::sql
