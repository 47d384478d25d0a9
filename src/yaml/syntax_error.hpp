#pragma once

#include <cstddef>
#include <string>

#include "src/yaml/problems.hpp"
#include "src/yaml/source.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {

/// Where the YAML parser gave up, and what it said.
struct SyntaxError {
  std::size_t offset = 0;
  std::string message;
  /// The last value that was read whole; it may be a key.
  Node last_scalar;
};

/// Reports a syntax error in terms of what was probably meant.
void report_syntax_error(const Source& source, const SyntaxError& error, Problems& problems);

}  // namespace pgreconcile::yaml
