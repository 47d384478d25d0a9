#pragma once

#include "src/base/library_version.hpp"

namespace pgreconcile::model {

LibraryVersions library_versions();

}  // namespace pgreconcile::model
