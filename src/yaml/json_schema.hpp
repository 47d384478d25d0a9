#pragma once

#include <string>

namespace pgreconcile::yaml {

/// A JSON Schema (2020-12) of the schema file, made from the loader's own tables of keys. It knows keys and kinds of
/// values; what SQL, names and their relations mean is for the loader to judge.
std::string json_schema();

}  // namespace pgreconcile::yaml
