#pragma once

#include "src/yaml/database_format.hpp"
#include "src/yaml/problems.hpp"

namespace pgreconcile::yaml {

/// Adds what one more file declares to what the files before it do. An object that one of them declares already is
/// refused and left out. REQUIRES: both have one default schema.
void merge(DatabaseDraft file, DatabaseDraft& all, Problems& problems);

}  // namespace pgreconcile::yaml
