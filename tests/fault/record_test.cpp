// apply --record keeps what was done, however it ended, and history and status tell it.

#include <gmock/gmock.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "tests/fault/faults.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using Json = nlohmann::json;

constexpr auto kUniqueName = R"(version: 1
tables:
  items:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: name, type: text}
      - {name: note, type: text}
    indexes:
      - {name: items_name, columns: [name], unique: true}
)";
constexpr auto kItemsWithEqualNames = "ALTER TABLE items ADD name text; UPDATE items SET name = 'a secret'";
constexpr auto kReadItems = "BEGIN; LOCK TABLE items IN ACCESS SHARE MODE";
constexpr auto kWaitForever = "1h";

class RecordTest : public testing::Test {
 protected:
  RecordTest() { database_.execute(kItems); }

  std::vector<std::string> recording(std::vector<std::string> options = {},
                                     const std::string& user = "postgres") const {
    options.insert(options.begin(), "--record");
    return arguments("apply", file_, database_.url(user), options);
  }
  ProcessResult apply(const std::vector<std::string>& options = {}) const { return run_tool(recording(options)); }
  /// An apply whose first statement waits for a reader of the table.
  Process start_blocked(Connection& reader) const {
    reader.execute(kReadItems);
    auto process = start_tool(recording({"--lock-timeout", kWaitForever, "--statement-timeout", kWaitForever}));
    wait_until_blocked(database_);
    return process;
  }

  Json history() const {
    const auto result = run_tool({"history", "--format", "json", "--database-url", database_.url()});
    EXPECT_EQ(result.exit_code, 0) << result;
    return Json::parse(result.output);
  }
  /// REQUIRES: one is recorded
  Json last_run() const { return history().at("runs").at(0); }
  Json status() const {
    return Json::parse(run_tool(arguments("status", file_, database_.url(), {"--format", "json"})).output);
  }
  bool has_schema() const {
    return database_.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'pgreconcile'") == "1";
  }

  TestRole role_;
  TestDatabase database_;
  TemporaryFile file_{kItemsWithNote};
};

std::string first_line_of(const std::vector<std::string>& command) {
  const auto result = run(command);
  EXPECT_EQ(result.exit_code, 0) << result;
  return result.output.substr(0, result.output.find('\n'));
}

std::vector<std::string> states(const Json& run) {
  std::vector<std::string> states;
  for (const auto& step : run.at("steps")) {
    states.push_back(fmt::format("{} {} {}", step.at("state").get<std::string>(), step.at("kind").get<std::string>(),
                                 step.at("object").get<std::string>()));
  }
  return states;
}

TEST_F(RecordTest, OfAnApplyThatConverges) {
  const auto plan = run_tool(arguments("plan", file_, database_.url(), {"--format", "json"}));
  ASSERT_EQ(apply().exit_code, 0);
  const auto recorded = history();
  EXPECT_TRUE(recorded.at("has_record"));
  ASSERT_THAT(recorded.at("runs"), SizeIs(1));
  const auto run = last_run();
  EXPECT_EQ(run.at("outcome"), "converged");
  EXPECT_EQ(run.at("role"), "postgres");
  EXPECT_EQ(run.at("host"), first_line_of({"uname", "--nodename"}));
  EXPECT_EQ(run.at("os_user"), first_line_of({"id", "--user", "--name"}));
  EXPECT_EQ(run.at("sqlstate"), nullptr);
  EXPECT_EQ(run.at("message"), nullptr);
  EXPECT_EQ(run.at("file"), Json::parse(plan.output).at("fingerprint").at("desired"));
  EXPECT_EQ(run.at("tool"), first_line_of({PGRECONCILE_BINARY, "--version"}));
  EXPECT_THAT(states(run), ElementsAre("done add_column public.items.note"));
  EXPECT_EQ(run.at("steps")[0].at("sql"), "ALTER TABLE public.items ADD COLUMN IF NOT EXISTS note text");
  EXPECT_TRUE(run.at("steps")[0].at("duration_ms").is_number_integer());
  EXPECT_EQ(database_.value("SELECT string_agg(event, ' ' ORDER BY at) FROM pgreconcile.history"), "started ended");
  EXPECT_EQ(database_.value("SELECT count(DISTINCT (role, os_user, host, tool, file)) FROM pgreconcile.history"), "1");
}

TEST_F(RecordTest, IsNoDifferenceAndNotExported) {
  ASSERT_EQ(apply().exit_code, 0);
  const auto drift = run_tool(arguments("drift", file_, database_.url()));
  EXPECT_EQ(drift.exit_code, 0) << drift;
  const auto exported = run_tool({"export", "--database-url", database_.url()});
  EXPECT_EQ(exported.exit_code, 0) << exported;
  EXPECT_THAT(exported.output, Not(HasSubstr("history")));
  EXPECT_THAT(exported.errors, Not(HasSubstr("history")));
}

