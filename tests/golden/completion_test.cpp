// The completions that bash makes of `pgreconcile completion bash`. Those of zsh and fish: ci/user-files.

#include <gmock/gmock.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/support/temporary.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class BashCompletion : public testing::Test {
 protected:
  BashCompletion() {
    const auto script = run_tool({"completion", "bash"});
    EXPECT_EQ(script.exit_code, 0) << script;
    folder_.write("completion", script.output);
    folder_.write("schema.yaml", "");
    folder_.write("two words.yaml", "");
    std::filesystem::create_directory(folder_.path() / "schemas");
  }

  // What bash offers for the last of the words, and below it what it asked readline for.
  std::vector<std::string> offered(const std::vector<std::string>& words) const {
    const auto program = fmt::format(
        "set -eu; compopt() {{ echo \"compopt $*\"; }}; complete() {{ echo \"complete $*\" >&2; }}; . ./completion\n"
        "COMP_WORDS=(pgreconcile '{}'); COMP_CWORD={}\n"
        "_pgreconcile && for word in \"${{COMPREPLY[@]}}\"; do echo \"$word\"; done",
        fmt::join(words, "' '"), words.size());
    const auto result = run({"bash", "--norc", "-c", program}, {.working_directory = folder_.path()});
    EXPECT_EQ(result.exit_code, 0) << result;
    EXPECT_EQ(result.errors, "complete -F _pgreconcile pgreconcile\n");
    std::vector<std::string> lines;
    std::istringstream stream(result.output);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    std::ranges::sort(lines);
    return lines;
  }

  TemporaryDirectory folder_;
};

TEST_F(BashCompletion, Commands) {
  EXPECT_THAT(offered({""}), Contains("apply"));
  EXPECT_THAT(offered({""}), Not(Contains("manual"))) << "it is hidden";
  EXPECT_THAT(offered({"dr"}), ElementsAre("drift"));
  EXPECT_THAT(offered({"-"}), ElementsAre("--help", "--version", "-h"));
}

TEST_F(BashCompletion, OptionsAreTheCommandsOwn) {
  EXPECT_THAT(offered({"apply", "--be"}), ElementsAre("--best-effort"));
  EXPECT_THAT(offered({"plan", "--be"}), IsEmpty());
  EXPECT_THAT(offered({"apply", "--dry-run", "--best"}), ElementsAre("--best-effort"));
  EXPECT_THAT(offered({"history", ""}), Contains("--limit"));
}

TEST_F(BashCompletion, ValuesOfAFixedSet) {
  EXPECT_THAT(offered({"validate", "--format", ""}), ElementsAre("github", "json", "text"));
  EXPECT_THAT(offered({"apply", "--on-conflict", "s"}), ElementsAre("skip"));
  EXPECT_THAT(offered({"apply", "--format", "=", "j"}), ElementsAre("json"));
  EXPECT_THAT(offered({"apply", "--format", "="}), ElementsAre("json", "text"));
  EXPECT_THAT(offered({"completion", ""}), ElementsAre("bash", "fish", "zsh"));
  EXPECT_THAT(offered({"completion", "-"}), Contains("--output"));
}

TEST_F(BashCompletion, ListsGoOnAfterAComma) {
  EXPECT_THAT(offered({"drift", "--ignore", "un"}), ElementsAre("compopt -o nospace", "unknown", "unmanaged"));
  EXPECT_THAT(offered({"drift", "--ignore", "extra,ren"}), ElementsAre("compopt -o nospace", "extra,renamed"));
}

TEST_F(BashCompletion, FilesAlsoWithBlanks) {
  const auto files = ElementsAre("compopt -o filenames", "schema.yaml", "schemas");
  EXPECT_THAT(offered({"plan", "-f", "sch"}), files);
  EXPECT_THAT(offered({"plan", "--file", "=", "sch"}), files);
  EXPECT_THAT(offered({"apply", "--plan", "two"}), ElementsAre("compopt -o filenames", "two words.yaml"));
}

TEST_F(BashCompletion, NothingWhereNobodyCanGuess) {
  EXPECT_THAT(offered({"plan", "--database-url", ""}), IsEmpty());
  EXPECT_THAT(offered({"apply", "--max-wait", ""}), IsEmpty());
}

}  // namespace
}  // namespace pgreconcile::test
