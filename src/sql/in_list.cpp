#include "src/sql/in_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "src/sql/canonical_type.hpp"
#include "src/sql/equivalence.hpp"
#include "src/sql/literal.hpp"
#include "src/sql/text_edit.hpp"

namespace pgreconcile::sql {
namespace {

const Identifier kNoSchema{"?"};
using ColumnTypes = std::map<std::string, std::string>;

// `column = ANY (ARRAY[…])`, without the casts that PostgreSQL puts around a column and an array of varchar.
struct ArrayComparison {
  std::string column;
  std::size_t column_offset = 0;
  std::string type;  ///< the column's, without its modifiers
  const ParseTree* elements = {};
};

const ParseTree* operand_of_cast(const ParseTree& tree, std::string_view type) {
  if (!is_node(tree) || node_name(tree) != "TypeCast") return nullptr;
  const auto& fields = node_fields(tree);
  return canonical_type(fields["typeName"], kNoSchema) == type ? &fields["arg"] : nullptr;
}

std::optional<std::string> column_name(const ParseTree& tree) {
  if (!is_node(tree) || node_name(tree) != "ColumnRef") return std::nullopt;
  const auto names = string_list(node_fields(tree)["fields"]);
  return names.size() == 1 && !names.front().empty() ? std::optional(names.front()) : std::nullopt;
}

std::optional<ArrayComparison> comparison(const ParseTree& left, const ParseTree& right, const ColumnTypes& types) {
  const auto name = column_name(left);
  const auto type = name ? types.find(*name) : types.end();
  if (type == types.end() || !is_node(right) || node_name(right) != "A_ArrayExpr") return std::nullopt;
  const auto& array = node_fields(right);
  if (!array.contains("elements")) return std::nullopt;
  return ArrayComparison{*name, offset_in_value(left), without_modifiers(type->second), &array["elements"]};
}

// A varchar has no operators of its own: PostgreSQL compares texts.
std::optional<ArrayComparison> find_comparison(const ParseTree& expression, const ColumnTypes& types) {
  const auto& left = expression["lexpr"];
  const auto& right = expression["rexpr"];
  const auto* column = operand_of_cast(left, "text");
  const auto* array = operand_of_cast(right, "text[]");
  if (column == nullptr || array == nullptr) {
    auto found = comparison(left, right, types);
    return found && found->type != "character varying" ? found : std::nullopt;
  }
  auto found = comparison(*column, *array, types);
  return found && found->type == "character varying" ? found : std::nullopt;
}

// A number's spelling where the column's type makes it of that type again, in a list with others.
std::optional<std::string> number(const ParseTree& element, std::string_view type) {
  if (!is_node(element) || node_name(element) != "A_Const") return std::nullopt;
  const auto& constant = node_fields(element);
  const bool is_integral = type == "integer" || type == "smallint";
  if (constant.contains("ival") && is_integral) return std::to_string(constant["ival"].value("ival", 0));
  if (constant.contains("fval") && type == "numeric") return constant["fval"].value("fval", "");
  return std::nullopt;
}

// `(1)::bigint` is how PostgreSQL shows the 1 of `x IN (1, 2)` where x is a bigint.
std::optional<std::string> widened_number(const ParseTree& element, std::string_view type) {
  constexpr auto kWide = std::to_array<std::string_view>({"bigint", "numeric"});
  if (std::ranges::find(kWide, type) == kWide.end()) return std::nullopt;
  const auto* operand = operand_of_cast(element, type);
  return operand == nullptr ? std::nullopt : number(*operand, "integer");
}

std::optional<std::string> spelling(const ParseTree& element, const std::string& type) {
  if (const auto* operand = operand_of_cast(element, type)) {
    if (const auto literal = string_constant(*operand)) return quote_literal(*literal);
  }
  const auto plain = number(element, type);
  return plain ? plain : widened_number(element, type);
}

// The elements as they stand in an IN list; nothing where one is not a constant of the type. A list of one would
// become a plain comparison.
std::vector<std::string> spellings(const ArrayComparison& comparison) {
  std::vector<std::string> spellings;
  if (comparison.elements->size() < 2) return spellings;
  for (const auto& element : *comparison.elements) {
    auto text = spelling(element, comparison.type);
    if (!text) return {};
    spellings.push_back(*std::move(text));
  }
  return spellings;
}

// Behind the parenthesis that closes the first one from `offset` on.
std::optional<std::size_t> behind_parentheses(std::string_view text, std::size_t offset) {
  int depth = 0;
  char quote = 0;
  for (auto at = offset; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return at + 1;
    }
  }
  return std::nullopt;
}

std::string_view list_operator(const ParseTree& expression) {
  const auto kind = expression.value("kind", "");
  const auto name = string_list(expression["name"]);
  if (kind == "AEXPR_OP_ANY" && name == std::vector<std::string>{"="}) return "IN";
  return kind == "AEXPR_OP_ALL" && name == std::vector<std::string>{"<>"} ? "NOT IN" : "";
}

std::optional<TextEdit> edit_of(const ParseTree& node, const std::string& text, const ColumnTypes& types) {
  const auto in = list_operator(node_fields(node));
  if (in.empty()) return std::nullopt;
  const auto found = find_comparison(node_fields(node), types);
  const auto elements = found ? spellings(*found) : std::vector<std::string>{};
  const auto end = behind_parentheses(text, offset_in_value(node));
  if (elements.empty() || !end) return std::nullopt;
  auto begin = found->column_offset;
  if (found->type == "character varying") --begin;  // `(status)::text`
  return TextEdit{begin, *end,
                  fmt::format("{} {} ({})", Identifier(found->column).quoted(), in, fmt::join(elements, ", "))};
}

void find_edits(const ParseTree& tree, const std::string& text, const ColumnTypes& types,
                std::vector<TextEdit>& edits) {
  if (is_node(tree) && node_name(tree) == "A_Expr") {
    if (auto edit = edit_of(tree, text, types)) {
      edits.push_back(*std::move(edit));
      return;
    }
  }
  if (!tree.is_structured()) return;
  for (const auto& child : tree) find_edits(child, text, types, edits);
}

}  // namespace

std::string with_in_lists(const std::string& text, const ColumnTypes& column_types) {
  const auto tree = value_tree(text);
  std::vector<TextEdit> edits;
  if (tree) find_edits(*tree, text, column_types, edits);
  return edited(text, std::move(edits));
}

std::optional<std::string> string_constant(const ParseTree& tree) {
  if (!is_node(tree) || node_name(tree) != "A_Const" || !node_fields(tree).contains("sval")) return std::nullopt;
  return node_fields(tree)["sval"].value("sval", "");
}

std::size_t offset_in_value(const ParseTree& node) {
  return node_fields(node).at("location").get<std::size_t>() - kValuePrefix.size();
}

std::string without_modifiers(std::string_view canonical_type) {
  auto type = without_length(canonical_type);
  const auto open = type.find('(');
  const auto close = type.find(')', open);
  if (open != std::string::npos && close != std::string::npos) type.erase(open, close + 1 - open);
  return type;
}

}  // namespace pgreconcile::sql