TEST_F(RecordTest, IsNotMadeWhereThereIsNothingToDo) {
  database_.execute("ALTER TABLE items ADD note text");
  EXPECT_EQ(apply().exit_code, 0);
  EXPECT_FALSE(has_schema());
}

TEST_F(RecordTest, IsNotMadeWhereAConflictForbidsAllSteps) {
  database_.execute("ALTER TABLE items ALTER id TYPE integer");
  EXPECT_EQ(apply().exit_code, 3);
  EXPECT_FALSE(has_schema());
}

TEST_F(RecordTest, IsNotMadeWithoutTheOption) {
  EXPECT_EQ(run_tool(arguments("apply", file_, database_.url())).exit_code, 0);
  EXPECT_FALSE(has_schema());
  EXPECT_EQ(run_tool(arguments("apply", file_, database_.url(), {"--dry-run", "--record"})).exit_code, 0);
  EXPECT_FALSE(has_schema());
}

// --verbose shows the server's DETAIL, which has the value that is there twice.
TEST_F(RecordTest, OfAFailureHasNoDataOfUsers) {
  database_.execute(kItemsWithEqualNames);
  const TemporaryFile file(kUniqueName);
  const auto result = run_tool(arguments("apply", file, database_.url(), {"--record", "--verbose"}));
  EXPECT_EQ(result.exit_code, 1) << result;
  EXPECT_THAT(result.errors, HasSubstr("a secret"));
  const auto run = last_run();
  EXPECT_EQ(run.at("outcome"), "failed");
  EXPECT_EQ(run.at("sqlstate"), "23505");
  EXPECT_EQ(run.at("message"), "could not create unique index \"items_name\" (SQLSTATE 23505)");
  EXPECT_THAT(states(run), ElementsAre("done add_column public.items.note", "failed create_index public.items_name"));
  EXPECT_EQ(database_.value("SELECT count(*) FROM pgreconcile.history h WHERE h::text LIKE '%secret%'"), "0");
}

TEST_F(RecordTest, OfAKilledClientHasNoEnd) {
  auto reader = database_.connect();
  auto process = start_blocked(reader);
  process.send(SIGKILL);
  process.wait();
  const auto run = last_run();
  EXPECT_EQ(run.at("outcome"), "unfinished");
  EXPECT_EQ(run.at("finished"), nullptr);
  EXPECT_THAT(states(run), ElementsAre("planned add_column public.items.note"));
}

// The server does the statement that the program was killed in to its end.
TEST_F(RecordTest, OfAProgramThatIsKilledWhileItRecords) {
  const TemporaryFile other("version: 1\ntables:\n  other: {columns: [{name: id, type: bigint}]}\n");
  ASSERT_EQ(run_tool(arguments("apply", other, database_.url(), {"--record"})).exit_code, 0);
  database_.execute(
      "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS"
      " 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END'");
  for (const std::string event : {"started", "ended"}) {
    database_.execute(
        fmt::format("CREATE TRIGGER hold BEFORE INSERT ON pgreconcile.history FOR EACH ROW"
                    " WHEN (NEW.event = '{}') EXECUTE FUNCTION hold()",
                    event));
    auto holder = database_.connect();
    holder.execute("SELECT pg_advisory_lock(1)");
    auto killed = start_tool(recording());
    wait_until_blocked(database_);
    killed.send(SIGKILL);
    EXPECT_EQ(killed.wait().signal, SIGKILL);
    holder.execute("SELECT pg_advisory_unlock(1)");
    wait_until_no_session(database_);
    database_.execute("DROP TRIGGER hold ON pgreconcile.history");
    EXPECT_EQ(has_note(database_), event == "ended");
    EXPECT_EQ(last_run().at("outcome"), event == "ended" ? "converged" : "unfinished");
  }
  EXPECT_EQ(apply().exit_code, 0);
  EXPECT_EQ(database_.value("SELECT count(*) FROM items"), "2");
}

TEST_F(RecordTest, OfALostConnectionIsWrittenOnANewOne) {
  auto reader = database_.connect();
  auto process = start_blocked(reader);
  database_.execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgreconcile' AND "
      "datname = current_database()");
  EXPECT_EQ(process.wait().exit_code, 75);
  const auto run = last_run();
  EXPECT_EQ(run.at("outcome"), "connection lost");
  EXPECT_THAT(run.at("message").get<std::string>(),
              StartsWith("the connection broke; whether the step was done is not known"));
  EXPECT_THAT(states(run), ElementsAre("stopped add_column public.items.note"));
}

