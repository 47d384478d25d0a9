#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "src/sql/fragment.hpp"

namespace pgreconcile::sql {

/// The catalog's text of an expression as a person would write it: without parentheses that do nothing, negative
/// numbers without quotes, `IN` for `= ANY (ARRAY[…])`. PostgreSQL makes of it the text that it was made from (once
/// that text has been fed back: its own text of `varchar IN (…)` is another the second time). What cannot be shown to
/// be the same stays as it is. `column_types` has the canonical type of each column, as TypeName::canonical() spells
/// it; for a domain, that of the type that it is made of.
std::string readable(const Expression& catalog, const std::map<std::string, std::string>& column_types);

/// The text of an expression that is nothing but a quoted literal, or one that is cast to the type that it has anyway
/// where the column is of `column_type` (canonical).
std::optional<std::string> sole_string_literal(const Expression& expression, std::string_view column_type);

}  // namespace pgreconcile::sql
