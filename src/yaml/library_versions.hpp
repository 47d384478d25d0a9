#pragma once

#include "src/base/library_version.hpp"

namespace pgreconcile::yaml {

LibraryVersions library_versions();

}  // namespace pgreconcile::yaml
