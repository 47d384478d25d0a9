#include "src/yaml/library_versions.hpp"

namespace pgreconcile::yaml {

// Its headers do not tell; CMake knows.
LibraryVersions library_versions() { return {{"yaml-cpp", PGRECONCILE_YAML_CPP_VERSION}}; }

}  // namespace pgreconcile::yaml
