#pragma once

#include <set>

#include "src/model/database.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

struct DatabaseDraft {
  model::Database database;
  /// The tables in which something is wrong: what they lack may have been meant to be there.
  std::set<sql::QualifiedName> damaged;
};

/// Reads a whole file.
DatabaseDraft read_database(const Node& root, FileContext& file);

}  // namespace pgreconcile::yaml
