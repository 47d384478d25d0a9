#include "src/model/callable.hpp"

#include <algorithm>

namespace pgreconcile::model {

bool calls_builtin_only(const sql::ExpressionTraits& traits, const std::map<std::string, Callable>& functions,
                        const std::function<bool(const std::string& column)>& has_builtin_type) {
  // What is built in and given built-in types returns one.
  const auto is_builtin = [&](const std::string& name) { return functions.at(name).is_builtin(true); };
  return traits.cast_types.empty() && traits.schema_functions.empty() &&
         std::ranges::all_of(traits.plain_functions, is_builtin) &&
         std::ranges::all_of(traits.columns, has_builtin_type);
}

}  // namespace pgreconcile::model
