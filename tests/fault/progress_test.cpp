#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <utility>
#include <vector>

#include "tests/fault/faults.hpp"
#include "tests/fault/wire_proxy.hpp"

namespace pgreconcile::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::vector<std::string> kPatient{"--lock-timeout", "1h", "--statement-timeout", "1h"};

/// Whether a process that is stopped has this signal before it.
bool is_pending(int pid, int signal) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("SigPnd:") && !line.starts_with("ShdPnd:")) continue;
    if ((std::stoull(line.substr(7), nullptr, 16) >> (signal - 1) & 1U) != 0) return true;
  }
  return false;
}

class Progress : public testing::Test {
 protected:
  Progress() { database_.execute(kItems); }

  Process start(const TemporaryFile& file, const std::vector<std::string>& options = {},
                const std::string& user = "postgres") const {
    return start_tool(arguments("apply", file, database_.url(user), options));
  }

  /// The tool's process of the server, which then heeds no cancel request.
  int wait_until_blocked_and_stop() const {
    wait_until_blocked(database_);
    const auto pid = std::stoi(database_.value(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pgreconcile'"
        " AND wait_event_type = 'Lock'"));
    EXPECT_EQ(kill(pid, SIGSTOP), 0);
    return pid;
  }

  /// The second time while the server does not heed what the first time cancels.
  static void send_twice(const Process& apply, int pid, int signal) {
    apply.send(signal);
    poll_until([&] { return is_pending(pid, SIGINT); }, "the cancel request is pending");
    apply.send(signal);
  }

  TestRole role_;
  TestDatabase database_;
  TemporaryFile index_{kItemsWithIndex};
  TemporaryFile note_{kItemsWithNote};
};

TEST_F(Progress, OfAnIndexBuildThatWaitsForAWriter) {
  auto writer = connect_as(database_, "writer");
  writer.execute("BEGIN; INSERT INTO items VALUES (3)");
  const auto pid = writer.value("SELECT pg_backend_pid()");
  auto apply = start(index_);
  const auto line = "step 1: waits for writer (pid " + pid + "): waiting for writers before build\n";
  ASSERT_TRUE(apply.wait_for(line)) << apply.wait();
  writer.execute("COMMIT");
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  // A line for each change alone, and none that steers a terminal.
  EXPECT_THAT(result.errors, matches(R"(step 1: create index public\.ix_items
step 1: waits for writer \(pid \d+\): waiting for writers before build
(step 1: [a-z :]+\n)*step 1: done in [0-9.]+ s
)"));
}

TEST_F(Progress, OfAStepThatWaitsForItsLock) {
  auto reporter = connect_as(database_, "reporter");
  reporter.execute("BEGIN; LOCK TABLE items IN ACCESS SHARE MODE");
  const auto pid = reporter.value("SELECT pg_backend_pid()");
  auto apply = start(note_, kPatient);
  ASSERT_TRUE(apply.wait_for("step 1: waits for reporter (pid " + pid + ")\n")) << apply.wait();
  reporter.execute("COMMIT");
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
}

TEST_F(Progress, OnATerminalIsOneLineThatIsClearedAtTheEnd) {
  auto writer = connect_as(database_, "writer");
  writer.execute("BEGIN; INSERT INTO items VALUES (3)");
  const auto pid = writer.value("SELECT pg_backend_pid()");
  const auto command = fmt::format("stty cols 200; '{}' apply --file '{}' --database-url '{}'", PGRECONCILE_BINARY,
                                   index_.path().string(), database_.url());
  Process apply({"script", "--quiet", "--return", "--command", command, "/dev/null"});
  const std::string shown =
      "\r\033[Kstep 1: waits for writer (pid " + pid + "): waiting for writers before build, 0 of 1 transactions, ";
  ASSERT_TRUE(apply.wait_for(shown)) << apply.wait();
  writer.execute("COMMIT");
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, StartsWith("step 1: create index public.ix_items\r\n\r\033[K"));
  EXPECT_THAT(result.output, HasSubstr(" s\r\033[Kstep 1: done in "));
}

TEST_F(Progress, IsNotSaidWhereItIsToBeQuiet) {
  auto reporter = connect_as(database_, "reporter");
  reporter.execute("BEGIN; LOCK TABLE items IN ACCESS SHARE MODE");
  const auto result =
      run_tool(arguments("apply", note_, database_.url(), {"--quiet", "--lock-timeout", "1500ms", "--max-wait", "0s"}));
  EXPECT_EQ(result.exit_code, 75) << result;
  EXPECT_THAT(result.errors, StartsWith("pgreconcile: error: step 1: add column public.items.note: "));
}

// Two sessions at once are one too many: this shows also that a quick apply takes no second one.
TEST_F(Progress, WithoutASecondConnectionTheApplyGoesOn) {
  give_ownership(database_, role_.name());
  database_.execute("ALTER ROLE " + role_.name() + " CONNECTION LIMIT 1");
  const auto quick = run_tool(arguments("apply", note_, database_.url(role_.name()), {"--verbose"}));
  EXPECT_EQ(quick.exit_code, 0) << quick;
  EXPECT_EQ(quick.errors, "step 1: add column public.items.note\n");
  wait_until_no_session(database_);
  auto writer = connect_as(database_, "writer");
  writer.execute("BEGIN; INSERT INTO items VALUES (3)");
  auto apply = start(index_, {"--verbose"}, role_.name());
  ASSERT_TRUE(apply.wait_for("progress is not shown: ")) << apply.wait();
  writer.execute("COMMIT");
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.errors, matches(R"(step 1: create index public\.ix_items
step 1: will wait for the end of writer \(pid \d+\), in a transaction for an unknown time
progress is not shown: cannot connect to database ".*": too many connections for role ".*"
step 1: done in [0-9.]+ s
)"));
}

