// Help, --version, the manual page and the script of completions tell of all commands and options there are.

#include <gmock/gmock.h>

#include <regex>
#include <sstream>

#include "src/base/utf8.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

std::string printed(const std::vector<std::string>& arguments) {
  const auto result = run_tool(arguments);
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_EQ(result.errors, "") << result;
  return result.output;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// What the pattern's first group holds, wherever it matches.
std::vector<std::string> all_matches(const std::string& text, const char* pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match) {
    found.push_back((*match)[1]);
  }
  return found;
}

// As the refusal of a wrong command lists them.
std::vector<std::string> commands() {
  const auto refusal = run_tool({"nonsense"}).errors;
  return all_matches(refusal.substr(refusal.find("use one of")), R"(([a-z-]+)(?=,|\n))");
}

std::vector<std::string> options(const std::string& command) {
  return all_matches(printed({command, "--help"}), R"(\n  (?:-\w, |    )(--[a-z-]+))");
}

// The lines of help below `Examples:`.
std::vector<std::string> examples(const std::string& help) {
  const std::string title = "\nExamples:\n";
  const auto start = help.find(title);
  return start == std::string::npos ? std::vector<std::string>() : lines_of(help.substr(start + title.size()));
}

TEST(Help, OfTheProgram) { EXPECT_TRUE(matches_golden(printed({"--help"}), "help/program.txt")); }

TEST(Help, OfACommandWithEveryGroupOfOptions) {
  EXPECT_TRUE(matches_golden(printed({"apply", "--help"}), "help/apply.txt"));
}

TEST(Help, TellsOfEveryCommand) {
  ASSERT_GE(commands().size(), 10);
  for (const auto& command : commands()) {
    EXPECT_THAT(printed({"--help"}), HasSubstr("\n  " + command + " ")) << command;
  }
}

TEST(Help, OfEachCommandFitsATerminalAndEndsWithExamples) {
  for (const auto& command : commands()) {
    const auto help = printed({command, "--help"});
    for (const auto& line : lines_of(help.substr(0, help.find("\nExamples:"))))
      EXPECT_LE(character_count(line), 80) << line;
    EXPECT_FALSE(examples(help).empty()) << help;
    for (const auto& example : examples(help)) EXPECT_THAT(example, HasSubstr("pgreconcile " + command)) << help;
  }
}

TEST(Help, HasExamplesWithOptionsThatThereAre) {
  for (const auto& command : commands()) {
    const auto known = options(command);
    for (const auto& example : examples(printed({command, "--help"}))) {
      const auto of_command = all_matches(example, "pgreconcile ([^|&]*)").front();
      for (const auto& option : all_matches(of_command, "(--[a-z-]+)")) {
        EXPECT_THAT(known, Contains(option)) << example;
      }
    }
  }
}

// What scripts read is the first line.
TEST(Version, NamesTheLibraries) {
  const auto lines = lines_of(printed({"--version"}));
  ASSERT_GE(lines.size(), 2);
  EXPECT_EQ(lines.front(), "pgreconcile " PGRECONCILE_VERSION);
  EXPECT_EQ(lines[1], "");
  std::vector<std::string> names;
  for (auto line = lines.begin() + 2; line != lines.end(); ++line) {
    EXPECT_TRUE(std::regex_match(*line, std::regex(R"([A-Za-z0-9_-]+ +\D*\d+\.\d+.*)"))) << *line;
    names.push_back(line->substr(0, line->find(' ')));
  }
  EXPECT_THAT(names, testing::ElementsAre("libpq", "libpqxx", "libpg_query", "nlohmann-json", "yaml-cpp", "OpenSSL",
                                          "fmt", "CLI11", "compiler"));
}

std::string as_roff(const std::string& text) { return std::regex_replace(text, std::regex("-"), "\\-"); }

TEST(Manual, TellsOfEveryCommandAndOption) {
  const auto page = printed({"manual"});
  EXPECT_THAT(page, StartsWith(".TH PGRECONCILE 1 "));
  for (const auto& command : commands()) {
    EXPECT_THAT(page, HasSubstr("\n.SS " + command + "\n"));
    for (const auto& option : options(command)) EXPECT_THAT(page, HasSubstr("\\fB" + as_roff(option) + "\\fR"));
    for (const auto& example : examples(printed({command, "--help"}))) {
      EXPECT_THAT(page, HasSubstr(as_roff(example.substr(2)).substr(0, 20)));
    }
  }
}

TEST(Manual, HasNoLineThatRoffReadsOtherwise) {
  for (const auto& line : lines_of(printed({"manual"}))) {
    EXPECT_FALSE(line.starts_with("'")) << line;
    if (!line.starts_with(".")) continue;
    EXPECT_TRUE(std::regex_search(line, std::regex(R"(^\.(TH|SH|SS|TP|PP|B|I|BR|RI|IR|BI|RS|RE|nf|fi)( |$))"))) << line;
  }
}

}  // namespace
}  // namespace pgreconcile::test
