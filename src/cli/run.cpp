#include "src/cli/run.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>

#include "src/base/error.hpp"
#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"

namespace pgreconcile::cli {
namespace {

void say_error(const Error& error) {
  fmt::print(stderr, "pgreconcile: error: {}\n", error.what());
  if (!error.hint().empty()) fmt::print(stderr, "HINT: {}\n", error.hint());
}

ExitCode parse_and_run(int argc, const char* const* argv) {
  CLI::App program("Converges a PostgreSQL database to a YAML schema, with additive DDL only.", "pgreconcile");
  program.set_version_flag("--version", "pgreconcile " PGRECONCILE_VERSION);
  program.require_subcommand(1);
  program.footer(
      "Exit codes: 0 done, 2 differences, 3 conflict, 64 usage, 65 schema file, 69 unreachable, 70 bug,\n"
      "75 try again, 77 permission, 130 interrupted, 1 any other failure.");
  Action action;
  add_plan_command(program, action);
  add_apply_command(program, action);
  add_drift_command(program, action);
  add_validate_command(program, action);
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& success) {
    program.exit(success);  // prints the help or the version
    return ExitCode::Done;
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorCode::Usage, error.what(), "see pgreconcile --help");
  }
  return action();
}

}  // namespace

int run(int argc, const char* const* argv) {
  try {
    return static_cast<int>(parse_and_run(argc, argv));
  } catch (const Error& error) {
    say_error(error);
    return static_cast<int>(exit_code(error.code()));
  } catch (const std::exception& error) {
    say_error(Error(ErrorCode::Internal, fmt::format("a bug in pgreconcile: {}", error.what()), "please report this"));
    return static_cast<int>(ExitCode::Internal);
  }
}

}  // namespace pgreconcile::cli
