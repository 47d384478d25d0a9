#include <gmock/gmock.h>

#include <csignal>

#include "tests/fault/faults.hpp"

namespace pgreconcile::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

constexpr auto kReadItems = "BEGIN; LOCK TABLE items IN ACCESS SHARE MODE";
constexpr auto kSnapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1";
const std::vector<std::string> kPatient{"--lock-timeout", "1h", "--statement-timeout", "1h"};

/// What another session holds so that the apply hangs in the middle of a step.
struct Hang {
  std::string name;
  std::string tables;  // the schema file, less its first lines
  std::string held;    // by another session
  // Of the result when the connection is lost then:
  std::string step;
  std::string effect;
  std::string lists;  // and how many steps are done
  std::string left;
  std::string released = "ROLLBACK";
};

constexpr auto kNothing = "nothing of the step's transaction was done";
constexpr auto kUnknown = "whether the step was done is not known: it may have been committed";

std::ostream& operator<<(std::ostream& out, const Hang& hang) { return out << hang.name; }

class Killed : public testing::TestWithParam<Hang> {
 protected:
  Killed() { database_.execute(kItems); }

  ProcessResult run_command(const std::string& command) const {
    return run_tool(arguments(command, file_, database_.url()));
  }
  Process start_apply() const { return start_tool(arguments("apply", file_, database_.url(), kPatient)); }
  void expect_convergence() const {
    const auto next = run_command("apply");
    EXPECT_EQ(next.exit_code, 0) << next;
    const auto drift = run_command("drift");
    EXPECT_EQ(drift.exit_code, 0) << drift;
    EXPECT_EQ(database_.value("SELECT string_agg(id::text, ',' ORDER BY id) FROM items"), "1,2");
  }

  TestDatabase database_;
  TemporaryFile file_{"version: 1\ntables:\n" + GetParam().tables};
};

TEST_P(Killed, TheNextApplyConverges) {
  auto other = database_.connect();
  other.execute(GetParam().held);
  auto apply = start_apply();
  wait_until_blocked(database_);
  apply.send(SIGKILL);
  EXPECT_EQ(apply.wait().signal, SIGKILL);
  // The server's process knows nothing of it before it has done its statement.
  auto next = start_apply();
  other.execute(GetParam().released);
  wait_until_no_session(database_);
  next.wait();
  expect_convergence();
}

TEST_P(Killed, OnTheServerItSaysTryAgain) {
  auto other = database_.connect();
  other.execute(GetParam().held);
  auto apply = start_apply();
  wait_until_blocked(database_);
  database_.execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgreconcile'"
      " AND datname = current_database()");
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 75) << result;
  const auto error = fmt::format("step {}: the connection broke; {}\n", GetParam().step, GetParam().effect);
  const std::string hint = "HINT: run apply again: it reads what was done, and goes on from there\n";
  EXPECT_THAT(result.errors, EndsWith("\npgreconcile: error: " + error + hint));
  EXPECT_EQ(result.output, fmt::format("failed {}     {}\n{}. Database {} (PostgreSQL {}): pending, {} left.\n"
                                       "Run pgreconcile apply again: it goes on from here.\n",
                                       error, hint, GetParam().lists, database_.name(),
                                       database_.value("SELECT split_part(current_setting('server_version'), ' ', 1)"),
                                       GetParam().left));
  other.execute(GetParam().released);
  expect_convergence();
}

