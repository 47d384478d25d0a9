#include "src/cli/run.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/error.hpp"
#include "src/base/replace_all.hpp"
#include "src/cli/description.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/options.hpp"
#include "src/cli/program.hpp"

namespace pgreconcile::cli {
namespace {

// What CLI11 says, less the arguments that may hold a password: a URL whose option was misspelled or left out, and
// every word after `password=`, which the shell may have cut at a blank.
std::string without_secrets(std::string message, std::span<const char* const> arguments) {
  bool after_password = false;
  for (const std::string_view argument : arguments) {
    after_password |= argument.find("password") != std::string_view::npos;
    if (!after_password && argument.find_first_of("@:") == std::string_view::npos) continue;
    const auto value = argument.starts_with('-') ? argument.find('=') : std::string_view::npos;
    const auto secret = value == std::string_view::npos ? argument : argument.substr(value + 1);
    if (!secret.empty()) replace_all(message, secret, "…");
  }
  return message;
}

// CLI11 says no more than that a command is missing.
void check_command(const CLI::App& program, std::span<const char* const> arguments) {
  std::vector<std::string> names;
  for (const auto& command : describe_commands(program)) names.push_back(command.name);
  const auto hint = fmt::format("use one of {}", fmt::join(names, ", "));
  if (arguments.empty()) throw Error(ErrorCode::Usage, "no command is given", hint);
  const std::string_view command = arguments.front();
  const auto is_it = [command](const CLI::App* known) { return known->get_name() == command; };
  if (command.starts_with('-') || !program.get_subcommands(is_it).empty()) return;
  throw Error(ErrorCode::Usage, without_secrets(fmt::format("unknown command \"{}\"", command), arguments), hint);
}

// A file or connection that is opened later would get the number of a stream that the caller has closed, and what is
// written to that would go there. Nothing can be read from it or, as before, be written to stdout.
void keep_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    const bool is_closed = fcntl(stream, F_GETFD) == -1;
    if (is_closed) open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_WRONLY);
  }
}

ExitCode parse_and_run(int argc, const char* const* argv) {
  const std::span<const char* const> arguments(argv + 1, static_cast<std::size_t>(std::max(argc - 1, 0)));
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
    program.exit(success);  // prints the help or the version
    return ExitCode::Done;
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorCode::Usage, without_secrets(error.what(), arguments), "see pgreconcile --help");
  }
  return action();
}

}  // namespace

int run(int argc, const char* const* argv) {
  keep_closed_streams();
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
