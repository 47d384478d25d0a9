#include <gmock/gmock.h>

#include <deque>

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
