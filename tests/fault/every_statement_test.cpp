#include <gmock/gmock.h>

#include <csignal>
#include <cstdlib>
#include <optional>
#include <ostream>
#include <set>
#include <string_view>
#include <tuple>
#include <vector>

#include "reconciler/step_kind.hpp"
#include "tests/fault/faults.hpp"
#include "tests/support/scenario.hpp"

// The session of an apply ends, or its program is killed, before and after its statements in turn. EVERY_STATEMENT=all says
// each of them; otherwise it is every other one. See ci/every-statement.
namespace pgreconcile::test {
namespace {

/// What a file adds to kLive, and with how many statements.
struct Addition {
  std::string name;
  int statements;
  std::string file;                             // less its first line
  std::optional<int> statements_since_18 = {};  // where it is another number
  std::string prepared = {};                    // what kLive has beside
  std::vector<std::string> options = {};        // of each apply

  int count() const { return server_major() >= 18 ? statements_since_18.value_or(statements) : statements; }
};

/// When the session ends: as a statement starts, where the one before it has done all of its own; or in its midst, when
/// it has done its work and has not committed.
struct Moment {
  std::string name;
  std::string event;
};

/// What ends.
enum class Ending { Session, Program };

std::ostream& operator<<(std::ostream& out, const Addition& addition) { return out << addition.name; }
std::ostream& operator<<(std::ostream& out, const Moment& moment) { return out << moment.name; }

const std::string kLive = R"(
  CREATE TYPE mood AS ENUM ('ok');
  CREATE DOMAIN email AS text;
  CREATE TABLE items (id bigint PRIMARY KEY, mood mood, mail email);
  INSERT INTO items VALUES (1, 'ok', 'a@b'), (2, 'ok', 'c@d');
  CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
  CREATE TABLE events_rest PARTITION OF events DEFAULT;
  INSERT INTO events VALUES ('2026-05-05');
  CREATE TABLE readings (id bigint NOT NULL, kind integer NOT NULL) PARTITION BY LIST (kind);
  CREATE TABLE readings_1 PARTITION OF readings FOR VALUES IN (1) PARTITION BY RANGE (id);
  CREATE TABLE readings_1_low PARTITION OF readings_1 FOR VALUES FROM (0) TO (100);
  CREATE TABLE readings_2 PARTITION OF readings FOR VALUES IN (2);
  INSERT INTO readings VALUES (1, 1), (2, 2);)";
/// The same table in a file, which a case goes on with: its columns come last.
const std::string kItemsOfLive = R"(
enums: {mood: [ok]}
domains: {email: {type: text}}
tables:
  items:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: mood, type: mood}
      - {name: mail, type: email}
)";
constexpr auto kRows =
    "SELECT (SELECT string_agg(i::text, ' ' ORDER BY id) FROM (SELECT id, mood, mail FROM items) i)"
    " || (SELECT string_agg(at::text, ' ') FROM events)"
    " || (SELECT string_agg(r::text, ' ' ORDER BY id) FROM readings r)";

// The count is a sequence's: no rollback takes it back.
constexpr auto kFault = R"(
  CREATE SCHEMA fault;
  CREATE SEQUENCE fault.statements;
  CREATE FUNCTION fault.strike() RETURNS event_trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF current_setting('application_name') = 'pgreconcile' AND nextval('fault.statements') = {} THEN
      PERFORM {};
    END IF;
  END $$;
  CREATE EVENT TRIGGER fault ON {} EXECUTE FUNCTION fault.strike())";
constexpr auto kEndSession = "pg_terminate_backend(pg_backend_pid()), pg_sleep(60)";
// Until the test has killed the program, and lets go of the lock.
constexpr auto kWaitForTheKill = "pg_advisory_xact_lock(1)";
constexpr auto kHoldKill = "SELECT pg_advisory_lock(1)";
constexpr auto kLetGo = "SELECT pg_advisory_unlock(1)";
constexpr auto kNoFault = "DROP EVENT TRIGGER fault; DROP SCHEMA fault CASCADE";

class EveryStatement : public testing::TestWithParam<std::tuple<Addition, Moment, Ending>> {
 protected:
  const Addition& addition() const { return std::get<Addition>(GetParam()); }

