// The completions and the manual page against what CLI11 itself was told: each option of each command, under each of its
// names, and nothing of another command.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "src/cli/completion.hpp"
#include "src/cli/description.hpp"
#include "src/cli/manual.hpp"
#include "src/cli/program.hpp"

namespace pgreconcile::cli {
namespace {

using Names = std::set<std::string>;

class EveryOption : public testing::Test {
 protected:
  EveryOption() {
    add_all_commands(program_, action_);
    EXPECT_GE(commands().size(), 10);
  }

  CompletedProgram completed() const { return {describe(program_), describe_commands(program_)}; }
  std::vector<const CLI::App*> commands() const {
    return program_.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
  }

  CLI::App program_{"", "pgreconcile"};
  Action action_;
};

/// `-f` and `--file`, of all options.
Names names_of(const CLI::App& command) {
  Names names;
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_snames()) names.insert("-" + name);
    for (const auto& name : option->get_lnames()) names.insert("--" + name);
  }
  return names;
}

/// The text from the beginning, where it stands in the whole, to the end.
std::string part(const std::string& text, const std::string& beginning, const std::string& end) {
  const auto start = text.find(beginning);
  if (start == std::string::npos) return "";
  return text.substr(start, text.find(end, start + beginning.size()) - start);
}

/// What the pattern's first group holds, wherever it matches.
Names all_matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  Names found;
  for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match) {
    found.insert((*match)[1]);
  }
  return found;
}

TEST_F(EveryOption, IsCompletedByBash) {
  const auto script = bash_completion(completed());
  const auto offered = [&](const std::string& command) {
    const auto of_command = part(script, fmt::format("\n    {})\n", command), "\n      ;;\n");
    return all_matches(part(of_command, "options='", "'\n"), "[ '](--?[a-z-]+)");
  };
  EXPECT_EQ(offered("''"), names_of(program_));
  for (const auto* command : commands()) EXPECT_EQ(offered(command->get_name()), names_of(*command));
}

TEST_F(EveryOption, WithAValueIsKnownToBashAsSuch) {
  const auto script = bash_completion(completed());
  for (const auto* command : commands()) {
    const auto of_command = part(script, fmt::format("\n    {})\n", command->get_name()), "\n      ;;\n");
    Names with_value;
    for (const auto* option : command->get_options()) {
      if (option->get_items_expected_max() == 0) continue;
      for (const auto& name : option->get_lnames()) with_value.insert("--" + name);
    }
    EXPECT_EQ(all_matches(of_command, R"((--[a-z-]+)\) kind=)"), with_value) << command->get_name();
  }
}

TEST_F(EveryOption, IsCompletedByZsh) {
  const auto script = zsh_completion(completed());
  const auto name = R"((?:^|[{,'])(--?[a-z-]+)(?=[=+]?(?:,|\}|'\[)))";
  EXPECT_EQ(all_matches(part(script, "_arguments -C", "'1:command"), name), names_of(program_));
  for (const auto* command : commands()) {
    const auto of_command =
        part(script, fmt::format("\n    {})\n      _arguments", command->get_name()), "\n      ;;\n");
    EXPECT_EQ(all_matches(of_command, name), names_of(*command)) << command->get_name();
  }
}

Names offered_by_fish(const std::string& script, const std::string& condition) {
  Names names;
  const std::string beginning = fmt::format("\ncomplete -c pgreconcile -n '{}' ", condition);
  for (auto at = script.find(beginning); at != std::string::npos; at = script.find(beginning, at + 1)) {
    const auto line = part(script.substr(at + 1), "complete", "\n");
    const auto before_help = line.substr(beginning.size() - 2, line.find(" -d ") - beginning.size() + 2);
    for (const auto& name : all_matches(before_help, " -s ([a-z])")) names.insert("-" + name);
    for (const auto& name : all_matches(before_help, " -l ([a-z-]+)")) names.insert("--" + name);
  }
  return names;
}

TEST_F(EveryOption, IsCompletedByFish) {
  const auto script = fish_completion(completed());
  EXPECT_EQ(offered_by_fish(script, "__fish_use_subcommand"), names_of(program_));
  for (const auto* command : commands()) {
    EXPECT_EQ(offered_by_fish(script, "__fish_seen_subcommand_from " + command->get_name()), names_of(*command));
  }
}

/// What a section of the manual page tells of an option.
struct Item {
  Names names;
  Names commands;  ///< empty where it says nothing of them
};

/// Of `.TP`, a line with the names, and lines of help, the last of which may be `(Of plan, apply.)`; without fonts.
std::vector<Item> items(const std::string& section) {
  const auto text = std::regex_replace(section, std::regex(R"(\\f[BIR]|\\(?=-))"), "");
  const std::string beginning = "\n.TP\n";
  std::vector<Item> items;
  for (auto at = text.find(beginning); at != std::string::npos; at = text.find(beginning, at + 1)) {
    const auto start = at + beginning.size();
    const auto item = text.substr(start, text.find("\n.", start) - start);
    const auto names = all_matches(item.substr(0, item.find('\n')), "(?:^|, )(--?[a-z-]+)");
    items.push_back({names, all_matches(part(item, "\n(Of ", ".)"), "[ ]([a-z-]+)(?=,|$)")});
  }
  return items;
}

// Either among the command's own options, or among those of several commands, which say whose they are unless all have them.
TEST_F(EveryOption, IsInTheManual) {
  const auto page = manual_page(describe_commands(program_));
  const auto common = items(part(page, "\n.SH OPTIONS OF SEVERAL COMMANDS\n", "\n.SH EXIT STATUS\n"));
  for (const auto* command : commands()) {
    Names told;
    for (const auto& [names, of] : items(part(page, fmt::format("\n.SS {}\n", command->get_name()), "\n.S"))) {
      told.insert(names.begin(), names.end());
    }
    for (const auto& [names, of] : common) {
      if (of.empty() || of.contains(command->get_name())) told.insert(names.begin(), names.end());
    }
    EXPECT_EQ(told, names_of(*command)) << command->get_name();
  }
}

}  // namespace
}  // namespace pgreconcile::cli
