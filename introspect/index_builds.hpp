#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "introspect/row.hpp"

namespace pgreconcile::introspect {

/// SQL for whether somebody builds the index of this OID now. Which index another role's session builds is hidden from a
/// role without pg_read_all_stats: NULL where it may be this one.
inline std::string is_being_built(std::string_view oid) {
  return fmt::format(
      "CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = {}) THEN true"
      "     WHEN EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p"
      "                   WHERE p.relid IS NULL AND p.datname = pg_catalog.current_database()) THEN NULL"
      "     ELSE false END",
      oid);
}

inline std::optional<bool> read_is_being_built(const Row& row) {
  if (!row.has("is_being_built")) return std::nullopt;
  return row.boolean("is_being_built");
}

}  // namespace pgreconcile::introspect
