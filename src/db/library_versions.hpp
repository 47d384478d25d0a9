#pragma once

#include "src/base/library_version.hpp"

namespace pgreconcile::db {

LibraryVersions library_versions();

}  // namespace pgreconcile::db
