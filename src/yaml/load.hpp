#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/base/diagnostic.hpp"
#include "src/model/database.hpp"

namespace pgreconcile::yaml {

struct LoadResult {
  /// The files that were read, by the names that diagnostics carry.
  std::vector<std::string> files;
  model::Database database;
  /// In the order of the files and of the places in them. The database is complete only if none of them is an error.
  std::vector<Diagnostic> diagnostics;

  bool has_errors() const;
};

/// Reads a schema file's text. `file` is the name that diagnostics carry. Never throws for what the text holds.
LoadResult load(std::string_view text, const std::string& file);

/// Reads schema files into one database: files, folders of which every `*.yaml` is read, and `-`, which is standard
/// input. Throws Error(SchemaFile) if one cannot be read, and Error(Usage) if one is named twice.
LoadResult load_files(const std::vector<std::string>& paths);

}  // namespace pgreconcile::yaml
