// --repair-invalid-indexes: what a broken CREATE INDEX CONCURRENTLY left is dropped and built anew, and nothing else is.

#include <gmock/gmock.h>

#include <thread>

#include "tests/fault/faults.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kRepair = "--repair-invalid-indexes";

const std::string kIndexAndKey = R"(version: 1
tables:
  t:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    unique: [{name: u, columns: [a]}]
    indexes: [{name: i, columns: [b], comment: by b}]
)";

constexpr auto kTwins = "CREATE TABLE t (a integer, b integer); INSERT INTO t VALUES (1, 0), (1, 1)";

constexpr auto kOidOfI = "SELECT 'i'::regclass::oid";

class RepairOfIndexes : public testing::Test {
 protected:
  RepairOfIndexes() {
    EXPECT_THROW(scenario_.database().execute("CREATE UNIQUE INDEX CONCURRENTLY u ON t (a)"), std::runtime_error);
    scenario_.database().execute("UPDATE t SET a = b");
  }
  std::string rows() const { return scenario_.database().value("SELECT count(*) FROM t"); }

  Scenario scenario_{kIndexAndKey, kTwins};
};

TEST_F(RepairOfIndexes, WantsTheFlag) {
  const auto without = scenario_.apply();
  EXPECT_EQ(without.exit_code, 3) << without.errors;
  EXPECT_THAT(without.applied, ElementsAre("index create_index public.i", "attach set_comment public.i"));

  const auto plan = scenario_.plan({kRepair});
  EXPECT_EQ(plan.status, "pending");
  EXPECT_THAT(plan.steps, ElementsAre("repair drop_invalid_index public.u", "index create_index public.u",
                                      "attach attach_unique public.t.u"));
  const auto with = scenario_.apply({kRepair});
  EXPECT_EQ(with.exit_code, 0) << with.errors;
  EXPECT_EQ(with.applied, plan.steps);
  EXPECT_EQ(scenario_.drift().exit_code, 0);
  EXPECT_EQ(rows(), "2");
}

// A block that waits and then looks again has to see what was committed meanwhile, whatever a role's default is.
TEST_F(RepairOfIndexes, LooksAtWhatIsCommitted) {
  const auto& database = scenario_.database();
  database.execute("ALTER DATABASE " + database.name() +
                   " SET default_transaction_isolation = 'serializable';"
                   "CREATE TABLE isolation (level text);"
                   "CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$"
                   " BEGIN INSERT INTO public.isolation VALUES (current_setting('transaction_isolation')); END $$;"
                   "CREATE EVENT TRIGGER note ON sql_drop EXECUTE FUNCTION note()");
  EXPECT_EQ(scenario_.apply({kRepair}).exit_code, 0);
  EXPECT_EQ(database.value("SELECT string_agg(DISTINCT level, ', ') FROM isolation"), "read committed");
}

TEST_F(RepairOfIndexes, CanBePastedAnyNumberOfTimes) {
  const auto sql = scenario_.plan_sql({kRepair});
  EXPECT_EQ(sql.exit_code, 0) << sql;
  for (int time = 0; time < 2; ++time) {
    const auto psql = scenario_.psql(sql.output);
    EXPECT_EQ(psql.exit_code, 0) << psql;
    EXPECT_EQ(scenario_.drift().exit_code, 0);
  }
  EXPECT_EQ(rows(), "2");
}

TEST_F(RepairOfIndexes, ThatIsKilledAfterTheDropIsGoneOnWithWithoutTheFlag) {
  const auto plan = scenario_.plan({kRepair});
  const auto psql = scenario_.psql(plan.json["steps"][0]["sql"].get<std::string>() + ";");
  EXPECT_EQ(psql.exit_code, 0) << psql;
  const auto apply = scenario_.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(scenario_.drift().exit_code, 0);
}

TEST(RepairOfAnIndex, BringsItsCommentBack) {
  const Scenario scenario(kIndexAndKey, std::string(kTwins) + R"(;
    UPDATE t SET a = b;
    ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);
    CREATE INDEX i ON t (b);
    COMMENT ON INDEX i IS 'by b';
    UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass)");
  const auto apply = scenario.apply({kRepair});
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(apply.applied, ElementsAre("repair drop_invalid_index public.i", "index create_index public.i",
                                         "attach set_comment public.i"));
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

// An index that is being built looks like one whose build broke off.
TEST(RepairOfAnIndex, LeavesOneThatIsStillBuilt) {
  const Scenario scenario(kIndexAndKey, std::string(kTwins) + "; UPDATE t SET a = b; ALTER TABLE t ADD UNIQUE (a)");
  const auto& database = scenario.database();
  database.execute("ALTER TABLE t RENAME CONSTRAINT t_a_key TO u");
  auto old = database.connect();
  old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM t");
  std::thread builder([&] { database.execute("CREATE INDEX CONCURRENTLY i ON t USING btree (b)"); });
  wait_until(database, "EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('i') AND indisready)");
  const auto oid = database.value(kOidOfI);
  const auto apply = scenario.apply({kRepair, "--max-wait", "500ms"});
  EXPECT_EQ(apply.exit_code, 75) << apply.errors;
  EXPECT_EQ(apply.json["failed"]["sqlstate"], "55P03");
  EXPECT_THAT(apply.applied, IsEmpty());
  old.execute("COMMIT");
  builder.join();
  EXPECT_EQ(database.value(kOidOfI), oid);
  EXPECT_EQ(scenario.apply({kRepair}).exit_code, 0);
  EXPECT_EQ(database.value(kOidOfI), oid);
}

