// What a caller leaves a process: streams that are closed, full or read by nobody, signals that are ignored, variables.

#include <gmock/gmock.h>

#include <csignal>
#include <fstream>

#include "tests/fault/faults.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class InheritedState : public testing::Test {
 protected:
  InheritedState() { database_.execute(kItems); }

  /// As a shell starts the tool, that has done this before.
  ProcessResult run_after(const std::string& script, const std::vector<std::string>& arguments) const {
    std::vector<std::string> command{"sh", "-c", script + "\"$@\"", "sh", PGRECONCILE_BINARY};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run(command, {.working_directory = folder_.path()});
  }
  ProcessResult apply_after(const std::string& script, const std::string& schema_file) const {
    return run_after(script + "exec ", {"apply", "--file", schema_file, "--database-url", database_.url()});
  }
  ProcessResult apply_after(const std::string& script) const { return apply_after(script, file_.path()); }

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      names.push_back(entry.path().filename());
    }
    return names;
  }

  const TestDatabase database_;
  const TemporaryFile file_{kItemsWithNote};
  const TemporaryDirectory folder_;
};

/// How stderr cannot be written, by what a shell does.
class InheritedStderr : public InheritedState, public testing::WithParamInterface<const char*> {};

TEST_P(InheritedStderr, ThatTakesNothingHarmsNothing) {
  const auto result = apply_after(GetParam());
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, matches("1 step done\\. Database .*: converged\\.\n")) << result;
  EXPECT_TRUE(has_note(database_));
}

// The connection would get the number of a closed stream, and what is written to the stream would go to the server.
INSTANTIATE_TEST_SUITE_P(Streams, InheritedStderr,
                         testing::Values("exec 2>&-; ", "exec <&- 2>&-; ", "exec 2>/dev/full; ",
                                         "mkfifo fifo; exec 3<>fifo 2>fifo 3<&-; ",
                                         "head -c 4096 /dev/zero >log; ulimit -f 1; exec 2>>log; "));

/// How stdout cannot be written.
class InheritedStdout : public InheritedState, public testing::WithParamInterface<const char*> {};

TEST_P(InheritedStdout, ThatTakesNothingIsAnError) {
  const auto result = apply_after(GetParam());
  EXPECT_EQ(result.exit_code, 1) << result;
  EXPECT_EQ(result.errors,
            "step 1: add column public.items.note\npgreconcile: error: cannot write to standard output\n");
  EXPECT_TRUE(has_note(database_));
  const auto help = run_after(std::string(GetParam()) + "exec ", {"plan", "--help"});
  EXPECT_EQ(help.exit_code, 1) << help;
  EXPECT_EQ(help.errors, "pgreconcile: error: cannot write to standard output\n");
}

INSTANTIATE_TEST_SUITE_P(Streams, InheritedStdout,
                         testing::Values("exec >&-; ", "exec <&- >&-; ", "exec >/dev/full; ",
                                         "rm -f fifo; mkfifo fifo; exec 3<>fifo >fifo 3<&-; "));

TEST_F(InheritedState, StdinThatCannotBeReadIsAnError) {
  const auto closed = apply_after("exec <&-; ", "-");
  EXPECT_EQ(closed.exit_code, 65) << closed;
  EXPECT_EQ(closed.errors, "pgreconcile: error: cannot read schema file -: Bad file descriptor\n");
  const auto folder = apply_after("exec </; ", "-");
  EXPECT_EQ(folder.exit_code, 65) << folder;
  EXPECT_EQ(folder.errors, "pgreconcile: error: cannot read schema file -: Is a directory\n");
}

TEST_F(InheritedState, AFileThatGrowsTooLargeLeavesNothing) {
  const auto result = run_after("ulimit -f 1; exec ", {"json-schema", "--output", "schema.json"});
  EXPECT_EQ(result.exit_code, 1) << result;
  EXPECT_EQ(result.errors, "pgreconcile: error: cannot write schema.json: File too large\n");
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(InheritedState, AFolderThatIsGone) {
  const auto result =
      run_after("mkdir gone; cd gone; rmdir ../gone; exec ", {"json-schema", "--output", "schema.json"});
  EXPECT_EQ(result.exit_code, 1) << result;
  EXPECT_EQ(result.errors, "pgreconcile: error: cannot write schema.json: No such file or directory\n");
}

TEST_F(InheritedState, AFolderThatIsGoneAndNamed) {
  const auto result =
      run_after("mkdir gone; cd gone; rmdir ../gone; exec ", {"verify", "--file", file_.path(), "--server-bin", "bin"});
  EXPECT_EQ(result.exit_code, 1) << result;
  EXPECT_THAT(result.errors, StartsWith("pgreconcile: error: the system refuses: "));
}

TEST_F(InheritedState, ChildrenThatNobodyWantsToHearOf) {
  const auto result = run_after("exec env --ignore-signal=CHLD ", {"verify", "--quiet", "--file", file_.path()});
  EXPECT_EQ(result.exit_code, 0) << result;
}

TEST_F(InheritedState, ASignalThatIsIgnoredStaysSo) {
  auto reader = database_.connect();
  reader.execute("BEGIN; LOCK TABLE items IN ACCESS SHARE MODE");
  for (const auto& [signal, name] : {std::pair(SIGINT, "INT"), std::pair(SIGHUP, "HUP")}) {
    Process apply({"env", fmt::format("--ignore-signal={}", name), PGRECONCILE_BINARY, "apply", "--file", file_.path(),
                   "--database-url", database_.url(), "--lock-timeout", "1h", "--statement-timeout", "1h"});
    wait_until_blocked(database_);
    apply.send(signal);
    apply.send(SIGTERM);
    const auto result = apply.wait();
    EXPECT_EQ(result.exit_code, 130) << "the other signal alone would have ended it\n" << result;
    EXPECT_THAT(result.output, StartsWith("stopped step 1: add column public.items.note: interrupted\n"));
  }
}

TEST_F(InheritedState, ASignalOfSomebodyElseMeansNothing) {
  auto reader = database_.connect();
  reader.execute("BEGIN; LOCK TABLE items IN ACCESS SHARE MODE");
  auto apply = start_tool(arguments("apply", file_, database_.url(), {"--lock-timeout", "1h"}));
  wait_until_blocked(database_);
  apply.send(SIGUSR1);
  apply.send(SIGTERM);
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 130) << result;
}

