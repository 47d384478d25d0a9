#pragma once

// Private to src/render.

#include <string>

#include "src/base/diagnostic.hpp"

namespace pgreconcile::render {

enum class AnnotationLevel { Notice, Warning, Error };

/// What GitHub shows at a line of a file.
struct Annotation {
  AnnotationLevel level;
  SourceLocation where;
  std::string title = {};  ///< may be empty
  std::string message;
};

/// `::error file=schema.yaml,line=12,col=9,title=…::…`, whatever the texts hold: one line, which begins no
/// other command.
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
std::string workflow_command(const Annotation& annotation);

}  // namespace pgreconcile::render
