#include <gmock/gmock.h>

#include <deque>
#include <ostream>
#include <set>

#include "tests/fault/faults.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const std::filesystem::path kProject = PGRECONCILE_SOURCE_DIR;

// A row for each DDL statement that was committed, one in a DO block too, whether or not it found anything to do.
constexpr auto kLogDdl = R"(
  CREATE SCHEMA log;
  CREATE TABLE log.ddl (tag text);
  CREATE FUNCTION log.ddl() RETURNS event_trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO log.ddl VALUES (tg_tag); END $$;
  CREATE EVENT TRIGGER log_ddl ON ddl_command_end EXECUTE FUNCTION log.ddl())";

// The baseline, less a table, a column, an index and two foreign keys.
constexpr auto kHalf = R"(
  DROP TABLE kraken_tool_calls;
  ALTER TABLE kraken_turns DROP COLUMN duration_ms, DROP CONSTRAINT fk_kraken_turns_conversation;
  DROP INDEX ix_kraken_conversations_session_id)";

std::vector<std::string> statements(const TestDatabase& database) {
  std::vector<std::string> tags;
  for (const auto& row : database.query("SELECT tag, count(*) FROM log.ddl GROUP BY tag ORDER BY tag")) {
    tags.push_back(row[0] + " " + row[1]);
  }
  return tags;
}

class Concurrency : public testing::TestWithParam<int> {
 protected:
  void expect_that_all_converge() {
    database_.execute(kLogDdl);
    const std::vector<std::string> command{"--file", kProject / "schema.yaml", "--database-url", database_.url()};
    std::vector<std::string> apply{"apply"};
    apply.insert(apply.end(), command.begin(), command.end());
    std::deque<Process> applies;
    for (int count = 0; count < GetParam(); ++count) applies.push_back(start_tool(apply));
    for (auto& process : applies) {
      const auto result = process.wait();
      EXPECT_EQ(result.exit_code, 0) << result;
    }
    std::vector<std::string> drift{"drift"};
    drift.insert(drift.end(), command.begin(), command.end());
    const auto result = run_tool(drift);
    EXPECT_EQ(result.exit_code, 0) << result;
  }

  TestDatabase database_;
};

TEST_P(Concurrency, OnAnEmptyDatabaseEachStatementRunsOnce) {
  expect_that_all_converge();
  EXPECT_THAT(statements(database_), ElementsAre("CREATE INDEX 3", "CREATE TABLE 3"));
}

TEST_P(Concurrency, OnAHalfBuiltDatabaseEachStatementRunsOnce) {
  const auto baseline =
      run({"psql", "--quiet", "--dbname", database_.url(), "--file", kProject / "tests/support/kraken_baseline.sql"});
  ASSERT_EQ(baseline.exit_code, 0) << baseline;
  database_.execute(kHalf);
  expect_that_all_converge();
  EXPECT_THAT(statements(database_), ElementsAre("ALTER TABLE 5", "CREATE INDEX 2", "CREATE TABLE 1"));
}

INSTANTIATE_TEST_SUITE_P(Hosts, Concurrency, testing::Values(2, 24));

// What is missing of tables that hold rows: what scans, builds, locks, and what rows could violate.
constexpr auto kRowsAndLess = R"(
  CREATE TYPE mood AS ENUM ('ok');
  CREATE TABLE owners (id bigint PRIMARY KEY);
  CREATE TABLE items (id bigint PRIMARY KEY, owner bigint NOT NULL, mood mood NOT NULL);
  INSERT INTO owners SELECT n FROM generate_series(1, 1000) n;
  INSERT INTO items SELECT n, n % 1000 + 1, 'ok' FROM generate_series(1, 20000) n)";
