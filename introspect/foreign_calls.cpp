#include "introspect/foreign_calls.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgreconcile::introspect {
namespace {

// As the catalog's texts name a function or an operator that is not built in.
std::string in_schema(const sql::Identifier& schema, const std::string& name) {
  constexpr std::string_view kOperator = "operator ";
  if (!name.starts_with(kOperator)) return sql::QualifiedName{schema, sql::Identifier(name)}.quoted();
  return fmt::format("{}{}.{}", kOperator, schema.quoted(), name.substr(kOperator.size()));
}

bool has_builtin_type(const std::string& column, const sql::QualifiedName& name, const OracleFacts& facts) {
  // A domain's checks speak of VALUE alone.
  if (const auto* domain = facts.domains.find(name)) return domain->type.is_builtin();
  const auto* table = facts.tables.find(name);
  const auto* found = table == nullptr ? nullptr : table->find_column(sql::Identifier(column));
  return found != nullptr && found->type.is_builtin();
}

bool has_builtin_types_only(const sql::ExpressionTraits& traits, const sql::QualifiedName& table,
                            const OracleFacts& facts) {
  const auto returns_builtin_type = [&](const std::string& call) {
    return facts.overloads.contains(call) || facts.functions.at(call) != model::Volatility::Foreign;
  };
  return traits.cast_types.empty() && traits.schema_functions.empty() &&
         std::ranges::all_of(traits.plain_functions, returns_builtin_type) &&
         std::ranges::all_of(traits.columns,
                             [&](const auto& column) { return has_builtin_type(column, table, facts); });
}

}  // namespace

std::multiset<std::string> foreign_calls(const sql::ExpressionTraits& traits, const sql::QualifiedName& table,
                                         const OracleFacts& facts) {
  // `=` of an extension's type is not what compares integers.
  const bool takes_builtin_overloads = has_builtin_types_only(traits, table, facts);
  auto foreign = traits.schema_functions;
  for (const auto& name : traits.plain_functions) {
    const bool is_builtin = facts.functions.at(name) != model::Volatility::Foreign ||
                            (takes_builtin_overloads && facts.overloads.contains(name));
    if (!is_builtin) foreign.insert(in_schema(facts.default_schema, name));
  }
  return foreign;
}

}  // namespace pgreconcile::introspect