INSTANTIATE_TEST_SUITE_P(
    In, Killed,
    testing::Values(
        Hang{.name = "CreateTransaction",
             .tables = "  items:\n    columns: [{name: id, type: bigint, primary_key: true}]\n"
                       "  a:\n    columns: [{name: id, type: bigint}]\n"
                       "  b:\n    columns: [{name: id, type: bigint}]\n",
             .held = "BEGIN; CREATE TABLE b (id bigint)",
             .step = "2: create table public.b",
             .effect = kNothing,
             .lists = "Left:\n     create table public.a\n     create table public.b\n\n0 steps done",
             .left = "2 steps"},
        Hang{.name = "AddColumn",
             .tables = "  items:\n    columns: [{name: id, type: bigint, primary_key: true}, {name: a, type: text},"
                       " {name: b, type: text}]\n",
             .held = kReadItems,
             .step = "1: add column public.items.a",
             .effect = kUnknown,
             .lists = "Left:\n     add column public.items.a\n     add column public.items.b\n\n0 steps done",
             .left = "2 steps"},
        Hang{.name = "AttachAfterItsIndex",
             .tables = "  items:\n    columns: [{name: id, type: bigint, primary_key: true}]\n"
                       "    unique: [{name: items_id_unique, columns: [id]}]\n",
             .held = kReadItems,
             .step = "2: attach unique public.items.items_id_unique",
             .effect = kUnknown,
             .lists = "Done:\n     create index public.items_id_unique\n\n"
                      "Left:\n     attach unique public.items.items_id_unique\n\n1 step done",
             .left = "1 step"},
        Hang{.name = "AddCheckBeforeItsValidation",
             .tables = "  items:\n    columns: [{name: id, type: bigint, primary_key: true}]\n"
                       "    checks: [{name: id_positive, expr: id > 0}]\n",
             .held = kReadItems,
             .step = "1: add check public.items.id_positive",
             .effect = kUnknown,
             .lists = "Left:\n     add check public.items.id_positive\n"
                      "     validate constraint public.items.id_positive\n\n0 steps done",
             .left = "2 steps"}),
    [](const auto& parameter) { return parameter.param.name; });

// CREATE INDEX CONCURRENTLY waits for older snapshots when the index is there already, invalid.
class KilledIndexBuild : public testing::Test {
 protected:
  KilledIndexBuild() {
    database_.execute(kItems);
    old_.execute(kSnapshot);
    apply_ = std::make_unique<Process>(start_tool(arguments("apply", file_, database_.url())));
    wait_until_blocked(database_);
  }
  void expect_invalid_index(const std::string& command, int exit_code) const {
    const auto result = run_tool(arguments(command, file_, database_.url()));
    EXPECT_EQ(result.exit_code, exit_code) << result;
    EXPECT_THAT(result.output, HasSubstr("invalid public.ix_items (valid)")) << command;
  }
  void expect_rows() const { EXPECT_EQ(database_.value("SELECT count(*) FROM items"), "2"); }

  TestDatabase database_;
  TemporaryFile file_{kItemsWithIndex};
  Connection old_ = database_.connect();
  std::unique_ptr<Process> apply_;
};

TEST_F(KilledIndexBuild, WhoseServerProcessGoesOnConverges) {
  apply_->send(SIGKILL);
  apply_->wait();
  expect_invalid_index("drift", 75);
  auto next = start_tool(arguments("apply", file_, database_.url()));
  ASSERT_TRUE(next.wait_for("another apply runs on this database")) << next.wait();
  old_.execute("COMMIT");
  const auto done = next.wait();
  EXPECT_EQ(done.exit_code, 0) << done;
  expect_rows();
}

TEST_F(KilledIndexBuild, WhoseServerProcessEndsTooIsReported) {
  database_.execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgreconcile'"
      " AND datname = current_database()");
  EXPECT_EQ(apply_->wait().exit_code, 75);
  old_.execute("COMMIT");
  expect_invalid_index("apply", 3);
  expect_invalid_index("drift", 2);
  expect_rows();
}

TEST_F(KilledIndexBuild, ByCtrlCIsReported) {
  apply_->send(SIGINT);
  const auto result = apply_->wait();
  EXPECT_EQ(result.exit_code, 130) << result;
  wait_until_no_session(database_);
  expect_invalid_index("apply", 3);
  expect_rows();
}

}  // namespace
}  // namespace pgreconcile::test
