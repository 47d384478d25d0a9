#include "src/cli/refusal.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/suggestion.hpp"
#include "src/base/utf8.hpp"
#include "src/cli/description.hpp"
#include "src/cli/secrets.hpp"

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

std::string meant_option(std::string_view unknown, const CLI::App& command) {
  const auto described = describe(command);
  std::vector<std::string_view> known;
  for (const auto& option : described.options) known.insert(known.end(), option.names.begin(), option.names.end());
  return std::string(nearest(unknown.substr(0, unknown.find('=')), known));
}

// What follows an option that there is not may be its value, and a password.
std::string unexpected_text(const std::vector<std::string>& unexpected) {
  constexpr auto kHidden = "…";
  std::vector<std::string> words;
  bool may_be_value = false;
  for (const auto& word : unexpected) {
    if (!word.starts_with('-')) {
      words.push_back(may_be_value ? kHidden : printable(word));
      continue;
    }
    may_be_value = true;
    const auto end_of_name = word.starts_with("--") ? word.find('=') : 1;
    const auto name = word.substr(0, std::min(end_of_name, word.size() - 1) + 1);
    words.push_back(printable(name) + (name.size() < word.size() ? kHidden : ""));
  }
  return fmt::format("not expected: {}", fmt::join(words, " "));
}

}  // namespace

// CLI11 says no more than that a command is missing.
void check_command(const CLI::App& program, Arguments arguments) {
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

Error refusal(const CLI::ParseError& error, const CLI::App& program, Arguments arguments) {
  const auto* command = command_called(arguments.front(), program);
  const auto see_help = command == nullptr ? std::string("see pgreconcile --help")
                                           : fmt::format("see pgreconcile {} --help", command->get_name());
  const bool is_unexpected = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
  if (command == nullptr || !is_unexpected) {
    return {ErrorCode::Usage, without_secret_arguments(error.what(), arguments), see_help};
  }
  const auto unexpected = program.remaining(true);
  const auto option = std::ranges::find_if(unexpected, [](const std::string& word) { return word.starts_with("--"); });
  const auto meant = option == unexpected.end() ? std::string() : meant_option(*option, *command);
  return {ErrorCode::Usage, without_secret_arguments(unexpected_text(unexpected), arguments),
          after_did_you_mean(meant, see_help)};
}

}  // namespace pgreconcile::cli
