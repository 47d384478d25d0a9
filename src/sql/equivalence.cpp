#include "src/sql/equivalence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "src/sql/canonical_type.hpp"
#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

const Identifier kNoSchema{"?"};

std::optional<ParseTree> parse_value(std::string_view expression) {
  auto parsed = parse_statements(fmt::format("SELECT ({})", expression));
  auto* statements = std::get_if<std::vector<ParseTree>>(&parsed);
  if (statements == nullptr || statements->size() != 1) return std::nullopt;
  const auto& select = node_fields(statements->front());
  if (!select.contains("targetList") || select["targetList"].size() != 1) return std::nullopt;
  return node_fields(select["targetList"].front())["val"];
}

void drop_catalog_schema(ParseTree& name_list) {
  const auto names = string_list(name_list);
  if (names.size() > 1 && names.front() == "pg_catalog") name_list.erase(name_list.begin());
}

bool is_call(const ParseTree& fields, std::string_view name) {
  return string_list(fields["funcname"]) == std::vector<std::string>{std::string(name)};
}

// PostgreSQL's pure synonyms: https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT
void replace_synonyms(ParseTree& node) {
  static const ParseTree kNow = ParseTree::parse(R"({"FuncCall": {"funcname": [{"String": {"sval": "now"}}]}})");
  if (!is_node(node)) return;
  const auto& fields = node_fields(node);
  if (node_name(node) == "SQLValueFunction" && fields.value("op", "") == "SVFOP_CURRENT_TIMESTAMP") node = kNow;
  if (node_name(node) == "FuncCall" && is_call(fields, "transaction_timestamp")) node = kNow;
}

// Takes out of a tree what says how it was spelled and not what it means.
void normalize(ParseTree& tree) {
  if (tree.is_object()) {
    tree.erase("location");
    tree.erase("funcformat");  // x AT TIME ZONE y is timezone(y, x)
    for (const auto* list : {"funcname", "name", "collname"}) {
      if (tree.contains(list) && tree[list].is_array()) drop_catalog_schema(tree[list]);
    }
    if (tree.contains("typeName")) tree["typeName"] = canonical_type(tree["typeName"], kNoSchema);
  }
  if (tree.is_structured()) {
    for (auto& child : tree) normalize(child);
  }
  replace_synonyms(tree);
}

bool is_literal(const ParseTree& tree) {
  return is_node(tree) && node_name(tree) == "A_Const" && node_fields(tree).contains("sval");
}

// `'x'::text` is `'x'` in the default of a text column.
void drop_cast_of_literal(ParseTree& tree, std::string_view column_type) {
  if (!is_node(tree) || node_name(tree) != "TypeCast") return;
  const auto& fields = node_fields(tree);
  if (!is_literal(fields["arg"])) return;
  const auto cast_type = fields["typeName"].get<std::string>();
  if (cast_type == without_length(column_type)) tree = ParseTree(fields["arg"]);
}

std::optional<ParseTree> normal_form(std::string_view expression, std::string_view column_type) {
  auto tree = parse_value(expression);
  if (!tree) return std::nullopt;
  normalize(*tree);
  if (!column_type.empty()) drop_cast_of_literal(*tree, column_type);
  return tree;
}

void collect(const ParseTree& tree, ExpressionTraits& traits) {
  constexpr auto kHuge = std::to_array<std::string_view>({"array_fill", "lpad", "repeat", "rpad"});
  if (is_node(tree) && node_name(tree) == "CollateClause") {
    auto name = node_fields(tree)["collname"];
    drop_catalog_schema(name);
    traits.collations.insert(fmt::to_string(ParseTree(string_list(name)).dump()));
  }
  if (is_node(tree) && node_name(tree) == "FuncCall") {
    const auto name = string_list(node_fields(tree)["funcname"]);
    const bool foreign = name.size() > 1 && name.front() != "pg_catalog";
    (foreign ? traits.schema_functions : traits.plain_functions).insert(name.back());
    if (std::ranges::find(kHuge, name.back()) != kHuge.end()) traits.folds_to_huge_value = true;
  }
  if (tree.is_structured()) {
    for (const auto& child : tree) collect(child, traits);
  }
}

}  // namespace

std::string without_length(std::string_view canonical_type) {
  constexpr auto kCutting = std::to_array<std::string_view>({"bit", "bit varying", "character", "character varying"});
  const auto parenthesis = canonical_type.find('(');
  if (parenthesis == std::string_view::npos || !canonical_type.ends_with(')')) return std::string(canonical_type);
  const auto base = canonical_type.substr(0, parenthesis);
  if (std::ranges::find(kCutting, base) == kCutting.end()) return std::string(canonical_type);
  // CHARACTER without a length is CHARACTER(1), and BIT is BIT(1): their length-less forms are other names.
  if (base == "character") return "bpchar";
  return base == "bit" ? "\"bit\"" : std::string(base);
}

bool known_equal(std::string_view desired, std::string_view live, std::string_view column_type) {
  if (desired == live) return true;
  const auto a = normal_form(desired, column_type);
  const auto b = normal_form(live, column_type);
  return a && b && *a == *b;
}

ParsedTraits traits_of(std::string_view expression) {
  const auto tree = parse_value(expression);
  if (!tree) return {};
  ParsedTraits parsed{true, {}};
  parsed.traits.is_string_literal = is_literal(*tree);
  collect(*tree, parsed.traits);
  return parsed;
}

}  // namespace pgreconcile::sql
