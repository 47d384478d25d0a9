#pragma once

#include <cstddef>
#include <string_view>

namespace pgreconcile::sql {

// A key's COLLATE clause in what the catalog prints, which has one only where the key's collation is not the one that its
// column or expression has of itself. Positions count from 0; false for text that is anything else.

/// `definition` is what pg_get_indexdef() prints.
bool index_key_has_collate_clause(std::string_view definition, std::size_t position);

/// `key` is what pg_get_partkeydef() prints: `RANGE (lower(a) COLLATE "C")`.
bool partition_key_has_collate_clause(std::string_view key, std::size_t position);

}  // namespace pgreconcile::sql
