#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/base/diagnostic.hpp"
#include "src/model/database.hpp"

namespace pgreconcile::yaml {

struct LoadResult {
  model::Database database;
  /// In file order. The database is complete only if none of them is an error.
  std::vector<Diagnostic> diagnostics;

  bool has_errors() const;
};

/// Reads a schema file's text. `file` is the name that diagnostics carry. Never throws for what the text holds.
LoadResult load(std::string_view text, const std::string& file);

/// Reads one schema file; `-` is standard input.
/// Throws Error(SchemaFile) if it cannot be read.
LoadResult load_file(const std::string& path);

}  // namespace pgreconcile::yaml
