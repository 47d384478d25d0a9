#pragma once

// Private to src/cli.

#include <filesystem>

#include "src/cli/exit_code.hpp"
#include "src/cli/options.hpp"
#include "src/render/verification.hpp"
#include "src/yaml/load.hpp"

namespace pgreconcile::cli {

struct VerifyResult {
  render::Verification verification;
  ExitCode exit_code = ExitCode::Done;
};

/// Applies the files to a throwaway server of the programs in that folder, applies them again, plans, exports, loads the
/// export, and plans that. What fails is the result's; Ctrl-C is Error(Interrupted), a file that the server is too old for
/// Error(SchemaFile). All that it made is gone when it returns or throws.
/// REQUIRES: the files are right, no other thread was made, and this is the main thread.
VerifyResult verify(const yaml::LoadResult& loaded, const std::filesystem::path& programs, Verbosity verbosity);

}  // namespace pgreconcile::cli
