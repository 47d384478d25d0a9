#pragma once

#include <string>
#include <vector>

#include "src/base/diagnostic.hpp"

namespace pgreconcile::yaml {

struct SchemaFiles {
  std::vector<std::string> paths;
  /// Files in a folder that may have been meant and are not read.
  std::vector<Diagnostic> warnings;
};

/// The files that the paths mean, in their order: a file; `-`, which is standard input; for a folder every `*.yaml`
/// directly in it, by name. Throws Error(SchemaFile) for a folder that has none or cannot be read, and Error(Usage) for
/// a file that is named twice.
SchemaFiles find_schema_files(const std::vector<std::string>& paths);

/// The file's text, or a little more than the first `limit` bytes of it.
/// Throws Error(SchemaFile) if it cannot be read.
std::string read_schema_file(const std::string& path, std::size_t limit);

}  // namespace pgreconcile::yaml
