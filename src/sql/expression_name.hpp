#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pgreconcile::sql {

/// What PostgreSQL calls a key of an index that is this expression: the function's name, the column's under a cast, …;
/// std::nullopt where it has no name for it. Of JSON's own syntax nothing is known.
/// Source: FigureIndexColname() in src/backend/parser/parse_target.c
std::optional<std::string> name_of_index_key(std::string_view expression);

}  // namespace pgreconcile::sql
