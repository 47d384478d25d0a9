#pragma once

#include <string>
#include <vector>

namespace pgreconcile::model {

/// What the catalog says of an object and the model has no field for yet, in words (`INCLUDE (a)`).
/// Always empty for objects from a file. An object that has some is never equal to a declared one.
using Unmodelled = std::vector<std::string>;

}  // namespace pgreconcile::model
