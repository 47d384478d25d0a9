#include <gmock/gmock.h>

#include <csignal>
#include <cstring>
#include <nlohmann/json.hpp>

#include "tests/fault/faults.hpp"

namespace pgreconcile::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr auto kReadItems = "BEGIN; LOCK TABLE items IN ACCESS SHARE MODE";
constexpr auto kInterrupted = "pgreconcile: error: interrupted\nHINT: run again: what was done stays done\n";

class Waits : public testing::Test {
 protected:
  Waits() { database_.execute(kItems); }

  ProcessResult apply(const std::vector<std::string>& options = {}) const {
    return run_tool(arguments("apply", file_, database_.url(), options));
  }
  Process start_apply(const std::vector<std::string>& options = {}) const {
    return start_tool(arguments("apply", file_, database_.url(), options));
  }

  TestDatabase database_;
  TemporaryFile file_{kItemsWithNote};
};

TEST_F(Waits, AnotherApplyThatDoesNotEnd) {
  auto other = connect_as(database_, "deploy-7");
  other.execute(kTakeApplyLock);
  const auto result = apply({"--max-wait", "300ms"});
  EXPECT_EQ(result.exit_code, 75) << result;
  const std::string holder = R"(deploy-7 \(pid \d+\), connected since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC)";
  EXPECT_THAT(result.errors,
              matches("another apply runs on this database: " + holder + "; waiting for its end\n" +
                      "pgreconcile: error: another apply runs on this database, and did not end in time: " + holder +
                      "\nHINT: run again when it is done, or wait longer with --max-wait\n"));
  EXPECT_THAT(result.output, matches("failed: another apply runs on this database, and did not end in time: " + holder +
                                     "\n     HINT: run again when it is done, or wait longer with --max-wait\n\n"
                                     "Left:\n     add column public\\.items\\.note\n\n"
                                     "0 steps done\\. Database .*: pending, 1 step left\\.\n"
                                     "Run pgreconcile apply again: it goes on from here\\.\n"));
  const auto best_effort = apply({"--best-effort", "--max-wait", "300ms", "--quiet"});
  EXPECT_EQ(best_effort.exit_code, 0) << best_effort;
  EXPECT_FALSE(has_note(database_));
}

TEST_F(Waits, AnotherApplyThatDoesNotEndIsAFailureOfNoStep) {
  auto other = connect_as(database_, "deploy-7");
  other.execute(kTakeApplyLock);
  const auto result = apply({"--max-wait", "0s", "--format", "json", "--quiet", "--record"});
  EXPECT_EQ(result.exit_code, 75) << result;
  const auto json = nlohmann::json::parse(result.output);
  EXPECT_EQ(json["status"], "pending");
  EXPECT_EQ(json["steps"][0]["object"], "public.items.note");
  EXPECT_EQ(json["applied"], nlohmann::json::array());
  EXPECT_EQ(json["left"], nlohmann::json({1}));
  EXPECT_EQ(json["failed"]["id"], nlohmann::json());
  EXPECT_EQ(json["failed"]["sqlstate"], "");
  EXPECT_THAT(json["failed"]["message"].get<std::string>(),
              StartsWith("another apply runs on this database, and did not end in time: deploy-7 (pid "));
  EXPECT_EQ(database_.value("SELECT to_regnamespace('pgreconcile') IS NULL"), "t");
}

TEST_F(Waits, IsEndedByALostConnection) {
  auto other = database_.connect();
  other.execute(kTakeApplyLock);
  auto waiting = start_apply();
  ASSERT_TRUE(waiting.wait_for("another apply runs on this database"));
  database_.execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgreconcile' AND datname = "
      "current_database()");
  const auto result = waiting.wait();
  EXPECT_EQ(result.exit_code, 75) << result;
  EXPECT_THAT(result.errors, EndsWith("\npgreconcile: error: the connection broke\n"
                                      "HINT: run again: what was done stays done\n"));
  EXPECT_THAT(result.output, StartsWith("failed: the connection broke\n"));
  EXPECT_THAT(result.output, HasSubstr("\nLeft:\n     add column public.items.note\n\n0 steps done. "));
}

