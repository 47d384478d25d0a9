#pragma once

#include "src/yaml/database_format.hpp"
#include "src/yaml/problems.hpp"

namespace pgreconcile::yaml {

/// Checks what concerns several tables: that no two relations of a schema have one name, and that each foreign key's
/// target, where the file has that table, has a key that matches.
void check_across_tables(const DatabaseDraft& draft, Problems& problems);

}  // namespace pgreconcile::yaml
