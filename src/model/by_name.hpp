#pragma once

#include <map>
#include <vector>

#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

/// Finds objects by name at a cost that hardly grows with their number; of two with one name, the first.
/// REQUIRES: the objects outlive it, and stay where they are.
template <typename Object>
class ByName {
 public:
  explicit ByName(const std::vector<Object>& objects) {
    for (const auto& object : objects) objects_.emplace(object.name, &object);
  }

  /// The object of that name, or null.
  const Object* find(const sql::QualifiedName& name) const {
    const auto found = objects_.find(name);
    return found == objects_.end() ? nullptr : found->second;
  }

 private:
  std::map<sql::QualifiedName, const Object*> objects_;
};

}  // namespace pgreconcile::model
