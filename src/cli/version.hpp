#pragma once

// Private to src/cli.

#include <string>

namespace pgreconcile::cli {

/// What --version prints: the first line is `pgreconcile X.Y.Z`, which scripts read; then the libraries and the compiler.
std::string version_text();

}  // namespace pgreconcile::cli
