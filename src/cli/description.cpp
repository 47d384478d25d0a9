#include "src/cli/description.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

namespace pgreconcile::cli {
namespace {

// What stands between the texts in `text`, or nothing.
std::string_view between(std::string_view text, std::string_view opening, std::string_view closing) {
  const auto start = text.find(opening);
  if (start == std::string_view::npos) return {};
  const auto end = text.find(closing, start + opening.size());
  if (end == std::string_view::npos) return {};
  return text.substr(start + opening.size(), end - start - opening.size());
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

// CLI11 shows a set of values as `TEXT:{text,json}` alone.
std::vector<std::string> choices_of(const CLI::Option& option) {
  return split(std::string(between(option.get_type_name(), ":{", "}")), ',');
}

Value value_of(const CLI::Option& option, std::string_view value_name) {
  if (option.get_items_expected_max() == 0) return Value::Nothing;
  if (!choices_of(option).empty()) return option.get_delimiter() == ',' ? Value::ListOf : Value::OneOf;
  if (value_name == "DIR") return Value::Folder;
  const bool is_file = value_name == "PATH" || value_name.ends_with(".json");
  return is_file ? Value::File : Value::Text;
}

std::string value_name_of(const CLI::Option& option) {
  const auto type = option.get_type_name();
  const auto name = type.substr(0, type.find(':'));
  const bool is_named = name != "TEXT";
  return is_named ? name : fmt::format("{}", fmt::join(choices_of(option), "|"));
}

// `[schema.yaml]` of an option that can be repeated.
std::string default_of(const CLI::Option& option) {
  const auto text = option.get_default_str();
  const auto inner = between(text, "[", "]");
  return inner.empty() ? text : std::string(inner);
}

std::string help_of(const CLI::Option& option) {
  auto help = option.get_description();
  if (const auto value = default_of(option); !value.empty()) help += fmt::format(" (default: {})", value);
  for (const auto* excluded : option.get_excludes()) help += fmt::format("; not with {}", excluded->get_name());
  return help;
}

std::string group_of(const CLI::Option& option, const CLI::App& command) {
  if (&option == command.get_help_ptr()) return kGeneralGroup;
  const bool is_known = std::ranges::find(kGroups, option.get_group()) != kGroups.end();
  return is_known ? option.get_group() : kOwnGroup;
}

DescribedOption describe(const CLI::Option& option, const CLI::App& command) {
  DescribedOption described;
  for (const auto& name : option.get_snames()) described.names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) described.names.push_back("--" + name);
  described.value = value_of(option, value_name_of(option));
  if (described.value != Value::Nothing) {
    described.value_name = value_name_of(option);
    described.choices = choices_of(option);
    described.is_repeatable = option.get_items_expected_max() > 1;
  }
  described.group = group_of(option, command);
  described.help = help_of(option);
  return described;
}

std::vector<std::string> examples_of(const std::string& footer) {
  std::vector<std::string> examples;
  for (auto line : split(footer, '\n')) {
    for (const std::string_view title : {"Examples:", "Example:"}) {
      if (line.starts_with(title)) line.erase(0, title.size());
    }
    line.erase(0, line.find_first_not_of(' '));
    examples.push_back(line);
  }
  return examples;
}

}  // namespace

DescribedCommand describe(const CLI::App& command) {
  const bool is_program = command.get_parent() == nullptr;
  DescribedCommand described{.name = is_program ? "" : command.get_name(),
                             .summary = command.get_description(),
                             .options = {},
                             .examples = examples_of(command.get_footer())};
  for (const auto* option : command.get_options()) described.options.push_back(describe(*option, command));
  return described;
}

std::vector<DescribedCommand> describe_commands(const CLI::App& program) {
  std::vector<DescribedCommand> commands;
  for (const auto* command : program.get_subcommands({})) {
    if (!command->get_group().empty()) commands.push_back(describe(*command));
  }
  return commands;
}

std::string names_of(const DescribedOption& option) {
  return option.names.empty() ? option.value_name : fmt::format("{}", fmt::join(option.names, ", "));
}

std::vector<DescribedOption> options_of(const DescribedCommand& command, std::string_view group) {
  std::vector<DescribedOption> options;
  for (const auto& option : command.options) {
    if (option.group == group) options.push_back(option);
  }
  return options;
}

}  // namespace pgreconcile::cli
