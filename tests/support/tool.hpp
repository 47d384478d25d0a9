#pragma once

#include <string>
#include <vector>

#include "tests/support/process.hpp"

namespace pgreconcile::test {

/// Runs pgreconcile with these arguments. It sees no DATABASE_URL and no PG… variable other than those of the
/// options, so that it knows no database that the test has not named.
ProcessResult run_tool(const std::vector<std::string>& arguments, const ProcessOptions& options = {});

/// The same beside the test, which may look at it, send it signals, and wait for it.
Process start_tool(const std::vector<std::string>& arguments, const ProcessOptions& options = {});

}  // namespace pgreconcile::test
