#include "src/model/storage_parameters.hpp"

#include <algorithm>

namespace pgreconcile::model {

const std::string* find_value(const StorageParameters& parameters, std::string_view name) {
  const auto found = std::ranges::find(parameters, name, &StorageParameter::name);
  return found == parameters.end() ? nullptr : &found->value;
}

}  // namespace pgreconcile::model