// The second connection gets no answer, and may wait for it as long as it likes.
TEST_F(Progress, WhoseConnectionHangsDoesNotHoldUpTheEnd) {
  auto reporter = connect_as(database_, "reporter");
  reporter.execute("BEGIN; LOCK TABLE items IN ACCESS SHARE MODE");
  std::atomic<int> connections = 0;
  const WireProxy proxy({}, [&](char type, const std::string&) {
    const bool is_start = type == '\0';
    return is_start && ++connections == 2 ? WireProxy::Verdict::Stall : WireProxy::Verdict::Pass;
  });
  auto apply = start_tool(arguments("apply", note_, proxy.url(database_), kPatient),
                          {.environment = {{"PGCONNECT_TIMEOUT", "0"}}});
  wait_until(database_,
             session_exists("wait_event_type = 'Lock' AND query_start < clock_timestamp() - interval '2 s'"));
  reporter.execute("COMMIT");
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.errors, Not(HasSubstr("waits for")));
}

TEST_F(Progress, NamesTheOldTransactionsBeforeAnIndexIsBuilt) {
  auto old = connect_as(database_, "old");
  old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
  // Of another role's transaction this one cannot know the age.
  give_ownership(database_, role_.name());
  auto apply = start(index_, {}, role_.name());
  const auto line = fmt::format("step 1: will wait for the end of old (pid {}), in a transaction for an unknown time\n",
                                old.value("SELECT pg_backend_pid()"));
  ASSERT_TRUE(apply.wait_for(line)) << apply.wait();
  old.execute("COMMIT");
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.errors, StartsWith("step 1: create index public.ix_items\n" + line));
}

/// Says on its way to the server how old transactions are.
class Ages {
 public:
  explicit Ages(std::string age) : age_(std::move(age)) {}

  WireProxy::OnMessage from_client() {
    return [this](char type, std::string& body) {
      constexpr char kQuery = 'Q';
      const std::string real = "pg_catalog.clock_timestamp() - a.xact_start";
      const auto at = type == kQuery ? body.find(real) : std::string::npos;
      if (at == std::string::npos) return WireProxy::Verdict::Pass;
      auto told = fmt::format("interval '{}'", age_);
      told.resize(real.size(), ' ');  // the message's length stands before it
      body.replace(at, real.size(), told);
      ++questions_;
      return WireProxy::Verdict::Pass;
    };
  }
  int questions() const { return questions_; }

 private:
  std::string age_;
  std::atomic<int> questions_ = 0;
};

TEST_F(Progress, NamesTransactionsFromHalfAMinuteOn) {
  auto old = connect_as(database_, "old");
  old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
  const auto pid = old.value("SELECT pg_backend_pid()");
  for (const auto& [age, line] : std::vector<std::pair<std::string, std::string>>{
           {"29 s", ""},
           {"30 s", fmt::format("step 1: will wait for the end of old (pid {}), in a transaction for 30 s\n", pid)}}) {
    Ages ages(age);
    const WireProxy proxy({}, ages.from_client());
    auto apply = start_tool(arguments("apply", index_, proxy.url(database_)));
    ASSERT_TRUE(apply.wait_for("step 1: waits for old (pid " + pid + "): waiting for old snapshots\n")) << apply.wait();
    apply.send(SIGINT);
    const auto result = apply.wait();
    EXPECT_THAT(result.errors,
                StartsWith(fmt::format("step 1: create index public.ix_items\n{}step 1: waits for old ", line)));
    EXPECT_EQ(ages.questions(), 1);
    database_.execute("DROP INDEX ix_items");
  }
}

// Of a terminal that goes away: the kernel and the shell both say so.
TEST_F(Progress, ASecondHangUpIsTheSame) {
  auto reporter = connect_as(database_, "reporter");
  reporter.execute("BEGIN; LOCK TABLE items IN ACCESS SHARE MODE");
  auto apply = start(note_, kPatient);
  const auto pid = wait_until_blocked_and_stop();
  send_twice(apply, pid, SIGHUP);
  kill(pid, SIGCONT);
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 130) << result;
  EXPECT_THAT(result.output, StartsWith("stopped step 1: "));
}

TEST_F(Progress, ASecondCtrlCEndsAtOnce) {
  auto reporter = connect_as(database_, "reporter");
  reporter.execute("BEGIN; LOCK TABLE items IN ACCESS SHARE MODE");
  auto apply = start(note_, kPatient);
  const auto pid = wait_until_blocked_and_stop();
  send_twice(apply, pid, SIGINT);
  const auto result = apply.wait();
  kill(pid, SIGCONT);
  EXPECT_EQ(result.signal, SIGINT) << result;  // by which a shell knows that its loop is to end, too
  EXPECT_EQ(result.output, "");
}

}  // namespace
}  // namespace pgreconcile::test
