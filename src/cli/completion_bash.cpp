#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "src/cli/completion.hpp"

namespace pgreconcile::cli {
namespace {

constexpr auto kBashBeginning = R"(_pgreconcile() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command='' options='' values='' kind='' i
  COMPREPLY=()
  # bash takes --format=json for three words
  if [[ $word == '=' ]]; then
    word=''
  elif [[ $before == '=' ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} != -* ]]; then
      command=${COMP_WORDS[i]}
      break
    fi
  done

  case $command in
)";

constexpr auto kBashEnd = R"(  esac

  case $kind in
    file | directory)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -A "$kind" -- "$word")
      ;;
    one)
      mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
      ;;
    list)
      compopt -o nospace
      mapfile -t COMPREPLY < <(compgen -P "${word%"${word##*,}"}" -W "$values" -- "${word##*,}")
      ;;
    '')
      [[ $word == -* || -z $values ]] && values=$options
      mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
      ;;
  esac
}

complete -F _pgreconcile pgreconcile
)";

// What the script calls it; `any` is what nobody can guess.
const char* kind(Value value) {
  switch (value) {
    case Value::Nothing:
      return "";
    case Value::Text:
      return "any";
    case Value::File:
      return "file";
    case Value::Folder:
      return "directory";
    case Value::OneOf:
      return "one";
    case Value::ListOf:
      return "list";
  }
  return "";
}

std::string words(const std::vector<std::string>& all) { return fmt::format("'{}'", fmt::join(all, " ")); }

std::string option_case(const DescribedOption& option) {
  const auto values = option.choices.empty() ? "" : " values=" + words(option.choices);
  return fmt::format("        {}) kind={}{} ;;\n", fmt::join(option.names, " | "), kind(option.value), values);
}

// What can stand after the command; `values` are those that are told by their place.
std::string command_case(const DescribedCommand& command, const std::vector<std::string>& values) {
  std::vector<std::string> names;
  std::string cases;
  for (const auto& option : command.options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
    if (!option.names.empty() && option.value != Value::Nothing) cases += option_case(option);
  }
  auto text = fmt::format("    {})\n      options={}\n", command.name.empty() ? "''" : command.name, words(names));
  if (!values.empty()) text += fmt::format("      values={}\n", words(values));
  if (!cases.empty()) text += "      case $before in\n" + cases + "      esac\n";
  return text + "      ;;\n";
}

std::vector<std::string> values_by_place(const DescribedCommand& command) {
  const auto option = std::ranges::find_if(command.options, [](const auto& each) { return each.names.empty(); });
  return option == command.options.end() ? std::vector<std::string>() : option->choices;
}

}  // namespace

std::string bash_completion(const CompletedProgram& completed) {
  std::vector<std::string> names;
  std::string cases;
  for (const auto& command : completed.commands) {
    names.push_back(command.name);
    cases += command_case(command, values_by_place(command));
  }
  return "# Made by pgreconcile completion bash, of pgreconcile " PGRECONCILE_VERSION ".\n\n" +
         std::string(kBashBeginning) + command_case(completed.program, names) + cases + kBashEnd;
}

}  // namespace pgreconcile::cli
