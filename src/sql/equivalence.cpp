#include "src/sql/equivalence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "src/sql/canonical_type.hpp"
#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

const Identifier kNoSchema{"?"};

void drop_catalog_schema(ParseTree& name_list) {
  const auto names = string_list(name_list);
  if (names.size() > 1 && names.front() == "pg_catalog") name_list.erase(name_list.begin());
}

bool is_call_without_arguments(const ParseTree& fields, std::string_view name) {
  return !fields.contains("args") && string_list(fields["funcname"]) == std::vector<std::string>{std::string(name)};
}

// PostgreSQL's pure synonyms: https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT
void replace_synonyms(ParseTree& node) {
  static const ParseTree kNow = ParseTree::parse(R"({"FuncCall": {"funcname": [{"String": {"sval": "now"}}]}})");
  if (!is_node(node)) return;
  const auto& fields = node_fields(node);
  const bool is_now = (node_name(node) == "SQLValueFunction" && fields.value("op", "") == "SVFOP_CURRENT_TIMESTAMP") ||
                      (node_name(node) == "FuncCall" && is_call_without_arguments(fields, "transaction_timestamp"));
  if (is_now) node = kNow;  // which ends the life of `fields`
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

// A constant of a plan has been cut to its type's length already, which then says nothing more.
void drop_lengths_of_constants(ParseTree& tree) {
  if (is_node(tree) && node_name(tree) == "TypeCast") {
    auto& fields = tree.front();
    if (is_node(fields["arg"]) && node_name(fields["arg"]) == "A_Const") fields["typeName"].erase("typmods");
  }
  if (tree.is_structured()) {
    for (auto& child : tree) drop_lengths_of_constants(child);
  }
}

// The same texts are compared with many others: what a pure function made of one is kept, for a while.
template <typename Key, typename Value, typename Make>
const Value& remembered(std::map<Key, Value>& memory, const Key& key, Make make) {
  constexpr std::size_t kMostEntries = 10000;
  const auto known = memory.find(key);
  if (known != memory.end()) return known->second;
  auto value = make();
  if (memory.size() >= kMostEntries) memory.clear();
  return memory.emplace(key, std::move(value)).first->second;
}

std::optional<ParseTree> normal_form(std::string_view expression, std::string_view column_type) {
  auto tree = value_tree(expression);
  if (!tree) return std::nullopt;
  normalize(*tree);
  if (!column_type.empty()) drop_cast_of_literal(*tree, column_type);
  return tree;
}

// The normal form as text; empty where the parser does not know the expression.
std::string normal_text(std::string_view expression, std::string_view column_type) {
  thread_local std::map<std::pair<std::string, std::string>, std::string> memory;
  return remembered(memory, std::pair{std::string(expression), std::string(column_type)}, [&] {
    const auto tree = normal_form(expression, column_type);
    return tree ? tree->dump() : std::string();
  });
}

// The fields of an expression that is nothing but a constant; null for any other.
const ParseTree* constant_fields(const std::optional<ParseTree>& tree) {
  return tree && is_node(*tree) && node_name(*tree) == "A_Const" ? &node_fields(*tree) : nullptr;
}

// Zero has no field of its own.
int integer_in(const ParseTree& constant) { return constant["ival"].value("ival", 0); }

// Other types round, and so may make one value of two.
bool keeps_integers(std::string_view type) {
  constexpr auto kKeeping =
      std::to_array<std::string_view>({"smallint", "integer", "bigint", "numeric", "double precision"});
  const bool has_scale = type.starts_with("numeric(") && type.find('-') == std::string_view::npos;
  return has_scale || std::ranges::find(kKeeping, type) != kKeeping.end();
}

bool has_node(const ParseTree& tree, std::string_view name) {
  if (is_node(tree) && node_name(tree) == name) return true;
  const auto below = [&](const ParseTree& child) { return has_node(child, name); };
  return tree.is_structured() && std::any_of(tree.begin(), tree.end(), below);
}

// The planner computes a call whose arguments are constants.
bool folds_to_huge_value(std::string_view function, const ParseTree& call) {
  constexpr auto kHuge = std::to_array<std::string_view>({"array_fill", "format", "lpad", "repeat", "rpad"});
  return std::ranges::find(kHuge, function) != kHuge.end() && !has_node(call, "ColumnRef");
}

bool is_foreign(const std::vector<std::string>& name) { return name.size() > 1 && name.front() != "pg_catalog"; }

std::string quoted_name(const std::vector<std::string>& name) {
  return QualifiedName{Identifier(name[name.size() - 2]), Identifier(name.back())}.quoted();
}

// IN over a list is one comparison with all its constants, and one with each of its columns.
std::size_t comparisons_of_list(const ParseTree& list) {
  const auto names_column = [](const ParseTree& item) { return has_node(item, "ColumnRef"); };
  const auto with_columns = static_cast<std::size_t>(std::ranges::count_if(list, names_column));
  return with_columns + (with_columns < list.size() ? 1 : 0);
}

// The operators that BETWEEN and its like stand for: one for each bound, and SYMMETRIC has the bounds in both orders.
std::vector<std::string> operators_of_between(std::string_view kind) {
  if (kind == "AEXPR_BETWEEN") return {">=", "<="};
  if (kind == "AEXPR_NOT_BETWEEN") return {"<", ">"};
  if (kind == "AEXPR_BETWEEN_SYM") return {">=", "<=", ">=", "<="};
  if (kind == "AEXPR_NOT_BETWEEN_SYM") return {"<", ">", "<", ">"};
  return {};
}

// The names of the operators that the syntax stands for, as the catalog's text spells them out.
std::vector<std::vector<std::string>> operators_of(const ParseTree& expression) {
  const auto kind = expression.value("kind", "");
  std::vector<std::vector<std::string>> operators;
  for (const auto& name : operators_of_between(kind)) operators.push_back({name});
  if (!operators.empty()) return operators;
  const auto times = kind == "AEXPR_IN" ? comparisons_of_list(expression["rexpr"]["List"]["items"]) : 1;
  operators.assign(times, string_list(expression["name"]));
  return operators;
}

// What EXTRACT (year FROM x) calls is pg_catalog.extract since PostgreSQL 14; before, it was date_part, which all have.
std::string known_to_every_server(const std::vector<std::string>& function) {
  const bool is_extract = function == std::vector<std::string>{"pg_catalog", "extract"};
  return is_extract ? "date_part" : function.back();
}

void collect(const ParseTree& tree, ExpressionTraits& traits) {
  if (is_node(tree) && node_name(tree) == "CollateClause") {
    auto name = node_fields(tree)["collname"];
    drop_catalog_schema(name);
    traits.collations.insert(fmt::to_string(ParseTree(string_list(name)).dump()));
  }
  if (is_node(tree) && node_name(tree) == "FuncCall") {
    const auto name = string_list(node_fields(tree)["funcname"]);
    if (is_foreign(name)) {
      traits.schema_functions.insert(quoted_name(name));
    } else {
      traits.plain_functions.insert(known_to_every_server(name));
    }
    if (folds_to_huge_value(name.back(), node_fields(tree))) traits.folds_to_huge_value = true;
  }
  if (is_node(tree) && node_name(tree) == "A_Expr") {
    for (const auto& name : operators_of(node_fields(tree))) {
      if (is_foreign(name)) {
        traits.schema_functions.insert("operator " + Identifier(name.front()).quoted() + "." + name.back());
      } else {
        traits.plain_functions.insert("operator " + name.back());
      }
    }
  }
  if (is_node(tree) && node_name(tree) == "TypeCast" && !is_builtin_type(node_fields(tree)["typeName"])) {
    const auto name = string_list(node_fields(tree)["typeName"]["names"]);
    traits.cast_names.insert(name.back());
    traits.cast_types.insert(name.size() > 1 ? quoted_name(name) : Identifier(name.back()).quoted());
  }
  if (is_node(tree) && node_name(tree) == "ColumnRef") {
    traits.columns.insert(string_list(node_fields(tree)["fields"]).back());
  }
  if (tree.is_structured()) {
    for (const auto& child : tree) collect(child, traits);
  }
}

}  // namespace