constexpr auto kMore = R"(version: 1
enums: {mood: [sad, ok]}
tables:
  owners:
    columns: [{name: id, type: bigint, primary_key: true}, {name: name, type: text, nullable: false, default: {literal: x}}]
  items:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: owner, type: bigint, nullable: false}
      - {name: mood, type: mood, nullable: false}
      - {name: code, type: uuid, default: gen_random_uuid(), unique: true}
    foreign_keys: [{name: items_owner, columns: [owner], references: {table: owners, columns: [id]}}]
    checks: [{name: items_id, expr: id > 0}]
    indexes: [{name: items_by_owner, columns: [owner, mood]}]
)";
constexpr auto kStepsOfMore = 10;
constexpr auto kRows =
    "SELECT (SELECT md5(string_agg(id || ' ' || owner || ' ' || mood, ',' ORDER BY id)) FROM items)"
    " || (SELECT md5(string_agg(id::text, ',' ORDER BY id)) FROM owners)";

/// How long each waits for the others, and how they may end.
struct Patience {
  std::string name;
  std::vector<std::string> options;
  std::set<int> exit_codes;
};

std::ostream& operator<<(std::ostream& out, const Patience& patience) { return out << patience.name; }

class OnTablesThatHoldRows : public testing::TestWithParam<Patience> {};

TEST_P(OnTablesThatHoldRows, OneOfManyAppliesDoesItAll) {
  constexpr int kApplies = 24;
  const TestDatabase database;
  database.execute(kRowsAndLess);
  const auto rows = database.value(kRows);
  const TemporaryFile file(kMore);
  std::deque<Process> applies;
  for (int count = 0; count < kApplies; ++count) {
    applies.push_back(start_tool(arguments("apply", file, database.url(), GetParam().options)));
  }
  int workers = 0;
  for (auto& process : applies) {
    const auto result = process.wait();
    EXPECT_THAT(GetParam().exit_codes, testing::Contains(result.exit_code)) << result;
    if (result.output.find(fmt::format("{} steps done. ", kStepsOfMore)) != std::string::npos) {
      ++workers;
      EXPECT_EQ(result.exit_code, 0) << result;
    } else if (result.output.empty()) {  // of those that do not wait: while the worker's DDL ran
      EXPECT_EQ(result.exit_code, 75) << result;
      EXPECT_THAT(result.errors, HasSubstr("error: the catalog kept changing while it was read")) << result;
    } else {
      EXPECT_THAT(result.output, HasSubstr("0 steps done. ")) << result;
    }
  }
  EXPECT_EQ(workers, 1);
  const auto drift = run_tool(arguments("drift", file, database.url()));
  EXPECT_EQ(drift.exit_code, 0) << drift;
  EXPECT_EQ(database.value(kRows), rows);
  EXPECT_EQ(database.value("SELECT count(*) FROM items WHERE code IS NOT NULL"), "20000");
  EXPECT_EQ(database.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
}

INSTANTIATE_TEST_SUITE_P(Who, OnTablesThatHoldRows,
                         testing::Values(Patience{"Wait", {}, {0}},
                                         Patience{"DoNotWait", {"--max-wait", "0s"}, {0, 75}}),
                         [](const auto& parameter) { return parameter.param.name; });

// Somebody else who knows nothing of the apply lock: the loser of the race reads again, and goes on.
TEST(Race, WithoutTheLockTheLoserReadsAgain) {
  const TestDatabase database;
  const TemporaryFile file(kItemsWithNote);
  auto other = database.connect();
  other.execute("BEGIN; CREATE TABLE items (id bigint PRIMARY KEY)");
  auto apply = start_tool(arguments("apply", file, database.url(), {"--lock-timeout", "1h"}));
  wait_until_blocked(database);
  other.execute("COMMIT");
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  // Between the two it may say that it waited, where that took long.
  EXPECT_THAT(result.errors, StartsWith("step 1: create table public.items\n"));
  EXPECT_THAT(result.errors, HasSubstr("step 1: add column public.items.note\n"));
  EXPECT_EQ(run_tool(arguments("drift", file, database.url())).exit_code, 0);
}

}  // namespace
}  // namespace pgreconcile::test
