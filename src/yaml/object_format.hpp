#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "src/yaml/key.hpp"

namespace pgreconcile::yaml {

/// A row of a table of keys, without how it is read.
struct KeyFormat {
  std::string_view name;
  Presence presence;
  Shape shape;
  KeyDoc doc;
};

/// The keys of a kind of mapping, under the name by which Shape::object refers to it.
struct ObjectFormat {
  std::string_view name;
  std::vector<KeyFormat> keys;
};

template <typename Target, std::size_t N>
ObjectFormat format_of(std::string_view object, const std::array<Key<Target>, N>& keys) {
  ObjectFormat format{object, {}};
  for (const auto& key : keys) format.keys.push_back({key.name, key.presence, key.shape, key.doc});
  return format;
}

/// Every kind of mapping that a schema file has: the `file` itself first, the others in the order in which they are met.
/// What a JSON Schema and the reference are made from.
const std::vector<ObjectFormat>& object_formats();

}  // namespace pgreconcile::yaml