TEST_F(Waits, AnotherHolderOfTheApplyLockIsSaidToo) {
  auto first = connect_as(database_, "first");
  auto second = connect_as(database_, "second");
  first.execute(kTakeApplyLock);
  std::thread queued([&] { second.execute(kTakeApplyLock); });
  wait_until(database_,
             "EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'second' AND wait_event = 'advisory')");
  auto waiting = start_apply();
  EXPECT_TRUE(waiting.wait_for("another apply runs on this database: first (pid "));
  first.execute("SELECT pg_advisory_unlock_all()");  // the next in the queue has it at once
  queued.join();
  EXPECT_TRUE(waiting.wait_for("another apply runs on this database: second (pid "));
  second.execute("SELECT pg_advisory_unlock_all()");
  const auto result = waiting.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_TRUE(has_note(database_));
}

TEST_F(Waits, NothingToDoNeedsNoLock) {
  database_.execute("ALTER TABLE items ADD note text");
  auto other = database_.connect();
  other.execute(kTakeApplyLock);
  EXPECT_EQ(apply({"--max-wait", "0s"}).exit_code, 0);
}

TEST_F(Waits, AnotherApplyThatDoesItAll) {
  auto other = database_.connect();
  other.execute(kTakeApplyLock);
  auto waiting = start_apply();
  ASSERT_TRUE(waiting.wait_for("another apply runs on this database"));
  other.execute("ALTER TABLE items ADD note text; SELECT pg_advisory_unlock_all()");
  const auto result = waiting.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, StartsWith("0 steps done."));
}

// The operator class has no schema in the file: it is found by the search_path.
TEST(WaitsForTheApplyLock, AnotherApplyThatBringsAnExtensionIntoAnotherSchema) {
  const TestDatabase database;
  database.execute("CREATE TABLE items (a text)");
  const TemporaryFile file(
      "version: 1\nextensions: [pg_trgm]\ntables:\n  items:\n    columns: [{name: a, type: text}]\n"
      "    indexes: [{name: items_a, method: gin, columns: [{column: a, opclass: gin_trgm_ops}]}]\n");
  auto other = database.connect();
  other.execute(kTakeApplyLock);
  auto waiting = start_tool(arguments("apply", file, database.url()));
  ASSERT_TRUE(waiting.wait_for("another apply runs on this database"));
  other.execute("CREATE SCHEMA elsewhere; CREATE EXTENSION pg_trgm SCHEMA elsewhere; SELECT pg_advisory_unlock_all()");
  const auto result = waiting.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, HasSubstr("1 step done. "));
}

TEST_F(Waits, ATableThatIsReadForTooLong) {
  auto reader = connect_as(database_, "reporter");
  reader.execute(kReadItems);
  const auto result = apply({"--lock-timeout", "100ms", "--max-wait", "1s"});
  EXPECT_EQ(result.exit_code, 75) << result;
  const std::string title = "step 1: add column public\\.items\\.note";
  const std::string holder = R"(reporter \(pid \d+\) holds ACCESS SHARE on public\.items, in a transaction for \d+ s)";
  const std::string missed = "a lock was not had in time: " + holder + R"(; trying again in \d+ ms\n)";
  EXPECT_THAT(result.errors, matches(title + "\nstep 1, try 1: " + missed + "(" + title + R"(\nstep 1, try \d: )" +
                                     missed + ")*" + title + "\npgreconcile: error: " + title +
                                     R"(: canceling statement due to lock timeout \(SQLSTATE 55P03\): )" + holder +
                                     "\nHINT: another session holds the lock; try again\n"));
  const auto best_effort = apply({"--lock-timeout", "100ms", "--max-wait", "0s", "--best-effort"});
  EXPECT_EQ(best_effort.exit_code, 0) << best_effort;
  EXPECT_THAT(best_effort.errors,
              HasSubstr("pgreconcile: warning: the database is not converged (exit code 75 without --best-effort)\n"));
  EXPECT_FALSE(has_note(database_));
}

