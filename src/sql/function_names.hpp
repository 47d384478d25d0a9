#pragma once

// Private to src/sql: what is known of PostgreSQL's built-in functions by name alone.

#include <string>
#include <string_view>
#include <vector>

namespace pgreconcile::sql {

/// True for a call by this name (`{"pg_catalog", "setval"}`, with or without the database before it) of a built-in
/// function that is volatile in any PostgreSQL from 13 to 18 and not known to be harmless. A name with another schema is
/// a user's function, and passes.
bool is_refused_function(const std::vector<std::string>& qualified_name);

/// True for a call by this name, without arguments, of a built-in function that is not immutable in any PostgreSQL from
/// 13 to 18. Most functions are not known here: whether they are immutable depends on the types of their arguments.
bool is_never_immutable(const std::vector<std::string>& qualified_name);

/// As is_refused_function(), for a built-in aggregate or a function that only a window call makes sense of.
bool is_builtin_aggregate(const std::vector<std::string>& qualified_name);

}  // namespace pgreconcile::sql
