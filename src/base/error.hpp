#pragma once

#include <stdexcept>
#include <string>

namespace pgreconcile {

/// Why the tool cannot go on. The command line maps each to one exit code (src/cli/exit_code.hpp).
enum class ErrorCode {
  Failure,      ///< the server refused a statement, and no other code fits
  Usage,        ///< wrong options, or no database named
  SchemaFile,   ///< the schema file cannot be read or is wrong
  Unreachable,  ///< no server, no such database, starting up, or too old
  Internal,     ///< a bug in pgreconcile
  TryAgain,     ///< a lock was not had in time, the connection broke, too many connections
  Permission,   ///< a wrong password or role, a missing right, a read-only server
  Interrupted,  ///< stopped by a signal
  StalePlan,    ///< a saved plan is no longer true
};

/// "Cannot go on." What is merely wrong with the input is a Diagnostic; what differs is a Difference.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, std::string hint = {})
      : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}

  ErrorCode code() const { return code_; }
  /// What the reader can do about it; may be empty.
  const std::string& hint() const { return hint_; }
  /// The server's five-character SQLSTATE, or empty where the server said nothing.
  const std::string& sqlstate() const { return sqlstate_; }

  /// True where the connection is gone: whether the last statement took effect is not known.
  bool is_lost_connection() const { return sqlstate_.starts_with("08") || sqlstate_.starts_with("57P"); }

  Error& with_sqlstate(std::string sqlstate) {
    sqlstate_ = std::move(sqlstate);
    return *this;
  }

 private:
  ErrorCode code_;
  std::string hint_;
  std::string sqlstate_;
};

}  // namespace pgreconcile