  ProcessResult run_on(const TestDatabase& database, const std::string& command) const {
    return run_tool(arguments(command, file_, database.url(), options_of(command)));
  }
  std::vector<std::string> options_of(const std::string& command) const {
    return command == "apply" ? addition().options : std::vector<std::string>();
  }
  void make_live(const TestDatabase& database) const { database.execute(kLive + addition().prepared); }
  std::string uninterrupted() const {
    const TestDatabase database;
    make_live(database);
    const auto result = run_on(database, "apply");
    EXPECT_EQ(result.exit_code, 0) << result;
    return database.dump_schema();
  }
  void strike_at(int statement, const char* action, const TestDatabase& database) const {
    database.execute(fmt::format(kFault, statement, action, std::get<Moment>(GetParam()).event));
  }
  void end_session_at(int statement, const TestDatabase& database) const {
    strike_at(statement, kEndSession, database);
    const auto broken = run_on(database, "apply");
    EXPECT_EQ(broken.exit_code, 75) << broken;
    EXPECT_THAT(broken.errors, testing::ContainsRegex("\npgreconcile: error: step [0-9]+: .*: the connection broke; "));
    EXPECT_THAT(broken.output, testing::ContainsRegex("\nLeft:\n(     .*\n)+\n[0-9]+ steps? done\\. "));
    EXPECT_EQ(run_on(database, "drift").exit_code, 2);
  }
  // The server's process does its statement to the end.
  void kill_program_at(int statement, const TestDatabase& database) const {
    strike_at(statement, kWaitForTheKill, database);
    auto other = database.connect();
    other.execute(kHoldKill);
    auto apply = start_tool(arguments("apply", file_, database.url(), addition().options));
    wait_until_blocked(database);
    apply.send(SIGKILL);
    EXPECT_EQ(apply.wait().signal, SIGKILL);
    other.execute(kLetGo);
    wait_until_no_session(database);
  }
  /// What an apply that ends at that statement leaves is finished by the next.
  void expect_convergence_after(int statement, const std::string& dump) const {
    const TestDatabase database;
    make_live(database);
    const auto rows = database.value(kRows);
    switch (std::get<Ending>(GetParam())) {
      case Ending::Session:
        end_session_at(statement, database);
        break;
      case Ending::Program:
        kill_program_at(statement, database);
        break;
    }
    const auto next = run_on(database, "apply");
    EXPECT_EQ(next.exit_code, 0) << next;
    database.execute(kNoFault);
    EXPECT_EQ(database.dump_schema(), dump);
    EXPECT_EQ(database.value(kRows), rows);
  }
  /// Without the statement of that number, all of them were met.
  void expect_no_more_than(int statements) const {
    const TestDatabase database;
    make_live(database);
    strike_at(0, kEndSession, database);
    EXPECT_EQ(run_on(database, "apply").exit_code, 0);
    EXPECT_EQ(database.value("SELECT last_value FROM fault.statements"), std::to_string(statements));
  }

  TemporaryFile file_{"version: 1\n" + addition().file};
};

/// All, or every other one: where a session meets the odd ones, a program meets the even ones.
std::vector<int> chosen(int statements, Ending ending) {
  const char* variable = std::getenv("EVERY_STATEMENT");
  const bool is_all = variable != nullptr && std::string_view(variable) == "all";
  std::vector<int> numbers;
  for (int number = 1; number <= statements; ++number) {
    const bool is_odd = number % 2 == 1;
    if (is_all || is_odd == (ending == Ending::Session)) numbers.push_back(number);
  }
  return numbers;
}

TEST_P(EveryStatement, MayBeTheLastOfAnApply) {
  const auto dump = uninterrupted();
  expect_no_more_than(addition().count());
  for (const int statement : chosen(addition().count(), std::get<Ending>(GetParam()))) {
    SCOPED_TRACE(fmt::format("statement {}", statement));
    expect_convergence_after(statement, dump);
  }
}

// All but those that what ends them in their midst leaves an invalid index of.
const std::vector<Addition>& additions() {
  static const std::vector<Addition> kAdditions{
      {"EnumLabels", 3, "enums: {mood: [sad, ok, fine, happy]}\ntables: {}\n"},
      {"ASchemaAndAnExtension", 3, "schemas: [app]\nextensions: [tcn]\ntables: {}\n"},
      {"ACreateTransaction", 13, R"(
enums: {kind: [a, b]}
domains: {short: {type: text, checks: [{name: short_is, expr: length(VALUE) < 9}]}}
sequences: {bill_no: {owned_by: bills.nr}}
tables:
  bills:
    comment: what is owed
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: nr, type: bigint, default: nextval('bill_no')}
      - {name: kind, type: kind, comment: of two}
      - {name: note, type: short, storage: external}
    indexes: [{name: bills_nr, columns: [nr], comment: by number}]
  log:
    columns: [{name: at, type: date, nullable: false}]
    partition_by: {range: [at]}
    partitions:
      log_rest: default
      log_2026: {from: ["2026-01-01"], to: ["2027-01-01"]}
)"},
      {"AColumnWithStorageAndComment", 3,
       kItemsOfLive + R"(      - {name: note, type: text, storage: external, comment: free text}
)"},
      {"AnExclusionAndACheck", 3,
       kItemsOfLive + R"(    exclude: [{name: items_mail, method: btree, elements: [{column: mail, with: "="}]}]
    checks: [{name: items_id, expr: id > 0}]
)"},
      {"AForeignKeyInParts", 5, kItemsOfLive + R"(  readings:
    columns: [{name: id, type: bigint, nullable: false}, {name: kind, type: integer, nullable: false}]
    partition_by: {list: [kind]}
    partitions: {readings_1: {in: [1]}, readings_2: {in: [2]}}
    foreign_keys: [{columns: [id], references: {table: items, columns: [id], on_delete: cascade}}]
)",
       2},
      {"ADomainCheckAndItsValidation", 2,
       "domains: {email: {type: text, checks: [{name: email_at, expr: \"VALUE ~ '@'\"}]}}\ntables: {}\n"}};
  return kAdditions;
}

