#include "src/sql/allow_list.hpp"

#include <algorithm>
#include <map>

#include "src/sql/allow_rules.hpp"
#include "src/sql/function_names.hpp"

namespace pgreconcile::sql {
namespace {

constexpr std::string_view kExpression =
    "A_Const ColumnRef FuncCall A_Expr BoolExpr NullTest BooleanTest TypeCast CollateClause CaseExpr CoalesceExpr "
    "MinMaxExpr A_ArrayExpr A_Indirection RowExpr SQLValueFunction NamedArgExpr List";

using RulesByNode = std::map<std::string_view, std::span<const Rule>>;

void add_rules(std::span<const Rule> rules, RulesByNode& by_node) {
  while (!rules.empty()) {
    const auto is_other = [&](const Rule& rule) { return rule.node != rules.front().node; };
    const auto count = static_cast<std::size_t>(std::ranges::find_if(rules, is_other) - rules.begin());
    by_node.emplace(rules.front().node, rules.first(count));
    rules = rules.subspan(count);
  }
}

// None for a node that has no fields, or none that may be there.
std::span<const Rule> rules_of(std::string_view node) {
  static const auto kByNode = [] {
    RulesByNode by_node;
    for (const auto rules : {statement_rules(), expression_rules(), query_rules()}) add_rules(rules, by_node);
    return by_node;
  }();
  const auto found = kByNode.find(node);
  return found == kByNode.end() ? std::span<const Rule>() : found->second;
}

bool lists(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    const auto listed = words.substr(0, end);
    if (listed == word || (listed == "@expression" && lists(kExpression, word))) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

std::string word_of(const ParseTree& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_structured() ? std::string() : value.dump();
}

bool is_list_of(const ParseTree& list, std::string_view node) {
  const auto items = list.find("items");
  const auto is_one = [&](const ParseTree& item) { return is_node(item) && node_name(item) == node; };
  return items != list.end() && std::ranges::all_of(*items, is_one);
}

// `[element, [operator]]`, as EXCLUDE has it. No index element is an expression, so nothing else looks like it.
bool is_exclusion(const ParseTree& list) {
  const auto items = list.find("items");
  return items != list.end() && items->size() == 2 && is_node(items->front()) &&
         node_name(items->front()) == "IndexElem";
}

// Constraints, ALTER commands and lists are many things under one node name: their kind becomes part of it.
std::string full_name(const std::string& node, const ParseTree& fields) {
  if (node == "CreateStmt" && fields.contains("partbound")) return "CreateStmt/partition";
  if (node == "CreateStmt" && creates_like(fields)) return "CreateStmt/like";
  if (node == "List" && is_exclusion(fields)) return "List/exclusion";
  if (node == "List" && is_list_of(fields, "String")) return "List/names";
  if (node == "Constraint") return node + "/" + fields.value("contype", "");
  if (node == "AlterTableStmt" && fields.value("objtype", "") == "OBJECT_INDEX") return "AlterTableStmt/index";
  if (node == "AlterTableCmd") return node + "/" + fields.value("subtype", "");
  if (node == "AlterDomainStmt") return node + "/" + fields.value("subtype", "");
  return node;
}

std::optional<Refusal> find_in_fields(const std::string& node, const ParseTree& fields, std::size_t offset);

std::optional<Refusal> find_in_node(const ParseTree& tree, std::string_view allowed, std::size_t offset) {
  // A null pointer; libpg_query prints nodes that it does not know in the same way.
  if (tree.is_object() && tree.empty() && lists(allowed, "@null")) return std::nullopt;
  if (!is_node(tree)) return Refusal{tree.dump(), "", "", offset};
  const auto name = full_name(node_name(tree), node_fields(tree));
  if (!lists(allowed, name)) return Refusal{name, "", "", node_fields(tree).value("location", offset)};
  return find_in_fields(name, node_fields(tree), offset);
}

std::optional<Refusal> find_in_options(const Rule& rule, const ParseTree& options, std::size_t offset) {
  for (const auto& option : options) {
    const auto name = is_node(option) ? node_fields(option).value("defname", "") : "";
    if (!lists(rule.allowed, name)) return Refusal{std::string(rule.node), std::string(rule.field), name, offset};
    if (auto refusal = find_in_fields("Option", node_fields(option), offset)) return refusal;
  }
  return std::nullopt;
}

std::optional<Refusal> find_in_parameters(const ParseTree& parameters, std::size_t offset) {
  for (const auto& parameter : parameters) {
    if (auto refusal = find_in_fields("Parameter", node_fields(parameter), offset)) return refusal;
  }
  return std::nullopt;
}

bool is_text(const ParseTree& value) { return value.is_string() && !value.get_ref<const std::string&>().empty(); }

bool must_be_there(const Rule& rule) { return rule.shape == Shape::Required || rule.shape == Shape::Text; }

std::optional<Refusal> find_in_field(const Rule& rule, const ParseTree& value, std::size_t offset) {
  const auto here = [&] { return Refusal{std::string(rule.node), std::string(rule.field), word_of(value), offset}; };
  switch (rule.shape) {
    case Shape::Scalar:
      return value.is_structured() ? std::optional(here()) : std::nullopt;
    case Shape::Word:
    case Shape::Required:
      return lists(rule.allowed, word_of(value)) ? std::nullopt : std::optional(here());
    case Shape::Text:
      return is_text(value) ? std::nullopt : std::optional(here());
    case Shape::Options:
      return find_in_options(rule, value, offset);
    case Shape::Fields:
      return find_in_fields(std::string(rule.allowed), value, offset);
    case Shape::Parameters:
      return find_in_parameters(value, offset);
    case Shape::Nodes:
      if (!value.is_array()) return find_in_node(value, rule.allowed, offset);
      for (const auto& item : value) {
        if (auto refusal = find_in_node(item, rule.allowed, offset)) return refusal;
      }
      return std::nullopt;
  }
  return here();
}

// What a node calls by name. `(x).f` is f(x) where x has no field f.
std::optional<Refusal> find_in_names(const std::string& node, const ParseTree& fields, std::size_t offset) {
  if (node == "FuncCall") {
    const auto name = string_list(fields["funcname"]);
    if (is_refused_function(name)) return Refusal{node, "funcname", name.back(), offset};
    if (is_builtin_aggregate(name)) return Refusal{node, "aggregate", name.back(), offset};
  }
  if (node == "A_Indirection") {
    for (const auto& name : string_list(fields["indirection"])) {
      if (is_refused_function({name})) return Refusal{"FuncCall", "funcname", name, offset};
    }
  }
  return std::nullopt;
}

std::optional<Refusal> find_in_fields(const std::string& node, const ParseTree& fields, std::size_t offset) {
  const auto own_offset = fields.value("location", offset);
  const auto rules = rules_of(node);
  for (const auto& rule : rules) {
    const bool is_missing = must_be_there(rule) && !fields.contains(rule.field);
    if (is_missing) return Refusal{node, std::string(rule.field), "", own_offset};
  }
  for (const auto& [field, value] : fields.items()) {
    if (field == "location") continue;
    const auto rule = std::ranges::find(rules, field, &Rule::field);
    if (rule == rules.end()) return Refusal{node, field, word_of(value), own_offset};
    if (auto refusal = find_in_field(*rule, value, own_offset)) return refusal;
  }
  return find_in_names(node, fields, own_offset);
}

}  // namespace

bool creates_like(const ParseTree& create) {
  const auto elements = create.find("tableElts");
  return elements != create.end() && is_node(elements->front()) && node_name(elements->front()) == "TableLikeClause";
}

std::optional<Refusal> find_refusal(const ParseTree& tree, std::string_view allowed) {
  return find_in_node(tree, allowed, 0);
}

}  // namespace pgreconcile::sql
