#pragma once

#include "src/base/library_version.hpp"

namespace pgreconcile::sql {

LibraryVersions library_versions();

}  // namespace pgreconcile::sql