constexpr auto kTableAndNote = R"(version: 1
tables:
  fresh:
    columns: [{name: id, type: bigint}]
  items:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: note, type: text}
)";

TEST_F(Waits, WhatIsDoneAndWhatIsLeftWhenTheTimeIsOver) {
  auto reader = connect_as(database_, "reporter");
  reader.execute(kReadItems);
  const TemporaryFile file(kTableAndNote);
  const auto result = run_tool(arguments("apply", file, database_.url(),
                                         {"--lock-timeout", "1ms", "--max-wait", "0s", "--format", "json", "--quiet"}));
  EXPECT_EQ(result.exit_code, 75) << result;
  const auto json = nlohmann::json::parse(result.output);
  EXPECT_EQ(json["steps"][0]["object"], "public.fresh");
  EXPECT_EQ(json["steps"][1]["object"], "public.items.note");
  EXPECT_EQ(json["applied"], nlohmann::json({1}));
  EXPECT_EQ(json["left"], nlohmann::json({2}));
  EXPECT_EQ(json["failed"]["id"], 2);
  EXPECT_EQ(json["failed"]["sqlstate"], "55P03");
  EXPECT_THAT(
      json["failed"]["message"].get<std::string>(),
      matches("canceling statement due to lock timeout \\(SQLSTATE 55P03\\): reporter \\(pid \\d+\\) holds ACCESS "
              "SHARE on public\\.items, in a transaction for \\d+ s"));
}

TEST_F(Waits, ATableThatIsReadForAWhile) {
  auto reader = database_.connect();
  reader.execute(kReadItems);
  auto waiting = start_apply({"--lock-timeout", "100ms"});
  ASSERT_TRUE(waiting.wait_for("trying again in"));
  reader.execute("COMMIT");
  const auto result = waiting.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_TRUE(has_note(database_));
}

// It waits for the writer, who knows the table without its index.
class IndexBuildThatTakesTooLong : public Waits {
 protected:
  IndexBuildThatTakesTooLong() { writer_.execute("BEGIN; UPDATE items SET id = 3 WHERE id = 2"); }

  ProcessResult build(const std::vector<std::string>& options = {}) const {
    return run_tool(arguments("apply", index_, database_.url(), options));
  }
  std::string validity() const {
    return database_.value(
        "SELECT coalesce((SELECT indisvalid::text FROM pg_index WHERE indexrelid = to_regclass('ix_items')), 'none')");
  }
  /// Where that takes more than a second, it says what it waits for.
  static std::string errors(const std::string& hint) {
    return "step 1: create index public\\.ix_items\n(step 1: waits for writer .*\n)?"
           "pgreconcile: error: step 1: create index public\\.ix_items: canceling statement due to statement timeout "
           "\\(SQLSTATE 57014\\)\nHINT: " +
           hint + "\n";
  }
  std::string output_with_invalid_index(const std::string& failure) const {
    return fmt::format(
        "invalid public.ix_items (valid)  {}:5\n"
        "     the index is invalid: a CREATE INDEX CONCURRENTLY broke off; --repair-invalid-indexes builds it anew\n"
        "     file:     valid\n     database: invalid\n"
        "     by hand:  DROP INDEX CONCURRENTLY public.ix_items; CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_items ON "
        "public.items USING btree (id DESC);\n\n"
        "{}0 steps done. Database {} (PostgreSQL {}): conflict, 1 invalid.\n"
        "Run pgreconcile apply --repair-invalid-indexes to build anew what is invalid.\n",
        index_.path().string(), failure, database_.name(), version_);
  }

