#pragma once

// Private to src/sql.

#include <string>

#include "src/sql/identifier.hpp"
#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {

/// A TypeName's fields as format_type() would spell the type with nothing but pg_catalog in the search path. A name that
/// is neither qualified nor built in is taken to live in `schema`.
/// Source: src/backend/utils/adt/format_type.c
std::string canonical_type(const ParseTree& type_name, const Identifier& schema);

/// True where the TypeName's fields name a type of pg_catalog, or an array of one.
bool is_builtin_type(const ParseTree& type_name);

}  // namespace pgreconcile::sql
