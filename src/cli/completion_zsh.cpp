#include <fmt/format.h>
#include <fmt/ranges.h>

#include "src/cli/completion.hpp"

namespace pgreconcile::cli {
namespace {

constexpr auto kZshBeginning = R"(#compdef pgreconcile
# Made by pgreconcile completion zsh, of pgreconcile )" PGRECONCILE_VERSION R"(.

_pgreconcile() {
  local curcontext=$curcontext context state state_descr line
  typeset -A opt_args
  _arguments -C \
)";

constexpr auto kCommands = R"(    '1:command:->command' \
    '*::argument:->argument' && return

  if [[ $state == command ]]; then
    local -a commands=(
)";

constexpr auto kArguments = R"(    )
    _describe -t commands command commands
    return
  fi

  case $words[1] in
)";

// The file is autoloaded as the function, or sourced.
constexpr auto kZshEnd = R"(  esac
}

if [[ $funcstack[1] == _pgreconcile ]]; then
  _pgreconcile "$@"
else
  compdef _pgreconcile pgreconcile
fi
)";

// With a backslash before each of these characters, and before backslashes.
std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (c == '\\' || special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += R"('\'')";
    } else {
      result += c;
    }
  }
  return result + "'";
}

// `:PATH:_files`: a message, and what completes the value; a blank where nothing can.
std::string value_spec(const DescribedOption& option) {
  switch (option.value) {
    case Value::Nothing:
      return "";
    case Value::Text:
      return fmt::format(":{}: ", option.value_name);
    case Value::File:
      return fmt::format(":{}:_files", option.value_name);
    case Value::Folder:
      return fmt::format(":{}:_files -/", option.value_name);
    case Value::OneOf:
      return fmt::format(":value:({})", fmt::join(option.choices, " "));
    case Value::ListOf:
      return fmt::format(":{}:_sequence compadd - {}", option.value_name, fmt::join(option.choices, " "));
  }
  return "";
}

// `-f+` and `--file=`: the value may also follow in the same word.
std::string name_spec(const std::string& name, Value value) {
  if (value == Value::Nothing) return name;
  return name + (name.starts_with("--") ? "=" : "+");
}

// `'(-q --quiet)'{-q,--quiet}'[say nothing …]'`, or after an asterisk what may be given several times:
// https://zsh.sourceforge.io/Doc/Release/Completion-System.html, _arguments
std::string option_spec(const DescribedOption& option) {
  if (option.names.empty()) return zsh_quoted("1" + value_spec(option));
  std::vector<std::string> names;
  for (const auto& name : option.names) names.push_back(name_spec(name, option.value));
  const auto before = option.is_repeatable ? "*" : fmt::format("({})", fmt::join(option.names, " "));
  const auto all = names.size() == 1 ? names.front() : fmt::format("{{{}}}", fmt::join(names, ","));
  return zsh_quoted(before) + all + zsh_quoted("[" + escaped(option.help, "[]:") + "]" + value_spec(option));
}

std::string command_case(const DescribedCommand& command) {
  auto text = fmt::format("    {})\n      _arguments", command.name);
  for (const auto& option : command.options) text += " \\\n        " + option_spec(option);
  return text + "\n      ;;\n";
}

}  // namespace

std::string zsh_completion(const CompletedProgram& completed) {
  std::string text = kZshBeginning;
  for (const auto& option : completed.program.options) text += fmt::format("    {} \\\n", option_spec(option));
  text += kCommands;
  for (const auto& command : completed.commands) {
    text += fmt::format("      {}\n", zsh_quoted(command.name + ":" + escaped(command.summary, ":")));
  }
  text += kArguments;
  for (const auto& command : completed.commands) text += command_case(command);
  return text + kZshEnd;
}

}  // namespace pgreconcile::cli
