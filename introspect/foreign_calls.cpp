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

// Where a call without a schema finds it; of several schemas, which types decide, one stands for all.
sql::Identifier home_of(const model::Callable& function, const OracleFacts& facts) {
  return function.schemas.empty() ? facts.default_schema : function.schemas.front();
}

// What a call that names a schema is called where another of the search path stands for it.
using Aliases = std::map<std::string, std::string>;

Aliases aliases_of(const OracleFacts& facts) {
  Aliases aliases;
  for (const auto& [name, function] : facts.functions) {
    for (const auto& schema : function.schemas)
      aliases[in_schema(schema, name)] = in_schema(home_of(function, facts), name);
  }
  return aliases;
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
  const auto aliases = traits.schema_functions.empty() ? Aliases() : aliases_of(facts);
  std::multiset<std::string> foreign;
  for (const auto& call : traits.schema_functions) {
    const auto alias = aliases.find(call);
    foreign.insert(alias == aliases.end() ? call : alias->second);
  }
  for (const auto& name : traits.plain_functions) {
    const auto& function = facts.functions.at(name);
    if (!function.is_builtin(is_all_builtin)) foreign.insert(in_schema(home_of(function, facts), name));
  }
  return foreign;
}

}  // namespace pgreconcile::introspect
