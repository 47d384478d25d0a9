#include "src/cli/exit_code.hpp"

#include <algorithm>

namespace pgreconcile::cli {
namespace {

// Nobody needs to do anything about an index that is being built.
bool ends_by_itself(const reconciler::Plan& left) {
  return std::ranges::all_of(left.differences, [](const reconciler::Difference& difference) {
    return !is_conflict(difference) || difference.mending == reconciler::Mending::ByTime;
  });
}

}  // namespace

ExitCode exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::Failure:
      return ExitCode::Failure;
    case ErrorCode::Usage:
      return ExitCode::Usage;
    case ErrorCode::SchemaFile:
      return ExitCode::SchemaFile;
    case ErrorCode::Unreachable:
      return ExitCode::Unreachable;
    case ErrorCode::Internal:
      return ExitCode::Internal;
    case ErrorCode::TryAgain:
      return ExitCode::TryAgain;
    case ErrorCode::Permission:
      return ExitCode::Permission;
    case ErrorCode::Interrupted:
      return ExitCode::Interrupted;
    case ErrorCode::StalePlan:
      return ExitCode::Conflict;
  }
  return ExitCode::Internal;
}

ExitCode exit_code(const reconciler::Applied& applied) {
  if (const auto& failure = applied.failure) {
    const auto& error = failure->error;
    // The server may still be at work on what a lost connection has begun.
    const bool may_pass = !applied.has_left_invalid_index() || error.is_lost_connection();
    if (error.code() != ErrorCode::TryAgain || may_pass) return exit_code(error.code());
  }
  switch (applied.status()) {
    case reconciler::Status::Converged:
      return ExitCode::Done;
    case reconciler::Status::Conflict:
      return ends_by_itself(applied.left) ? ExitCode::TryAgain : ExitCode::Conflict;
    case reconciler::Status::Pending:
      return ExitCode::TryAgain;  // somebody undid it meanwhile
  }
  return ExitCode::Internal;
}

}  // namespace pgreconcile::cli
