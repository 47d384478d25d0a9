#pragma once

#include <string_view>

#include "src/sql/identifier.hpp"

namespace pgreconcile::sql {

/// True where the whole text is what the pattern says: `*` stands for any characters, `?` for one, of UTF-8 text.
bool matches_glob(std::string_view pattern, std::string_view text);

/// True where the pattern speaks of the relation: with a dot of schema.name, without one of the name alone.
bool names_relation(std::string_view pattern, const QualifiedName& relation);

}  // namespace pgreconcile::sql
