#include "src/cli/run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "src/base/error.hpp"
#include "src/base/suggestion.hpp"
#include "src/base/utf8.hpp"
#include "src/cli/description.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/inherited_state.hpp"
#include "src/cli/options.hpp"
#include "src/cli/program.hpp"
#include "src/cli/secrets.hpp"
#include "src/run/interrupt.hpp"

namespace pgreconcile::cli {
namespace {

// Null where there is none.
const CLI::App* command_called(std::string_view name, const CLI::App& program) {
  const auto found = program.get_subcommands([name](const CLI::App* command) { return command->get_name() == name; });
  return found.empty() ? nullptr : found.front();
}

// A hint, after what was probably meant, if anything was.
std::string after_did_you_mean(std::string_view meant, const std::string& hint) {
  return meant.empty() ? hint : fmt::format("{} {}", did_you_mean(meant), hint);
}

// CLI11 says no more than that a command is missing.
void check_command(const CLI::App& program, std::span<const char* const> arguments) {
  std::vector<std::string> names;
  for (const auto& command : describe_commands(program)) names.push_back(command.name);
  const auto hint = fmt::format("use one of {}", fmt::join(names, ", "));
  if (arguments.empty()) throw Error(ErrorCode::Usage, "no command is given", hint);
  const std::string_view command = arguments.front();
  if (command.starts_with('-') || command_called(command, program) != nullptr) return;
  throw Error(ErrorCode::Usage,
              without_secret_arguments(fmt::format("unknown command \"{}\"", printable(command)), arguments),
              after_did_you_mean(nearest(command, {names.begin(), names.end()}), hint));
}

// Where help is to be had about what CLI11 refuses, and what an option that it does not know was meant to be.
std::string hint_at_help(const CLI::App& program, std::span<const char* const> arguments) {
  const auto* command = command_called(arguments.front(), program);
  if (command == nullptr) return "see pgreconcile --help";
  const auto hint = fmt::format("see pgreconcile {} --help", command->get_name());
  const auto described = describe(*command);
  std::vector<std::string_view> known;
  for (const auto& option : described.options) known.insert(known.end(), option.names.begin(), option.names.end());
  for (const std::string_view argument : arguments.subspan(1)) {
    const auto name = argument.substr(0, argument.find('='));
    const bool is_unknown = name.starts_with("--") && std::ranges::find(known, name) == known.end();
    if (is_unknown) return after_did_you_mean(nearest(name, known), hint);
  }
  return hint;
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
    std::ostringstream text;  // the help or the version
    program.exit(success, text, text);
    write_result({}, text.str());
    return ExitCode::Done;
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorCode::Usage, without_secret_arguments(error.what(), arguments), hint_at_help(program, arguments));
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
  } catch (const std::system_error& error) {
    // What the system does not give, such as a folder that is gone, is no bug.
    return end_with({ErrorCode::Failure, fmt::format("the system refuses: {}", error.what())});
  } catch (const std::exception& error) {
    return end_with({ErrorCode::Internal, fmt::format("a bug in pgreconcile: {}", error.what()), "please report this"});
  }
}

}  // namespace

int run(int argc, const char* const* argv) {
  settle_inherited_state();
  run::end_at_signals(static_cast<int>(ExitCode::Interrupted));
  return static_cast<int>(run_to_its_end(argc, argv));
}

}  // namespace pgreconcile::cli
