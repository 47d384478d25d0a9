#pragma once

#include <array>

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

/// What a person reads of it, in the order of docs/cli.md.
struct ExitCodeMeaning {
  ExitCode code;
  const char* meaning;
};
inline constexpr auto kExitCodes = std::to_array<ExitCodeMeaning>({
    {ExitCode::Done, "done: nothing to do, applied and converged, plan printed, no drift"},
    {ExitCode::Differences, "differences: drift, plan --exit-code with pending DDL, status of what is not converged"},
    {ExitCode::Conflict, "conflict: what additive DDL cannot mend; a saved plan that is no longer true"},
    {ExitCode::Usage, "wrong usage, no database named, apply through a transaction-pooling proxy"},
    {ExitCode::SchemaFile, "the schema file is wrong, or the saved plan is none"},
    {ExitCode::Unreachable, "the database cannot be reached, does not exist, starts up, or is too old"},
    {ExitCode::Internal, "a bug in pgreconcile"},
    {ExitCode::TryAgain, "try again later: a lock, another apply, a broken connection, too many connections"},
    {ExitCode::Permission, "permission: a wrong password or role, a missing right, a read-only server"},
    {ExitCode::Interrupted, "stopped by Ctrl-C, SIGTERM or SIGHUP"},
    {ExitCode::Failure, "any other failure, such as a unique violation while an index is built"},
});

}  // namespace pgreconcile::cli
