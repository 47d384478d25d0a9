#include "src/sql/fragment.hpp"

#include <fmt/format.h>

#include "src/sql/allow_list.hpp"
#include "src/sql/canonical_type.hpp"
#include "src/sql/literal.hpp"
#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

constexpr std::string_view kSelect = "SELECT ";
// The parser's own recursion ends in a crash at some 100,000 terms.
constexpr std::size_t kMaxBytes = 65536;
constexpr std::string_view kWrapped = "SELECT (";

FragmentError not_one(std::string_view what) { return {fmt::format("this is not exactly one {}", what), "", 0}; }

FragmentError error_at(std::string message, std::size_t offset, std::size_t prefix, std::string hint = {}) {
  return {std::move(message), std::move(hint), offset < prefix ? 0 : offset - prefix};
}

// The one value that `SELECT prefix || text || suffix` selects, provided that the statement is nothing else.
std::variant<ParseTree, FragmentError> parse_target(std::string_view prefix, std::string_view text,
                                                    std::string_view suffix, std::string_view what) {
  if (text.size() > kMaxBytes) return FragmentError{fmt::format("longer than {} bytes", kMaxBytes), "", 0};
  const auto parsed = parse_statements(fmt::format("{}{}{}", prefix, text, suffix));
  if (const auto* error = std::get_if<ParseError>(&parsed)) {
    return error_at(error->message, std::min(error->offset, prefix.size() + text.size()), prefix.size());
  }
  const auto& statements = std::get<std::vector<ParseTree>>(parsed);
  if (statements.size() != 1)
    return FragmentError{fmt::format("more than one statement where one {} is wanted", what), "", 0};
  if (!is_node(statements.front()) || node_name(statements.front()) != "SelectStmt") return not_one(what);
  const auto& select = node_fields(statements.front());
  for (const auto& [field, value] : select.items()) {
    if (field != "targetList" && field != "limitOption" && field != "op") return not_one(what);
  }
  if (!select.contains("targetList") || select["targetList"].size() != 1) return not_one(what);
  const auto& target = node_fields(select["targetList"].front());
  if (target.contains("name") || target.contains("indirection")) return not_one(what);
  return target["val"];
}

FragmentError explain(const Refusal& refusal, std::size_t prefix) {
  const auto say = [&](std::string message, std::string hint = {}) {
    return error_at(std::move(message), refusal.byte_offset, prefix, std::move(hint));
  };
  if (refusal.node == "SubLink") return say("a sub-select is not allowed here");
  if (refusal.node == "ParamRef") return say("a parameter ($1) is not allowed here");
  if (refusal.node == "A_Star") return say("* is not an expression");
  if (refusal.node == "FuncCall" && refusal.field == "over") return say("a window call is not allowed here");
  if (refusal.node == "FuncCall" && refusal.field == "funcname") {
    return say(fmt::format("function {} is volatile and may do harm", refusal.value), "it is refused everywhere");
  }
  if (refusal.node == "FuncCall") return say("an aggregate call is not allowed here");
  if (refusal.node == "GroupingFunc") return say("GROUPING is not allowed here");
  return say(fmt::format("this kind of expression is not supported ({})", refusal.node));
}

// Where the bracket that we put behind a text is what the parser did not expect, the text breaks off.
FragmentError at_end_of(std::string_view text, const FragmentError& error) {
  const bool breaks_off = error.offset == text.size() && error.message == "syntax error at or near \")\"";
  return breaks_off ? FragmentError{"syntax error at end of input", "", text.size()} : error;
}

// One expression, as itself and between parentheses: a comment that swallows the rest does not survive that.
std::variant<ParseTree, FragmentError> parse_value(std::string_view text) {
  constexpr std::string_view kWhat = "SQL expression";
  auto bare = parse_target(kSelect, text, "", kWhat);
  const auto* bare_error = std::get_if<FragmentError>(&bare);
  if (bare_error != nullptr && bare_error->message != not_one(kWhat).message) return bare;
  const auto wrapped = parse_target(kWrapped, text, ")", kWhat);
  const auto* error = std::get_if<FragmentError>(&wrapped);
  if (error == nullptr) return bare;
  if (error->message == "syntax error at end of input") {
    return FragmentError{"a comment hides the end of the expression", "remove the comment", 0};
  }
  return at_end_of(text, *error);
}

