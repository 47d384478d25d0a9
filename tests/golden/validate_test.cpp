// The command as scripts see it: which stream, which exit code, which format.

#include <gtest/gtest.h>

#include "tests/support/golden.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

constexpr auto kValid =
    "version: 1\ntables:\n  t: {columns: [{name: a, type: text}], indexes: [{name: i, columns: [a]}]}\n";
constexpr auto kWarned =
    "version: 1\ntables:\n  u:\n    columns: [{name: a, type: text}]\n    indexes: [{name: j, columns: [a]}, {name: k, "
    "columns: [a]}]\n";
constexpr auto kWrong = "version: 1\ntabels: {}\n";

class Validate : public testing::Test {
 protected:
  Validate() {
    folder_.write("valid.yaml", kValid);
    folder_.write("warned.yaml", kWarned);
    folder_.write("wrong.yaml", kWrong);
  }

  ProcessResult validate(std::vector<std::string> arguments, const std::string& input = "") const {
    arguments.insert(arguments.begin(), "validate");
    return run_tool(arguments, {.input = input, .working_directory = folder_.path()});
  }

  TemporaryDirectory folder_;
};

TEST_F(Validate, JsonIsTheResultRightOrWrong) {
  const auto wrong = validate({"-f", "warned.yaml", "-f", "wrong.yaml", "--format", "json"});
  EXPECT_EQ(wrong.exit_code, 65) << wrong;
  EXPECT_EQ(wrong.errors, "");
  EXPECT_TRUE(matches_golden(wrong.output, "validate/wrong.json"));
  const auto valid = validate({"-f", "valid.yaml", "-f", "warned.yaml", "--format", "json", "--quiet"});
  EXPECT_EQ(valid.exit_code, 0) << valid;
  EXPECT_EQ(valid.errors, "");
  EXPECT_TRUE(matches_golden(valid.output, "validate/valid.json"));
}

TEST_F(Validate, GithubIsTheResultRightOrWrong) {
  const auto wrong = validate({"-f", ".", "--format", "github"});
  EXPECT_EQ(wrong.exit_code, 65) << wrong;
  EXPECT_EQ(wrong.errors, "");
  EXPECT_TRUE(matches_golden(wrong.output, "validate/wrong.github"));
  const auto valid = validate({"-f", "warned.yaml", "--format", "github"});
  EXPECT_EQ(valid.exit_code, 0) << valid;
  EXPECT_TRUE(matches_golden(valid.output, "validate/valid.github"));
}

TEST_F(Validate, WarningsChangeNoExitCode) {
  const auto loud = validate({"-f", "warned.yaml"});
  EXPECT_EQ(loud.exit_code, 0);
  EXPECT_EQ(loud.output, "warned.yaml: valid, tables: 1, indexes: 2\n");
  EXPECT_EQ(loud.errors,
            "warned.yaml:5:40: warning: index \"k\" repeats index \"j\" under a second name\n"
            "    5 |     indexes: [{name: j, columns: [a]}, {name: k, columns: [a]}]\n"
            "      |                                        ^\n");
  const auto quiet = validate({"-f", "warned.yaml", "--quiet"});
  EXPECT_EQ(quiet.errors, "");
  EXPECT_EQ(quiet.output, loud.output);
  EXPECT_NE(validate({"-f", "wrong.yaml", "--quiet"}).errors, "");
}

TEST_F(Validate, SeveralFilesAndStandardInput) {
  const auto both = validate({"-f", "warned.yaml", "--file", "-"}, kValid);
  EXPECT_EQ(both.exit_code, 0) << both;
  EXPECT_EQ(both.output, "2 files: valid, tables: 2, indexes: 3\n");
  const auto wrong = validate({"-f", "-"}, kWrong);
  EXPECT_EQ(wrong.exit_code, 65);
  EXPECT_EQ(wrong.errors,
            "<stdin>:2:1: unknown key \"tabels\"; did you mean \"tables\"?\n"
            "    2 | tabels: {}\n"
            "      | ^\n"
            "pgreconcile: error: the schema file is wrong, nothing was done\n");
  const auto twice = validate({"-f", "-", "-f", "-"}, kValid);
  EXPECT_EQ(twice.exit_code, 64);
  EXPECT_EQ(twice.errors, "pgreconcile: error: standard input is named twice as a schema file\n");
}

TEST_F(Validate, FilesThatCannotBeRead) {
  for (const std::string format : {"text", "json", "github"}) {
    const auto result = validate({"-f", "valid.yaml", "-f", "none.yaml", "--format", format});
    EXPECT_EQ(result.exit_code, 65) << result;
    EXPECT_EQ(result.errors, "pgreconcile: error: cannot read schema file none.yaml: No such file or directory\n");
    EXPECT_EQ(result.output, "");
  }
}

// The result would be read as a schema file by the next run.
TEST_F(Validate, TheResultReplacesNoFileOfAFolder) {
  const auto result = validate({"-f", ".", "--output", "valid.yaml"});
  EXPECT_EQ(result.exit_code, 64);
  EXPECT_EQ(result.errors,
            "pgreconcile: error: the result would replace the schema file valid.yaml\nHINT: give another --output\n");
}

}  // namespace
}  // namespace pgreconcile::test
