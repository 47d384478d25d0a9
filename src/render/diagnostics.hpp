#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "src/base/diagnostic.hpp"

namespace pgreconcile::render {

/// The message, and under it the line that it is about with a caret.
std::string diagnostic_text(const Diagnostic& diagnostic);

/// What validate finds in schema files.
struct Validation {
  std::vector<std::string> files;
  std::size_t tables = 0;
  std::size_t indexes = 0;
  std::vector<Diagnostic> diagnostics;

  bool is_valid() const;
};

/// The summary of valid files; their diagnostics are not part of it.
std::string validation_text(const Validation& validation);

/// One JSON object, as docs/cli.md describes it.
std::string validation_json(const Validation& validation);

/// Workflow commands that GitHub shows at the file's line; after them the summary of valid files.
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
std::string validation_github(const Validation& validation);

}  // namespace pgreconcile::render
