#pragma once

#include <set>
#include <vector>

#include "src/model/database.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/object_format.hpp"
#include "src/yaml/table_draft.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

struct DatabaseDraft {
  model::Database database;
  /// The tables in which something is wrong: what they lack may have been meant to be there.
  std::set<sql::QualifiedName> damaged;
  /// What columns and domains name as their types.
  std::vector<TypeUse> types;
};

/// Reads a whole file.
DatabaseDraft read_database(const Node& root, FileContext& file);

std::vector<ObjectFormat> database_formats();

}  // namespace pgreconcile::yaml