// What PostgreSQL's grammar calls b_expr and needs no look at its operators.
bool is_operand(const ParseTree& tree) {
  const auto& name = node_name(tree);
  if (name == "FuncCall") return node_fields(tree).value("funcformat", "") == "COERCE_EXPLICIT_CALL";
  if (name == "TypeCast") return node_name(node_fields(tree)["arg"]) == "A_Const";
  return name == "A_Const" || name == "SQLValueFunction";
}

}  // namespace

FragmentResult<Expression> catalog_expression(std::string_view text) {
  auto tree = parse_value(text);
  if (auto* error = std::get_if<FragmentError>(&tree)) return *error;
  return Expression(std::string(text), is_operand(std::get<ParseTree>(tree)));
}

FragmentResult<Expression> parse_expression(std::string_view text) {
  auto parsed = parse_value(text);
  if (auto* error = std::get_if<FragmentError>(&parsed)) return *error;
  const auto& tree = std::get<ParseTree>(parsed);
  if (const auto refusal = find_refusal(tree, "@expression")) return explain(*refusal, kSelect.size());
  return Expression(std::string(text), is_operand(tree));
}

Expression literal_expression(std::string_view value) { return {quote_literal(value), true}; }

std::string TypeName::element() const {
  return canonical_.ends_with("[]") ? canonical_.substr(0, canonical_.size() - 2) : canonical_;
}

std::string TypeName::base() const {
  auto name = element();
  // A built-in name has its modifiers in the middle; another may have a parenthesis of its own, in double quotes.
  const auto open = is_builtin() ? name.find('(') : name.ends_with(')') ? name.rfind('(') : std::string::npos;
  if (open != std::string::npos) name.erase(open, name.find(')', open) - open + 1);
  return name;
}

FragmentResult<TypeName> parse_type_name(std::string_view text, const Identifier& schema) {
  constexpr std::string_view kCast = "SELECT NULL::";
  constexpr std::string_view kWhat = "type name";
  auto postfix = parse_target(kCast, text, "", kWhat);
  if (auto* error = std::get_if<FragmentError>(&postfix)) return *error;
  const auto prefix = parse_target("SELECT CAST(NULL AS ", text, ")", kWhat);
  if (std::holds_alternative<FragmentError>(prefix)) return not_one(kWhat);
  const auto& tree = std::get<ParseTree>(postfix);
  if (node_name(tree) != "TypeCast" || find_refusal(tree, "TypeCast")) return not_one(kWhat);
  if (node_name(node_fields(tree)["arg"]) != "A_Const") return not_one(kWhat);
  const auto& type = node_fields(tree)["typeName"];
  const auto home = is_builtin_type(type)                   ? TypeName::Home::Catalog
                    : string_list(type["names"]).size() > 1 ? TypeName::Home::Written
                                                            : TypeName::Home::Assumed;
  return TypeName(std::string(text), canonical_type(type, schema), home);
}

FragmentResult<OperatorName> parse_operator_name(std::string_view text) {
  auto refusal = not_one("operator");
  refusal.hint = "write it as = or as OPERATOR(schema.=)";
  const auto parsed = parse_target("SELECT 1 ", text, " 2", "operator");
  if (std::holds_alternative<FragmentError>(parsed)) return refusal;
  const auto& tree = std::get<ParseTree>(parsed);
  if (node_name(tree) != "A_Expr" || node_fields(tree).value("kind", "") != "AEXPR_OP") return refusal;
  const auto is_constant = [&](const char* side) {
    return node_fields(tree).contains(side) && node_name(node_fields(tree)[side]) == "A_Const";
  };
  const auto names = string_list(node_fields(tree)["name"]);
  if (!is_constant("lexpr") || !is_constant("rexpr") || names.size() > 2) return refusal;
  // What is built in is found first, with its schema or without.
  if (names.size() == 2 && names.front() == "pg_catalog") return OperatorName{std::nullopt, names.back()};
  if (names.size() == 2) return OperatorName{Identifier(names.front()), names.back()};
  // What the parser left out of the text, a comment or a sign, is no part of an operator.
  if (names.front() != text) return refusal;
  return OperatorName{std::nullopt, names.front()};
}

}  // namespace pgreconcile::sql
