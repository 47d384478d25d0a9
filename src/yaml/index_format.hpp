#pragma once

#include <vector>

#include "src/model/index.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/object_format.hpp"
#include "src/yaml/read_value.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// An index, and where columns are named: as its keys or in INCLUDE, and in its expressions.
struct IndexDraft {
  model::Index index;
  std::vector<Name> columns;
  std::vector<Name> columns_in_expressions;
};

/// One item of `indexes`.
IndexDraft read_index(const Node& node, FileContext& file);

std::vector<ObjectFormat> index_formats();

}  // namespace pgreconcile::yaml
