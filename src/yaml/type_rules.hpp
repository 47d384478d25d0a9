#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "src/sql/fragment.hpp"
#include "src/yaml/file_context.hpp"

namespace pgreconcile::yaml {

/// Why PostgreSQL would not take the type's length or precision, or would change it.
std::optional<std::string> refuse_modifier(const sql::TypeName& type);

/// Refuses, at the offset, a collation of a built-in type that has none; types that are not built in may have one.
void refuse_collation(const sql::TypeName& type, std::size_t offset, FileContext& file);

/// Whether values of a built-in type may be moved out of the row and compressed; types that are not built in may.
bool may_be_toasted(const sql::TypeName& type);

/// Whether it is smallint, integer or bigint.
bool is_integer(const sql::TypeName& type);

}  // namespace pgreconcile::yaml
