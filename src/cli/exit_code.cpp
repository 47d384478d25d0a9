#include "src/cli/exit_code.hpp"

namespace pgreconcile::cli {

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

}  // namespace pgreconcile::cli
