#pragma once

namespace pgreconcile::cli {

/// The whole program: parses the command line, runs the command, and returns its exit code. Throws nothing.
int run(int argc, const char* const* argv);

}  // namespace pgreconcile::cli
