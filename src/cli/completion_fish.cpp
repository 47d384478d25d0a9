#include <fmt/format.h>
#include <fmt/ranges.h>

#include "src/cli/completion.hpp"

namespace pgreconcile::cli {
namespace {

// https://fishshell.com/docs/current/language.html#quotes
std::string fish_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

// What follows the option: -r has a value, -F a file, -f no file, -x both.
std::string value_flags(const DescribedOption& option) {
  switch (option.value) {
    case Value::Nothing:
      return "";
    case Value::Text:
      return " -x";
    case Value::File:
      return " -r -F";
    case Value::Folder:
      return " -x -a '(__fish_complete_directories)'";
    case Value::OneOf:
      return fmt::format(" -x -a {}", fish_quoted(fmt::format("{}", fmt::join(option.choices, " "))));
    case Value::ListOf:
      return fmt::format(" -x -a '(__fish_append , {})'", fmt::join(option.choices, " "));
  }
  return "";
}

// A line for an option that is offered where `condition` holds.
std::string option_line(const DescribedOption& option, const std::string& condition) {
  auto line = fmt::format("complete -c pgreconcile -n {}", fish_quoted(condition));
  if (option.names.empty()) return line + value_flags(option) + "\n";
  for (const auto& name : option.names) {
    const bool is_long = name.starts_with("--");
    line += fmt::format(" -{} {}", is_long ? 'l' : 's', name.substr(is_long ? 2 : 1));
  }
  return line + value_flags(option) + " -d " + fish_quoted(option.help) + "\n";
}

}  // namespace

std::string fish_completion(const CompletedProgram& completed) {
  const std::string none = "__fish_use_subcommand";
  std::string text = "# Made by pgreconcile completion fish, of pgreconcile " PGRECONCILE_VERSION ".\n\n";
  text += "complete -c pgreconcile -f\n";
  for (const auto& option : completed.program.options) text += option_line(option, none);
  for (const auto& command : completed.commands) {
    text +=
        fmt::format("\ncomplete -c pgreconcile -n {} -a {} -d {}\n", none, command.name, fish_quoted(command.summary));
    const auto condition = "__fish_seen_subcommand_from " + command.name;
    for (const auto& option : command.options) text += option_line(option, condition);
  }
  return text;
}

}  // namespace pgreconcile::cli
