#pragma once

#include <vector>

#include "src/model/index.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/tree.hpp"
#include "src/yaml/value.hpp"

namespace pgreconcile::yaml {

/// An index, and where its columns are named.
struct IndexDraft {
  model::Index index;
  std::vector<Name> columns;
};

/// One item of `indexes`.
IndexDraft read_index(const Node& node, FileContext& file);

}  // namespace pgreconcile::yaml
