#pragma once

#include <cstddef>
#include <optional>

#include "src/yaml/source.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// Behind the closing quote of the quoted scalar that starts at `offset`, or nullopt if its line has none.
std::optional<std::size_t> quoted_end(const Source& source, std::size_t offset);

/// Behind the last byte that belongs to a scalar.
/// REQUIRES: node.scalar(), and if it is quoted, that it ends on its line.
std::size_t scalar_end(const Source& source, const Node& node);

/// Where in the file the byte `index` of a scalar's text stands, so that an error in SQL points into the YAML line.
/// REQUIRES: as above.
std::size_t place_in_scalar(const Source& source, const Node& node, std::size_t index);

}  // namespace pgreconcile::yaml