TEST_F(RecordTest, OfAnInterruptedApply) {
  auto reader = database_.connect();
  auto process = start_blocked(reader);
  process.send(SIGINT);
  EXPECT_EQ(process.wait().exit_code, 130);
  const auto run = last_run();
  EXPECT_EQ(run.at("outcome"), "interrupted");
  EXPECT_EQ(run.at("message"), "interrupted");
  EXPECT_THAT(states(run), ElementsAre("stopped add_column public.items.note"));
}

// Who looks meanwhile sees what it is at.
TEST_F(RecordTest, OfAnIndexBuildThatIsInterrupted) {
  auto reader = Connection(database_.url() + "?application_name=reporter");
  reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT");
  const TemporaryFile file(kUniqueName);
  auto process = start_tool(arguments("apply", file, database_.url(), {"--record"}));
  wait_until_blocked(database_);
  const auto result = run_tool(arguments("status", file, database_.url(), {"--format", "json"}));
  EXPECT_EQ(result.exit_code, 2) << result;
  const auto status = Json::parse(result.output);
  EXPECT_EQ(
      status.at("invalid_indexes"),
      Json::parse(
          R"([{"index": "public.items_name", "table": "public.items", "is_being_built": true, "is_whole": false}])"));
  EXPECT_EQ(status.at("running").at("phase"), "waiting for old snapshots");
  EXPECT_THAT(status.at("running").at("waits_for")[0].get<std::string>(), StartsWith("reporter (pid "));
  process.send(SIGINT);
  EXPECT_EQ(process.wait().exit_code, 130);
  const auto run = last_run();
  EXPECT_EQ(run.at("outcome"), "interrupted");
  EXPECT_THAT(states(run), ElementsAre("done add_column public.items.name", "done add_column public.items.note",
                                       "stopped create_index public.items_name"));
}

// The apply itself went well, and its exit code says so.
TEST_F(RecordTest, ThatCannotBeEndedIsAWarning) {
  auto reader = database_.connect();
  auto process = start_blocked(reader);
  database_.execute("DROP TABLE pgreconcile.history");
  reader.execute("COMMIT");
  const auto result = process.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.errors,
              HasSubstr("pgreconcile: warning: how the apply ended is not recorded: relation \"pgreconcile.history\" "
                        "does not exist (SQLSTATE 42P01)\n"));
  EXPECT_TRUE(has_note(database_));
}

TEST_F(RecordTest, OfSeveralAppliesAtOnceIsThatOfTheOneThatDidIt) {
  auto first = start_tool(recording());
  auto second = start_tool(recording());
  auto third = start_tool(recording());
  for (auto* process : {&first, &second, &third}) EXPECT_EQ(process->wait().exit_code, 0);
  EXPECT_THAT(history().at("runs"), SizeIs(1));
}

TEST_F(RecordTest, ThatMayNotBeMadeStopsTheApplyBeforeItDoesAnything) {
  give_ownership(database_, role_.name());
  const auto result = run_tool(recording({}, role_.name()));
  EXPECT_EQ(result.exit_code, 77) << result;
  EXPECT_EQ(result.errors,
            fmt::format("pgreconcile: error: nothing is applied, because it cannot be recorded: permission denied for "
                        "database {} (SQLSTATE 42501)\n"
                        "HINT: recording needs INSERT on pgreconcile.history, and CREATE on the database where that "
                        "is not there yet; or apply without --record\n",
                        database_.name()));
  EXPECT_FALSE(has_note(database_));
}

TEST_F(RecordTest, NeedsNoMoreThanInsertOnceItIsThere) {
  ASSERT_EQ(apply().exit_code, 0);
  database_.execute("ALTER TABLE items DROP note");
  give_ownership(database_, role_.name());
  database_.execute(fmt::format("GRANT USAGE ON SCHEMA pgreconcile TO {0}; GRANT INSERT ON pgreconcile.history TO {0}",
                                role_.name()));
  const auto result = run_tool(recording({}, role_.name()));
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(history().at("runs"), SizeIs(2));
  EXPECT_EQ(last_run().at("role"), role_.name());
  EXPECT_EQ(last_run().at("outcome"), "converged");
  const auto denied = run_tool({"history", "--database-url", database_.url(role_.name())});
  EXPECT_EQ(denied.exit_code, 77) << denied;
  EXPECT_THAT(denied.errors,
              HasSubstr("HINT: it wants USAGE on the schema pgreconcile, and SELECT on its table history"));
  const auto status = run_tool(arguments("status", file_, database_.url(role_.name())));
  EXPECT_EQ(status.exit_code, 0) << status;
  EXPECT_THAT(status.output,
              HasSubstr("\nlast record                cannot be read: permission denied for table history"));
}

