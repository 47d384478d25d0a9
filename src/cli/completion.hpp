#pragma once

// Private to src/cli: scripts that complete pgreconcile's command lines, for the shells.

#include <string>
#include <vector>

#include "src/cli/description.hpp"

namespace pgreconcile::cli {

/// The program with all that can be completed after it.
struct CompletedProgram {
  DescribedCommand program;
  std::vector<DescribedCommand> commands;
};

std::string bash_completion(const CompletedProgram& completed);
std::string zsh_completion(const CompletedProgram& completed);
std::string fish_completion(const CompletedProgram& completed);

}  // namespace pgreconcile::cli
