#include "introspect/foreign_calls.hpp"

#include <fmt/format.h>

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

}  // namespace

std::multiset<std::string> foreign_calls(const sql::ExpressionTraits& traits, const sql::QualifiedName& table,
                                         const OracleFacts& facts) {
  // `=` of an extension's type is not what compares integers.
  const auto has_type = [&](const std::string& column) { return has_builtin_type(column, table, facts); };
  const bool is_all_builtin = model::calls_builtin_only(traits, facts.functions, has_type);
  auto foreign = traits.schema_functions;
  for (const auto& name : traits.plain_functions) {
    const auto& function = facts.functions.at(name);
    if (!function.is_builtin(is_all_builtin)) {
      foreign.insert(in_schema(function.schema.value_or(facts.default_schema), name));
    }
  }
  return foreign;
}

}  // namespace pgreconcile::introspect