TEST_F(InheritedState, TheServersNoticesAreNotOurs) {
  auto options = arguments("apply", file_, database_.url(), {"--quiet"});
  const auto result = run_tool(options, {.environment = {{"PGOPTIONS", "-c client_min_messages=debug5"}}});
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_EQ(result.errors, "");
}

TEST_F(InheritedState, ATimeToConnectThatIsNone) {
  for (const std::string seconds : {"abc", "2s", "2 s", " "}) {
    const auto result =
        run_tool(arguments("plan", file_, database_.url()), {.environment = {{"PGCONNECT_TIMEOUT", seconds}}});
    EXPECT_EQ(result.exit_code, 64) << result;
    EXPECT_EQ(result.errors, fmt::format("pgreconcile: error: connect_timeout is \"{}\", and no number of seconds\n"
                                         "HINT: write 10, or 0 to wait for ever\n",
                                         seconds));
  }
  for (const std::string seconds : {"", " 2 ", "+2", "0000000010", "2147483647"}) {
    const auto result =
        run_tool(arguments("plan", file_, database_.url()), {.environment = {{"PGCONNECT_TIMEOUT", seconds}}});
    EXPECT_EQ(result.exit_code, 0) << result;
  }
}

TEST_F(InheritedState, TooLittleMemoryIsNoBug) {
  std::string schema = "version: 1\ntables:\n  t:\n    columns:\n";
  for (int number = 0; number < 400'000; ++number) schema += fmt::format("      - {{name: c{}, type: text}}\n", number);
  const TemporaryFile large(schema);
  const auto result = run({"prlimit", "--as=100000000", PGRECONCILE_BINARY, "validate", "--file", large.path()});
  EXPECT_EQ(result.exit_code, 1) << result;
  EXPECT_EQ(result.errors, "pgreconcile: error: out of memory\n");
}

TEST_F(InheritedState, AMessageOfAnyLengthIsShown) {
  const std::string long_text(60'000, 'a');
  const auto argument = run_tool({"plan", "--format", long_text});
  EXPECT_EQ(argument.exit_code, 64);
  EXPECT_THAT(argument.errors, StartsWith("pgreconcile: error: --format: aaaa"));
  const TemporaryFile file(
      fmt::format("version: 1\ntables:\n  items:\n    columns:\n      - {{name: id, type: bigint, primary_key: true}}\n"
                  "      - {{name: n, type: integer, default: \"('{}'::text)::integer\"}}\n",
                  long_text));
  const auto server = run_tool(arguments("apply", file, database_.url()));
  EXPECT_EQ(server.exit_code, 1) << server;
  EXPECT_THAT(server.errors, HasSubstr("SQLSTATE 22P02"));
}

// A person has put a whole connection string where libpq takes a part of one.
TEST_F(InheritedState, APasswordInAVariableOfLibpqIsNotShown) {
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"PGDATABASE", "host=x password=s3cret"},
                                                        {"PGDATABASE", "host=x password = s3cret"},
                                                        {"PGDATABASE", "db?password=s3cret"},
                                                        {"PGDATABASE", "app:s3cret@h/db"},
                                                        {"PGDATABASE", "postgresql://app:my s3cret@h/db"},
                                                        {"PGHOST", "postgresql://app:my s3cret@h/db"},
                                                        {"PGUSER", "app:s3cret@h"},
                                                        {"PGPORT", "5432 password=s3cret"}}) {
    std::map<std::string, std::optional<std::string>> environment{{"PGHOST", "127.0.0.1"}, {"PGPORT", "1"}};
    environment[name] = value;
    const auto result = run_tool({"plan", "--file", file_.path()}, {.environment = environment});
    EXPECT_EQ(result.exit_code, 69) << result;
    EXPECT_THAT(result.errors, StartsWith("pgreconcile: error: cannot connect to database "));
    EXPECT_THAT(result.errors + result.output, Not(HasSubstr("s3cret"))) << name << '=' << value;
  }
}

}  // namespace
}  // namespace pgreconcile::test
