#pragma once

// Private to src/cli.

#include "src/cli/commands.hpp"

namespace pgreconcile::cli {

/// Tells CLI11 of all options and commands; parsing sets the action of the command that is chosen.
/// REQUIRES: `program` and `action` outlive the parsing.
void add_all_commands(CLI::App& program, Action& action);

}  // namespace pgreconcile::cli