// What ends a concurrent build in its midst leaves an invalid index, which is reported: KilledIndexBuild.
const std::vector<Addition>& additions_with_concurrent_builds() {
  static const std::vector<Addition> kAdditions{
      {"IndexAndItsComment", 2, kItemsOfLive + R"(    indexes: [{name: items_mood, columns: [mood], comment: by mood}]
)"},
      {"AnInvalidUniqueKey",
       3,
       kItemsOfLive + R"(    unique: [{name: items_mail, columns: [mail]}]
)",
       {},
       R"(
  CREATE UNIQUE INDEX items_mail ON items (mail);
  UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'items_mail'::regclass;)",
       {"--repair-invalid-indexes"}},
      {"APartitionedTablesIndexAndPartition", 6, R"(
tables:
  events:
    columns: [{name: at, type: date, nullable: false}]
    partition_by: {range: [at]}
    partitions:
      events_rest: default
      events_2030: {from: ["2030-01-01"], to: ["2031-01-01"]}
    indexes: [{name: events_at, columns: [at], comment: by day}]
)"},
      {"AnIndexInParts", 8, R"(
tables:
  readings:
    columns: [{name: id, type: bigint, nullable: false}, {name: kind, type: integer, nullable: false}]
    partition_by: {list: [kind]}
    partitions: {readings_1: {in: [1]}, readings_2: {in: [2]}}
    indexes: [{name: readings_kind, columns: [kind, {expr: id % 2}], comment: by kind}]
)"},
      {"KeysInParts", 18, R"(
tables:
  readings:
    columns: [{name: id, type: bigint, nullable: false}, {name: kind, type: integer, nullable: false}]
    partition_by: {list: [kind]}
    partitions: {readings_1: {in: [1]}, readings_2: {in: [2]}}
    primary_key: {columns: [id, kind]}
    unique: [{name: readings_unique, columns: [kind, id]}]
)"}};
  return kAdditions;
}

TEST(EveryStatement, MeetsEveryKindOfStep) {
  std::set<std::string> met;
  for (const auto* of : {&additions(), &additions_with_concurrent_builds()}) {
    for (const auto& addition : *of) {
      const Scenario scenario("version: 1\n" + addition.file, kLive + addition.prepared);
      const auto plan = scenario.plan(addition.options);
      for (const auto& step : plan.json.at("steps")) met.insert(step.at("kind").get<std::string>());
    }
  }
  std::set<std::string> all;
  for (const auto kind : reconciler::kStepKinds) all.insert(to_string(kind));
  EXPECT_EQ(met, all);
}

std::string title(const testing::TestParamInfo<EveryStatement::ParamType>& info) {
  const auto& [addition, moment, ending] = info.param;
  return addition.name + moment.name + (ending == Ending::Session ? "OfTheSession" : "OfTheProgram");
}

const Moment kAtItsStart{"AtTheStart", "ddl_command_start"};
const Moment kBeforeItsCommit{"BeforeTheCommit", "ddl_command_end"};
const auto kEndings = testing::Values(Ending::Session, Ending::Program);

INSTANTIATE_TEST_SUITE_P(Of, EveryStatement,
                         testing::Combine(testing::ValuesIn(additions()),
                                          testing::Values(kAtItsStart, kBeforeItsCommit), kEndings),
                         title);
INSTANTIATE_TEST_SUITE_P(OfConcurrent, EveryStatement,
                         testing::Combine(testing::ValuesIn(additions_with_concurrent_builds()),
                                          testing::Values(kAtItsStart), kEndings),
                         title);

}  // namespace
}  // namespace pgreconcile::test
