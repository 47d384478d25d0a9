#pragma once

#include <string>
#include <string_view>

#include "src/base/error.hpp"

namespace pgreconcile::db {

/// What an SQLSTATE means for whoever called the tool.
/// Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
ErrorCode code_of_sqlstate(std::string_view sqlstate);

/// What a server said, taken apart.
struct ServerMessage {
  std::string sqlstate;  ///< empty where it was libpq that spoke
  std::string text;      ///< the primary message in one line, without severity and SQLSTATE
  std::string details;   ///< the lines after it: DETAIL, HINT, CONTEXT, …
};

/// Reads what PQERRORS_VERBOSE writes: `ERROR:  42501: must be owner of table t` and more lines. Exceptions of libpqxx
/// 6 leave out some SQLSTATEs, 42501 among them.
ServerMessage split_message(std::string_view message);

/// DETAIL may hold users' data: `Key (email)=(…)`.
enum class Details { Hidden, Shown };

/// The error for what a server said.
Error server_error(const ServerMessage& message, Details details);

}  // namespace pgreconcile::db