std::string without_length(std::string_view canonical_type) {
  constexpr auto kCutting = std::to_array<std::string_view>({"bit", "bit varying", "character", "character varying"});
  const auto open = canonical_type.find('(');
  const auto base = canonical_type.substr(0, open);
  if (open == std::string_view::npos || std::ranges::find(kCutting, base) == kCutting.end()) {
    return std::string(canonical_type);
  }
  const auto array = canonical_type.substr(canonical_type.find(')') + 1);
  // CHARACTER without a length is CHARACTER(1), and BIT is BIT(1): their length-less forms are other names.
  if (base == "character") return fmt::format("bpchar{}", array);
  if (base == "bit") return fmt::format("\"bit\"{}", array);
  return fmt::format("{}{}", base, array);
}

bool known_equal(std::string_view desired, std::string_view live, std::string_view column_type) {
  if (desired == live) return true;
  const auto a = normal_text(desired, column_type);
  return !a.empty() && a == normal_text(live, column_type);
}

bool known_different(std::string_view desired, std::string_view live, std::string_view column_type) {
  const auto trees = std::array{normal_form(desired, column_type), normal_form(live, column_type)};
  const auto* a = constant_fields(trees.front());
  const auto* b = constant_fields(trees.back());
  if (a == nullptr || b == nullptr) return false;
  if (a->contains("ival") && b->contains("ival"))
    return keeps_integers(column_type) && integer_in(*a) != integer_in(*b);
  if (a->contains("boolval") && b->contains("boolval")) return (*a)["boolval"] != (*b)["boolval"];
  const bool is_text = column_type == "text" || column_type == "character varying";
  return is_text && a->contains("sval") && b->contains("sval") && (*a)["sval"] != (*b)["sval"];
}

bool known_equal_in_plan(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto tree_of = [](std::string_view output) {
    auto tree = value_tree(output);
    if (tree) {
      drop_lengths_of_constants(*tree);
      normalize(*tree);
    }
    return tree;
  };
  const auto tree = tree_of(a);
  return tree && tree == tree_of(b);
}

ParsedTraits traits_of(std::string_view expression) {
  thread_local std::map<std::string, ParsedTraits> memory;
  return remembered(memory, std::string(expression), [&] {
    const auto tree = value_tree(expression);
    if (!tree) return ParsedTraits{};
    ParsedTraits parsed{true, {}};
    parsed.traits.is_string_literal = is_literal(*tree);
    collect(*tree, parsed.traits);
    return parsed;
  });
}

}  // namespace pgreconcile::sql
