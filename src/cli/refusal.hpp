#pragma once

// Private to src/cli: what is said of a command line that is not understood. No password that stands in it is shown.

#include <span>

#include "src/base/error.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's, whose header takes seconds to read
class App;
class ParseError;
}  // namespace CLI

namespace pgreconcile::cli {

using Arguments = std::span<const char* const>;  ///< those of the program, without its name

/// Throws Error(Usage) where the first argument is neither a command nor an option.
void check_command(const CLI::App& program, Arguments arguments);

/// Error(Usage): what CLI11 says, whose help to read, and what an option that there is not was probably meant to be.
/// REQUIRES: check_command(), and that the program has parsed the arguments.
Error refusal(const CLI::ParseError& error, const CLI::App& program, Arguments arguments);

}  // namespace pgreconcile::cli
