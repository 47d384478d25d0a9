#pragma once

// Private to src/cli.

#include <string>

#include "src/cli/description.hpp"

namespace pgreconcile::cli {

/// What --help prints of the program or of one of its commands.
std::string help_text(const CLI::App& command);

}  // namespace pgreconcile::cli
