#include "src/sql/expression_name.hpp"

#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

// A name that stands for want of a better one gives way to one that does not.
enum class Strength { None, Weak, Strong };

struct KeyName {
  Strength strength = Strength::None;
  std::string text = {};
};

KeyName name_of(const ParseTree& tree);

KeyName strong(std::string text) { return {Strength::Strong, std::move(text)}; }

KeyName name_of_member(const ParseTree& fields, const char* member) {
  return fields.contains(member) ? name_of(fields[member]) : KeyName{};
}

KeyName weakly(const KeyName& inner, std::string text) {
  return inner.strength == Strength::Strong ? inner : KeyName{Strength::Weak, std::move(text)};
}

// `(x).field`, else what `x[1]` is taken from.
KeyName name_of_indirection(const ParseTree& fields) {
  std::string field;
  for (const auto& name : string_list(fields["indirection"])) {
    if (!name.empty()) field = name;
  }
  return field.empty() ? name_of_member(fields, "arg") : strong(field);
}

KeyName name_of(const ParseTree& tree) {
  if (!is_node(tree)) return {};
  const auto& kind = node_name(tree);
  const auto& fields = node_fields(tree);
  if (kind == "ColumnRef") return strong(string_list(fields["fields"]).back());
  if (kind == "A_Indirection") return name_of_indirection(fields);
  if (kind == "FuncCall") return strong(string_list(fields["funcname"]).back());
  if (kind == "A_Expr") return fields.value("kind", "") == "AEXPR_NULLIF" ? strong("nullif") : KeyName{};
  if (kind == "TypeCast") {
    return weakly(name_of_member(fields, "arg"), string_list(fields["typeName"]["names"]).back());
  }
  if (kind == "CollateClause") return name_of_member(fields, "arg");
  if (kind == "CaseExpr") return weakly(name_of_member(fields, "defresult"), "case");
  if (kind == "A_ArrayExpr") return strong("array");
  if (kind == "RowExpr") return strong("row");
  if (kind == "CoalesceExpr") return strong("coalesce");
  if (kind == "MinMaxExpr") return strong(fields.value("op", "") == "IS_LEAST" ? "least" : "greatest");
  if (kind == "XmlSerialize") return strong("xmlserialize");
  return {};
}

}  // namespace

std::optional<std::string> name_of_index_key(std::string_view expression) {
  const auto tree = value_tree(expression);
  if (!tree) return std::nullopt;
  auto name = name_of(*tree);
  if (name.strength == Strength::None) return std::nullopt;
  return std::move(name.text);
}

}  // namespace pgreconcile::sql
