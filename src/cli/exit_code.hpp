#pragma once

#include "reconciler/apply.hpp"
#include "src/base/error.hpp"

namespace pgreconcile::cli {

/// The contract with scripts and deploy jobs: docs/cli.md says what each means.
enum class ExitCode : int {
  Done = 0,
  Failure = 1,
  Differences = 2,
  Conflict = 3,
  Usage = 64,
  SchemaFile = 65,
  Unreachable = 69,
  Internal = 70,
  TryAgain = 75,
  Permission = 77,
  Interrupted = 130,
};

ExitCode exit_code(ErrorCode code);
/// Of an apply that ran, or that found nothing to run.
ExitCode exit_code(const reconciler::Applied& applied);

}  // namespace pgreconcile::cli