// A trigger or a view of theirs would run with the rights of whoever applies or asks.
TEST_F(RecordTest, OfAStrangerIsNotUsed) {
  database_.execute("CREATE SCHEMA pgreconcile AUTHORIZATION " + role_.name());
  const auto refused = apply();
  EXPECT_EQ(refused.exit_code, 77) << refused;
  const auto belongs = "the schema pgreconcile or its table history belongs to the role " + role_.name();
  EXPECT_THAT(refused.errors, HasSubstr(belongs));
  EXPECT_FALSE(has_note(database_));
  database_.execute(
      "ALTER SCHEMA pgreconcile OWNER TO postgres; CREATE TABLE pgreconcile.history ();"
      "ALTER TABLE pgreconcile.history OWNER TO " +
      role_.name());
  const auto history = run_tool({"history", "--database-url", database_.url()});
  EXPECT_EQ(history.exit_code, 77) << history;
  EXPECT_THAT(history.errors, HasSubstr(belongs));
}

TEST_F(RecordTest, IsNotThere) {
  const auto result = run_tool({"history", "--database-url", database_.url()});
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, testing::EndsWith(": has no record, because no apply was run with --record.\n"));
  EXPECT_FALSE(history().at("has_record"));
}

TEST_F(RecordTest, ListsTheNewestFirstAndNoMoreThanTheLimit) {
  ASSERT_EQ(apply().exit_code, 0);
  database_.execute("ALTER TABLE items DROP note");
  ASSERT_EQ(apply().exit_code, 0);
  const auto all = history().at("runs");
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_GT(all[0].at("started"), all[1].at("started"));
  const auto one = run_tool({"history", "--limit", "1", "--format", "json", "--database-url", database_.url()});
  EXPECT_EQ(Json::parse(one.output).at("runs"), Json::array({all[0]}));
}

TEST_F(RecordTest, StatusOfAConvergedDatabase) {
  ASSERT_EQ(apply().exit_code, 0);
  const auto result = run_tool(arguments("status", file_, database_.url()));
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output,
              testing::MatchesRegex("invalid indexes            none\nconstraints not validated  none\nrunning apply   "
                                    "           none\nlast record                20.*\n\nDatabase .*: converged.\n"));
  EXPECT_EQ(status().at("last_record"), last_run());
}

TEST_F(RecordTest, StatusOfWhatIsHalfDone) {
  database_.execute("ALTER TABLE items ADD name text, ADD CONSTRAINT positive CHECK (id > 0) NOT VALID");
  database_.execute("CREATE INDEX broken ON items (name)");
  database_.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass");
  const auto result = run_tool(arguments("status", file_, database_.url()));
  EXPECT_EQ(result.exit_code, 2) << result;
  EXPECT_THAT(result.output, StartsWith("invalid indexes            public.broken on public.items\n"
                                        "constraints not validated  positive on public.items\n"
                                        "running apply              none\nlast record                none\n"));
  const auto json = status();
  EXPECT_EQ(json.at("status"), "pending");
  EXPECT_EQ(
      json.at("invalid_indexes"),
      Json::parse(
          R"([{"index": "public.broken", "table": "public.items", "is_being_built": false, "is_whole": false}])"));
  EXPECT_EQ(json.at("not_validated"), Json::parse(R"([{"constraint": "positive", "table": "public.items"}])"));
}

TEST_F(RecordTest, StatusOfAnApplyThatRuns) {
  auto reader = Connection(database_.url() + "?application_name=reporter");
  auto process = start_blocked(reader);
  const auto json = status();
  EXPECT_EQ(json.at("running").at("application_name"), "pgreconcile");
  EXPECT_THAT(json.at("running").at("waits_for"), SizeIs(1));
  EXPECT_EQ(json.at("last_record").at("outcome"), "unfinished");
  const auto text = run_tool(arguments("status", file_, database_.url()));
  EXPECT_THAT(text.output, HasSubstr("\nrunning apply              pgreconcile (pid "));
  EXPECT_THAT(text.output, HasSubstr(" UTC\n                           waits for reporter (pid "));
  reader.execute("COMMIT");
  EXPECT_EQ(process.wait().exit_code, 0);
  EXPECT_EQ(status().at("running"), nullptr);
}

}  // namespace
}  // namespace pgreconcile::test