// Which is what every other host of a deploy meets while the first one builds.
TEST(RepairOfAnIndex, IsNotAskedForWhileAnotherHostBuildsIt) {
  const Scenario scenario(kIndexAndKey, std::string(kTwins) + "; UPDATE t SET a = b; ALTER TABLE t ADD UNIQUE (a)");
  const auto& database = scenario.database();
  database.execute("ALTER TABLE t RENAME CONSTRAINT t_a_key TO u");
  auto old = database.connect();
  old.execute("BEGIN; INSERT INTO t VALUES (7, 7)");
  const TemporaryFile file(kIndexAndKey);
  auto first = start_tool(arguments("apply", file, database.url()));
  ASSERT_TRUE(first.wait_for("waits for"));

  const auto plan = scenario.plan();
  EXPECT_EQ(plan.exit_code, 3) << plan.errors;
  EXPECT_EQ(plan.differences,
            (Differences{{"invalid", "public.i", "valid", "valid", "invalid",
                          "the index is being built: wait for the end of its CREATE INDEX CONCURRENTLY", "", "6:15"}}));
  const auto impatient = run_tool(arguments("apply", file, database.url(), {"--max-wait", "300ms"}));
  EXPECT_EQ(impatient.exit_code, 75) << impatient;
  EXPECT_THAT(impatient.errors, HasSubstr("another apply runs on this database: pgreconcile (pid "));
  EXPECT_THAT(impatient.output, EndsWith("Wait until the index is built, and look again.\n"));

  auto second = start_tool(arguments("apply", file, database.url()));
  ASSERT_TRUE(second.wait_for("another apply runs on this database"));
  old.execute("COMMIT");
  EXPECT_EQ(first.wait().exit_code, 0);
  const auto done = second.wait();
  EXPECT_EQ(done.exit_code, 0) << done;
  EXPECT_THAT(done.output, HasSubstr("0 steps done."));
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

/// What a file adds to a partitioned table, and the part that is being built when the server's process ends.
struct InParts {
  std::string name;
  std::string key;
};

std::ostream& operator<<(std::ostream& out, const InParts& addition) { return out << addition.name; }

class RepairOfAPart : public testing::TestWithParam<InParts> {};

TEST_P(RepairOfAPart, WhoseBuildEndedInItsMidst) {
  const TestDatabase database;
  database.execute(R"(
    CREATE TABLE t (a integer NOT NULL) PARTITION BY LIST (a);
    CREATE TABLE p PARTITION OF t FOR VALUES IN (1);
    CREATE TABLE s PARTITION OF t FOR VALUES IN (2) PARTITION BY RANGE (a);
    CREATE TABLE s1 PARTITION OF s DEFAULT;
    INSERT INTO t VALUES (1), (2))");
  const TemporaryFile file(
      "version: 1\ntables:\n  t:\n    columns: [{name: a, type: integer, nullable: false}]\n"
      "    partition_by: {list: [a]}\n    partitions: {p: {in: [1]}, s: {in: [2]}}\n" +
      GetParam().key);
  const auto run = [&](const std::string& command, const std::vector<std::string>& options = {}) {
    return run_tool(arguments(command, file, database.url(), options));
  };
  auto old = database.connect();
  old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
  auto apply = start_tool(arguments("apply", file, database.url()));
  wait_until(database, "EXISTS (SELECT FROM pg_index WHERE indrelid = 'p'::regclass AND NOT indisvalid)");
  wait_until_blocked(database);
  database.execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgreconcile'"
      " AND datname = current_database()");
  EXPECT_EQ(apply.wait().exit_code, 75);
  old.execute("COMMIT");
  const auto without = run("apply");
  EXPECT_EQ(without.exit_code, 3) << without;
  EXPECT_EQ(database.value("SELECT string_agg(indrelid::regclass::text, ' ' ORDER BY indrelid::regclass::text)"
                           " FROM pg_index WHERE indrelid >= 16384 AND NOT indisvalid"),
            "p t");
  const auto with = run("apply", {kRepair});
  EXPECT_EQ(with.exit_code, 0) << with;
  const auto drift = run("drift", {"--ignore", "unknown"});  // s is partitioned itself
  EXPECT_EQ(drift.exit_code, 0) << drift;
  EXPECT_EQ(database.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
  EXPECT_EQ(database.value("SELECT string_agg(a::text, ' ' ORDER BY a) FROM t"), "1 2");
}

INSTANTIATE_TEST_SUITE_P(Of, RepairOfAPart,
                         testing::Values(InParts{"AnIndex", "    indexes: [{name: i, columns: [{expr: a % 2}]}]\n"},
                                         InParts{"APrimaryKey", "    primary_key: {columns: [a]}\n"}),
                         [](const auto& parameter) { return parameter.param.name; });

}  // namespace
}  // namespace pgreconcile::test
