#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgreconcile::model {

/// One of `WITH (fillfactor = 90)`; of a TOAST table's the name begins with `toast.`. The value is as it was written:
/// `off` and `false` mean the same.
struct StorageParameter {
  std::string name;
  std::string value;

  friend bool operator==(const StorageParameter&, const StorageParameter&) = default;
};

/// In the order in which they were written, which the catalog keeps; each name once.
using StorageParameters = std::vector<StorageParameter>;

/// The value of the parameter of that name, or null.
const std::string* find_value(const StorageParameters& parameters, std::string_view name);

}  // namespace pgreconcile::model
