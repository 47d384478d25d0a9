#include "src/cli/run.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <sstream>
#include <string>

#include "src/base/error.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/inherited_state.hpp"
#include "src/cli/options.hpp"
#include "src/cli/program.hpp"
#include "src/cli/refusal.hpp"
#include "src/run/interrupt.hpp"

namespace pgreconcile::cli {
namespace {

ExitCode parse_and_run(int argc, const char* const* argv) {
  const Arguments arguments(argv + 1, static_cast<std::size_t>(std::max(argc - 1, 0)));
  CLI::App program("Converges a PostgreSQL database to a YAML schema, with additive DDL only.", "pgreconcile");
  Action action;
  add_all_commands(program, action);
  check_command(program, arguments);
  try {
    program.parse(argc, argv);
    for (auto* command : program.get_subcommands()) {
      check_environment(*command);
      check_values(*command);
    }
  } catch (const CLI::Success& success) {
    std::ostringstream text;  // the help or the version
    program.exit(success, text, text);
    write_result({}, text.str());
    return ExitCode::Done;
  } catch (const CLI::ParseError& error) {
    throw refusal(error, program, arguments);
  }
  return action();
}

ExitCode end_with(const Error& error) {
  say_error(error);
  return exit_code(error.code());
}

ExitCode run_to_its_end(int argc, const char* const* argv) {
  try {
    return parse_and_run(argc, argv);
  } catch (const Error& error) {
    return end_with(error);
  } catch (const std::exception& error) {
    return end_with(as_error(error));
  }
}

}  // namespace

int run(int argc, const char* const* argv) {
  settle_inherited_state();
  run::end_at_signals(static_cast<int>(ExitCode::Interrupted));
  return static_cast<int>(run_to_its_end(argc, argv));
}

}  // namespace pgreconcile::cli
