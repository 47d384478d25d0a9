#pragma once

#include <string_view>
#include <vector>

namespace pgreconcile::sql {

/// The names of PostgreSQL's own types that a column can have, in every spelling that is one word: `int4`, `integer`,
/// `int`, `varchar`, `serial`.
const std::vector<std::string_view>& builtin_type_names();

}  // namespace pgreconcile::sql
