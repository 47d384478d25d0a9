#pragma once

#include <map>
#include <string>

namespace pgreconcile::model {

/// `WITH (fillfactor = 90)`, by name; those of the TOAST table begin with `toast.`. Values are as they are written:
/// `off` and `false` mean the same.
using StorageParameters = std::map<std::string, std::string>;

}  // namespace pgreconcile::model
