#pragma once

#include <string>
#include <string_view>

#include "src/base/error.hpp"

namespace pgreconcile::db {

/// What an SQLSTATE means for whoever called the tool.
/// Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
ErrorCode code_of_sqlstate(std::string_view sqlstate);

/// The error for what a server said. How much it says, the connection's verbosity has settled.
Error server_error(std::string_view sqlstate, std::string_view message);

}  // namespace pgreconcile::db
