#include "src/cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "src/base/utf8.hpp"
#include "src/cli/exit_code.hpp"

namespace pgreconcile::cli {
namespace {

// Where no terminal is narrower.
constexpr std::size_t kWidth = 80;

// The column that tells what an option means. What stands before it and is longer has a line of its own.
constexpr std::size_t kOptionColumn = 30;
constexpr std::size_t kCommandColumn = 16;
constexpr std::size_t kExitCodeColumn = 7;

// The words in lines of that width, each after `indent` blanks but the first.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string result;
  std::size_t used = indent;
  while (!text.empty()) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const auto length = character_count(word);
    if (used > indent && used + 1 + length > kWidth) {
      result += fmt::format("\n{:{}}", "", indent);
      used = indent;
    }
    if (used > indent) result += ' ';
    result += word;
    used += length + (used > indent ? 1 : 0);
  }
  return result;
}

// `  --plan PLAN.json            run this plan, …`
std::string row(std::string_view what, std::string_view meaning, std::size_t column) {
  auto text = fmt::format("  {}", what);
  const auto length = character_count(text);
  if (length + 2 > column) {
    text += fmt::format("\n{:{}}", "", column);
  } else {
    text.append(column - length, ' ');
  }
  return text + wrapped(meaning, column) + "\n";
}

// Long names stand below one another, whether there is a short one or not.
std::string option_row(const DescribedOption& option) {
  const bool is_long = !option.names.empty() && option.names.front().starts_with("--");
  auto what = (is_long ? "    " : "") + names_of(option);
  if (!option.names.empty() && !option.value_name.empty()) what += " " + option.value_name;
  return row(what, option.help, kOptionColumn);
}

std::string options_text(const DescribedCommand& command) {
  std::string text;
  for (const auto* group : kGroups) {
    const auto options = options_of(command, group);
    if (!options.empty()) text += fmt::format("\n{}:\n", group);
    for (const auto& option : options) text += option_row(option);
  }
  return text;
}

std::string program_help(const DescribedCommand& program, const std::vector<DescribedCommand>& commands) {
  auto text = program.summary + "\n\nUsage: pgreconcile COMMAND [OPTIONS]\n\nCommands:\n";
  for (const auto& command : commands) text += row(command.name, command.summary, kCommandColumn);
  text += options_text(program);
  text += "\nExit codes:\n";
  for (const auto& [code, meaning] : kExitCodes) {
    text += row(fmt::format("{:3}", static_cast<int>(code)), meaning, kExitCodeColumn);
  }
  return text + "\npgreconcile COMMAND --help tells the options of a command, with examples.\n";
}

std::string usage(const DescribedCommand& command) {
  auto text = fmt::format("Usage: pgreconcile {} [OPTIONS]", command.name);
  for (const auto& option : command.options) {
    if (option.names.empty()) text += " " + option.value_name;
  }
  return text + "\n";
}

std::string command_help(const DescribedCommand& command) {
  auto text = wrapped(fmt::format("pgreconcile {}: {}", command.name, command.summary), 0) + "\n\n" + usage(command) +
              options_text(command);
  text += "\nEach option has a variable, too: --output is PGRECONCILE_OUTPUT.\n\nExamples:\n";
  for (const auto& example : command.examples) text += fmt::format("  {}\n", example);
  return text;
}

}  // namespace

std::string help_text(const CLI::App& command) {
  const auto described = describe(command);
  return described.name.empty() ? program_help(described, describe_commands(command)) : command_help(described);
}

}  // namespace pgreconcile::cli
