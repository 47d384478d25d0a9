#include "src/sql/readable_expression.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <regex>

#include "src/sql/canonical_type.hpp"
#include "src/sql/equivalence.hpp"
#include "src/sql/in_list.hpp"
#include "src/sql/parse_tree.hpp"
#include "src/sql/text_edit.hpp"

namespace pgreconcile::sql {
namespace {

const Identifier kNoSchema{"?"};

void drop_locations(ParseTree& tree) {
  if (tree.is_object()) tree.erase("location");
  if (!tree.is_structured()) return;
  for (auto& child : tree) drop_locations(child);
}

bool is_same_tree(std::string_view a, std::string_view b) {
  auto tree = value_tree(a);
  auto other = value_tree(b);
  if (!tree || !other) return false;
  drop_locations(*tree);
  drop_locations(*other);
  return *tree == *other;
}

std::string without_needless_parentheses(const std::string& text) {
  const auto deparsed = deparse_value(text);
  if (deparsed && is_same_tree(text, *deparsed)) return *deparsed;
  const bool is_wrapped = text.starts_with('(') && text.ends_with(')');
  const auto inner = is_wrapped ? text.substr(1, text.size() - 2) : text;
  return is_wrapped && is_same_tree(text, inner) ? inner : text;
}

// The least integer is no integer in SQL without its quotes: `-2147483648` is minus a bigint.
bool is_negative_number(std::string_view text, std::string_view type) {
  if (!text.starts_with('-')) return false;
  if (type == "numeric") {
    static const std::regex kDecimal(R"(-[0-9]{1,100}\.[0-9]{1,100})");
    return std::regex_match(text.begin(), text.end(), kDecimal);
  }
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  return type == "integer" && is_whole && number < 0 && number > std::numeric_limits<int>::min();
}

// The catalog has `'-1'::integer` where people write -1.
void find_negative_numbers(const ParseTree& tree, const std::string& text, std::vector<TextEdit>& edits) {
  if (is_node(tree) && node_name(tree) == "TypeCast") {
    const auto& fields = node_fields(tree);
    const auto literal = string_constant(fields["arg"]);
    const auto type = canonical_type(fields["typeName"], kNoSchema);
    if (literal && is_negative_number(*literal, type)) {
      const auto spelling = fmt::format("'{}'::{}", *literal, type);
      const auto begin = offset_in_value(fields["arg"]);
      if (text.compare(begin, spelling.size(), spelling) == 0) {
        edits.push_back({begin, begin + spelling.size(), fmt::format("({})", *literal)});
      }
    }
  }
  if (!tree.is_structured()) return;
  for (const auto& child : tree) find_negative_numbers(child, text, edits);
}

std::string with_plain_negative_numbers(const std::string& text) {
  const auto tree = value_tree(text);
  std::vector<TextEdit> edits;
  if (tree) find_negative_numbers(*tree, text, edits);
  return edited(text, std::move(edits));
}

}  // namespace

std::string readable(const Expression& catalog, const std::map<std::string, std::string>& column_types) {
  return without_needless_parentheses(with_in_lists(with_plain_negative_numbers(catalog.text()), column_types));
}

std::optional<std::string> sole_string_literal(const Expression& expression, std::string_view column_type) {
  const auto tree = value_tree(expression.text());
  if (!tree || !is_node(*tree)) return std::nullopt;
  if (node_name(*tree) != "TypeCast") return string_constant(*tree);
  const auto& fields = node_fields(*tree);
  const bool is_own_type = canonical_type(fields["typeName"], kNoSchema) == without_modifiers(column_type);
  return is_own_type ? string_constant(fields["arg"]) : std::nullopt;
}

}  // namespace pgreconcile::sql
