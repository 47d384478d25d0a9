#include "src/sql/library_versions.hpp"

#include <fmt/format.h>
#include <pg_query.h>

#include <nlohmann/json.hpp>

namespace pgreconcile::sql {

// libpg_query tells nothing of its own version, but whose parser it has.
LibraryVersions library_versions() {
  return {{"libpg_query", "parser of PostgreSQL " PG_VERSION},
          {"nlohmann-json", fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                                        NLOHMANN_JSON_VERSION_PATCH)}};
}

}  // namespace pgreconcile::sql