  std::string version_ = database_.value("SELECT split_part(current_setting('server_version'), ' ', 1)");
  Connection writer_ = connect_as(database_, "writer");
  TemporaryFile index_{kItemsWithIndex};
};

TEST_F(IndexBuildThatTakesTooLong, LeavesAnIndexThatOnlyARepairMends) {
  const std::string hint =
      "it took longer than its timeout, which may be raised, or was cancelled; try again"
      "; --repair-invalid-indexes builds the invalid index anew";
  const auto cut_off = build({"--index-timeout", "1s"});
  EXPECT_EQ(cut_off.exit_code, 3) << cut_off;
  EXPECT_THAT(cut_off.errors, matches(errors(hint)));
  EXPECT_EQ(cut_off.output, output_with_invalid_index("failed step 1: create index public.ix_items: canceling "
                                                      "statement due to statement timeout (SQLSTATE 57014)\n"
                                                      "     HINT: " +
                                                      hint + "\n\n"));
  EXPECT_EQ(validity(), "false");

  const auto again = build();
  EXPECT_EQ(again.exit_code, 3) << again;
  EXPECT_EQ(again.errors, "");
  EXPECT_EQ(again.output, output_with_invalid_index(""));
  writer_.execute("COMMIT");
  const auto repaired = build({"--repair-invalid-indexes"});
  EXPECT_EQ(repaired.exit_code, 0) << repaired;
  EXPECT_EQ(validity(), "true");
  EXPECT_EQ(database_.value("SELECT string_agg(id::text, ' ' ORDER BY id) FROM items"), "1 3");
}

// It waits for its lock, and has made nothing yet.
TEST_F(IndexBuildThatTakesTooLong, LeavesNothingWhereItNeverBegan) {
  writer_.execute("LOCK TABLE items IN SHARE UPDATE EXCLUSIVE MODE");
  const std::string hint = "it took longer than its timeout, which may be raised, or was cancelled; try again";
  const auto cut_off = build({"--index-timeout", "300ms"});
  EXPECT_EQ(cut_off.exit_code, 75) << cut_off;
  EXPECT_THAT(cut_off.errors, matches(errors(hint)));
  EXPECT_EQ(cut_off.output,
            fmt::format("failed step 1: create index public.ix_items: canceling statement due to statement timeout "
                        "(SQLSTATE 57014)\n     HINT: {}\n\nLeft:\n     create index public.ix_items\n\n"
                        "0 steps done. Database {} (PostgreSQL {}): pending, 1 step left.\n"
                        "Run pgreconcile apply again: it goes on from here.\n",
                        hint, database_.name(), version_));
  EXPECT_EQ(validity(), "none");
  writer_.execute("COMMIT");
  EXPECT_EQ(build().exit_code, 0);
  EXPECT_EQ(validity(), "true");
}

constexpr auto kItsStep = " step 1: add column public.items.note";

class Interrupt : public Waits, public testing::WithParamInterface<int> {
 protected:
  void expect_interrupted(Process& process, const std::string& what, const std::string& output = "") {
    process.send(GetParam());
    const auto result = process.wait();
    EXPECT_EQ(result.exit_code, 130) << what << '\n' << result;
    EXPECT_THAT(result.errors, EndsWith(kInterrupted)) << what;
    EXPECT_EQ(result.output, output) << what;
    wait_until_no_session(database_);
  }
  std::string stopped(const std::string& step) const {
    return fmt::format(
        "stopped{}: interrupted\n"
        "     HINT: run again: what was done stays done\n\n"
        "Left:\n     add column public.items.note\n\n"
        "0 steps done. Database {} (PostgreSQL {}): pending, 1 step left.\n"
        "Run pgreconcile apply again: it goes on from here.\n",
        step, database_.name(), database_.value("SELECT split_part(current_setting('server_version'), ' ', 1)"));
  }
};

