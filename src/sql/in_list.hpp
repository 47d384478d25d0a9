#pragma once

// Private to src/sql.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {

/// The catalog's text with `column IN (…)` for `column = ANY (ARRAY[…])`, and NOT IN for `<> ALL`, where PostgreSQL
/// makes the one of the other: for columns of a known type and constants of that type.
std::string with_in_lists(const std::string& text, const std::map<std::string, std::string>& column_types);

/// The content of a string constant without a cast.
std::optional<std::string> string_constant(const ParseTree& tree);

/// Where a node of value_tree() starts in the expression's text.
/// REQUIRES: a kind of node that has a location.
std::size_t offset_in_value(const ParseTree& node);

/// A canonical type's name as the catalog casts constants to it: `character varying(16)` → `character varying`.
std::string without_modifiers(std::string_view canonical_type);

}  // namespace pgreconcile::sql