TEST_P(Interrupt, EndsTheWaitForAnotherApply) {
  auto other = database_.connect();
  other.execute(kTakeApplyLock);
  auto waiting = start_apply();
  ASSERT_TRUE(waiting.wait_for("another apply runs on this database"));
  expect_interrupted(waiting, "advisory lock", stopped(""));
}

TEST_P(Interrupt, EndsThePauseBeforeAnotherTry) {
  auto reader = database_.connect();
  reader.execute(kReadItems);
  auto waiting = start_apply({"--lock-timeout", "1ms"});
  ASSERT_TRUE(waiting.wait_for("trying again in"));
  expect_interrupted(waiting, "pause", stopped(kItsStep));
}

TEST_P(Interrupt, CancelsTheStatementThatRuns) {
  auto reader = database_.connect();
  reader.execute(kReadItems);
  for (const std::vector<std::string>& mode : {std::vector<std::string>{}, {"--best-effort"}}) {
    auto options = mode;
    options.insert(options.end(), {"--lock-timeout", "1h", "--statement-timeout", "1h"});
    auto waiting = start_apply(options);
    wait_until_blocked(database_);
    expect_interrupted(waiting, "statement", stopped(kItsStep));
  }
  reader.execute("COMMIT");
  EXPECT_FALSE(has_note(database_));
}

TEST_P(Interrupt, SaysWhatIsDoneAndWhatIsLeft) {
  auto reader = database_.connect();
  reader.execute(kReadItems);
  const TemporaryFile file(kTableAndNote);
  auto waiting = start_tool(arguments("apply", file, database_.url(), {"--lock-timeout", "1h", "--format", "json"}));
  wait_until_blocked(database_);
  waiting.send(GetParam());
  const auto result = waiting.wait();
  EXPECT_EQ(result.exit_code, 130) << result;
  EXPECT_THAT(result.errors, EndsWith(kInterrupted));
  const auto json = nlohmann::json::parse(result.output);
  EXPECT_EQ(json["applied"], nlohmann::json({1}));
  EXPECT_EQ(json["left"], nlohmann::json({2}));
  EXPECT_EQ(json["failed"], nlohmann::json({{"id", 2}, {"sqlstate", ""}, {"message", "interrupted"}}));
}

// The index that it left is known only to who reads again.
TEST_P(Interrupt, SaysWhatACancelledIndexBuildLeft) {
  auto writer = database_.connect();
  writer.execute("BEGIN; INSERT INTO items VALUES (3)");
  const TemporaryFile file(kItemsWithIndex);
  auto waiting = start_tool(arguments("apply", file, database_.url(), {"--format", "json"}));
  wait_until_blocked(database_);
  waiting.send(GetParam());
  const auto result = waiting.wait();
  EXPECT_EQ(result.exit_code, 130) << result;
  EXPECT_THAT(
      result.errors,
      EndsWith("pgreconcile: error: interrupted\n"
               "HINT: run again: what was done stays done; --repair-invalid-indexes builds the invalid index anew\n"));
  const auto json = nlohmann::json::parse(result.output);
  EXPECT_EQ(json["left"], nlohmann::json::array());
  EXPECT_EQ(json["failed"]["id"], 1);
  EXPECT_EQ(json["summary"]["invalid"], 1);
}

TEST_P(Interrupt, CancelsTheReadingOfTheCatalog) {
  database_.execute("ALTER TABLE items ADD CHECK (id > 0), ADD note text; CREATE INDEX ON items ((note || 'x'))");
  auto writer = database_.connect();
  writer.execute("BEGIN; LOCK TABLE items IN ACCESS EXCLUSIVE MODE");
  auto waiting = start_apply();
  wait_until_blocked(database_);
  expect_interrupted(waiting, "reading");
}

std::string signal_name(const testing::TestParamInfo<int>& info) { return sigabbrev_np(info.param); }

INSTANTIATE_TEST_SUITE_P(Signals, Interrupt, testing::Values(SIGINT, SIGTERM, SIGHUP), signal_name);

}  // namespace
}  // namespace pgreconcile::test
