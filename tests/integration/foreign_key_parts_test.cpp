// Foreign keys that come to partitioned tables with rows, on servers that take none NOT VALID there (before PostgreSQL 18):
// each partition's is validated by itself, and the table's own takes them over.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kLive = R"(
  CREATE TABLE o (id integer PRIMARY KEY, other integer, UNIQUE (id, other));
  CREATE TABLE t (a integer NOT NULL, b integer, c integer) PARTITION BY LIST (c);
  CREATE TABLE p PARTITION OF t FOR VALUES IN (1);
  CREATE TABLE s PARTITION OF t FOR VALUES IN (2) PARTITION BY RANGE (a);
  CREATE TABLE s1 PARTITION OF s FOR VALUES FROM (0) TO (10);
  CREATE TABLE s2 PARTITION OF s DEFAULT;
  CREATE TABLE q PARTITION OF t FOR VALUES IN (3);
  INSERT INTO o SELECT n, n FROM generate_series(1, 20) n;
  INSERT INTO t SELECT n, n, 1 + n % 3 FROM generate_series(1, 20) n)";
const std::string kTables = R"(version: 1
tables:
  o:
    columns: [{name: id, type: integer, primary_key: true}, {name: other, type: integer}]
    unique: [{columns: [id, other]}]
  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer}, {name: c, type: integer}]
    partition_by: {list: [c]}
)";
const std::string kPartitions = "    partitions: {p: {in: [1]}, s: {in: [2]}, q: {in: [3]}}\n";
const std::string kKey =
    "    foreign_keys: [{name: k, columns: [a, b], references: {table: o, columns: [id, other], on_delete: cascade,"
    " on_update: restrict, match: full}, deferrable: true, initially_deferred: true}]\n";
constexpr auto kPlainly =
    "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a, b) REFERENCES o (id, other) MATCH FULL ON UPDATE RESTRICT"
    " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED";
const std::string kOfLeaf =
    " FOREIGN KEY (a, b) REFERENCES o (id, other) MATCH FULL ON UPDATE RESTRICT ON DELETE CASCADE"
    " DEFERRABLE INITIALLY DEFERRED";
constexpr auto kKeys =
    "SELECT string_agg(format('%s %s %s %s %s', conrelid::regclass, conname, convalidated, conislocal, coninhcount), "
    "', '"
    " ORDER BY conrelid::regclass::text, conname) FROM pg_constraint WHERE contype = 'f'";

/// Of a plan: the number of steps that scan and lock a table against its writers.
int scans_that_block(const Report& plan) {
  int count = 0;
  for (const auto& step : plan.json["steps"]) {
    if (!step["scans"]) continue;
    for (const auto& lock : step["locks"]) {
      const auto mode = lock["mode"].get<std::string>();
      if (mode == "SHARE ROW EXCLUSIVE" || mode == "ACCESS EXCLUSIVE") {
        ++count;
        break;
      }
    }
  }
  return count;
}

bool takes_not_valid() { return server_major() >= 18; }

class ForeignKeyParts : public testing::Test {
 protected:
  static std::string plainly() {
    const TestDatabase database;
    database.execute(kLive);
    database.execute(kPlainly);
    return database.dump_schema() + database.value(kKeys);
  }
  std::string made() const { return scenario_.database().dump_schema() + scenario_.database().value(kKeys); }
  std::string rows() const { return scenario_.database().value("SELECT count(*) FROM t"); }
  std::string whole() const {
    return scenario_.database().value(
        "SELECT count(*) FROM pg_constraint WHERE conrelid = 't'::regclass AND conname = 'k'");
  }

  const Scenario scenario_{kTables + kPartitions + kKey, kLive};
};

TEST_F(ForeignKeyParts, AreWhatThePlainStatementMakes) {
  const auto plan = scenario_.plan();
  EXPECT_EQ(scans_that_block(plan), 0);
  const auto apply = scenario_.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(apply.status, "converged");
  EXPECT_EQ(made(), plainly());
  EXPECT_EQ(rows(), "20");
  EXPECT_THAT(scenario_.apply().applied, IsEmpty());
  EXPECT_EQ(scenario_.drift({"--ignore", "unknown"}).exit_code, 0);
  if (takes_not_valid()) return;
  EXPECT_THAT(apply.applied,
              ElementsAre("constraint add_foreign_key public.p.k", "constraint add_foreign_key public.q.k",
                          "constraint add_foreign_key public.s1.k", "constraint add_foreign_key public.s2.k",
                          "validate validate_constraint public.p.k", "validate validate_constraint public.q.k",
                          "validate validate_constraint public.s1.k", "validate validate_constraint public.s2.k",
                          "validate add_foreign_key public.t.k"));
  const auto locks = plan.json["steps"].back()["locks"].dump();
  EXPECT_EQ(locks,
            R"([{"mode":"SHARE ROW EXCLUSIVE","table":"public.t"},{"mode":"SHARE ROW EXCLUSIVE","table":"public.p"},)"
            R"({"mode":"SHARE ROW EXCLUSIVE","table":"public.q"},{"mode":"SHARE ROW EXCLUSIVE","table":"public.s"},)"
            R"({"mode":"SHARE ROW EXCLUSIVE","table":"public.s1"},{"mode":"SHARE ROW EXCLUSIVE","table":"public.s2"},)"
            R"({"mode":"ACCESS EXCLUSIVE","table":"public.o"}])");
}

TEST_F(ForeignKeyParts, ThePrintedSqlCanBePastedTwice) {
  const auto sql = scenario_.plan_sql().output;
  for (int paste = 1; paste <= 2; ++paste) {
    const auto pasted = scenario_.psql(sql);
    EXPECT_EQ(pasted.exit_code, 0) << pasted.errors;
  }
  EXPECT_EQ(made(), plainly());
}

TEST_F(ForeignKeyParts, TakeTheKeysThatPartitionsHave) {
  if (takes_not_valid()) return;  // the table itself, and its partitions need none of their own
  scenario_.database().execute("ALTER TABLE p ADD CONSTRAINT mine" + kOfLeaf + "; ALTER TABLE s1 ADD CONSTRAINT half" +
                               kOfLeaf + " NOT VALID; ALTER TABLE q ADD CONSTRAINT k CHECK (a > 0)");
  const auto apply = scenario_.apply({"--on-conflict", "skip"});
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(
      apply.applied,
      ElementsAre("constraint add_foreign_key public.q.q_a_b_fkey", "constraint add_foreign_key public.s2.k",
                  "validate validate_constraint public.q.q_a_b_fkey", "validate validate_constraint public.s1.half",
                  "validate validate_constraint public.s2.k", "validate add_foreign_key public.t.k"));
  EXPECT_EQ(scenario_.database().value(kKeys),
            "p mine t f 1, q q_a_b_fkey t f 1, s k t f 1, s1 half t f 1, s2 k t f 1, t k t t 0");
}

// A table below that is partitioned itself and has the key has it on all its partitions.
TEST_F(ForeignKeyParts, TakeTheKeyOfAPartitionThatIsPartitioned) {
  if (takes_not_valid()) return;  // the table itself, and its partitions need none of their own
  scenario_.database().execute("ALTER TABLE s ADD CONSTRAINT mine" + kOfLeaf);
  const auto apply = scenario_.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(apply.applied,
              ElementsAre("constraint add_foreign_key public.p.k", "constraint add_foreign_key public.q.k",
                          "validate validate_constraint public.p.k", "validate validate_constraint public.q.k",
                          "validate add_foreign_key public.t.k"));
  EXPECT_EQ(scenario_.database().value(kKeys),
            "p k t f 1, q k t f 1, s mine t f 1, s1 mine t f 1, s2 mine t f 1, t k t t 0");
}

// The guard keeps the table's own from reading rows, and from making a second key of one that is NOT VALID.
TEST_F(ForeignKeyParts, WithARowInTheWayAreFinishedOnceItIsGone) {
  if (takes_not_valid()) return;  // the table itself, and its partitions need none of their own
  const auto& database = scenario_.database();
  const auto last = scenario_.plan().json["steps"].back()["sql"].get<std::string>() + ";";
  EXPECT_EQ(scenario_.psql(last).exit_code, 0);
  EXPECT_EQ(whole(), "0") << "the partitions have rows and not the key";
  database.execute("INSERT INTO t VALUES (99, 99, 2)");
  const auto failed = scenario_.apply();
  EXPECT_EQ(failed.exit_code, 1) << failed.errors;
  EXPECT_EQ(failed.json["failed"]["sqlstate"], "23503");
  EXPECT_EQ(scenario_.psql(last).exit_code, 0);
  EXPECT_EQ(whole(), "0") << "the keys of s2 and, by its end, of others are NOT VALID";
  database.execute("DELETE FROM t WHERE a = 99");
  const auto next = scenario_.apply();
  EXPECT_EQ(next.exit_code, 0) << next.errors;
  EXPECT_THAT(next.applied,
              ElementsAre("validate validate_constraint public.s2.k", "validate add_foreign_key public.t.k"));
  EXPECT_EQ(made(), plainly());
}

TEST_F(ForeignKeyParts, ThatAreUnfinishedAreNoDifferenceOfThePartitions) {
  if (takes_not_valid()) return;  // the table itself, and its partitions need none of their own
  scenario_.database().execute("ALTER TABLE p ADD CONSTRAINT k" + kOfLeaf + " NOT VALID");
  for (const auto& difference : scenario_.plan().differences) EXPECT_EQ(difference.object, "public.s") << difference;
}

TEST(ForeignKeyPartsOfANewPartition, ComeWithTheTablesOwn) {
  const Scenario scenario(kTables + "    partitions: {p: {in: [1]}, s: {in: [2]}, q: {in: [3]}, r: {in: [4]}}\n" + kKey,
                          kLive);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(scenario.database().value("SELECT convalidated FROM pg_constraint WHERE conrelid = 'r'::regclass"
                                      " AND contype = 'f'"),
            "t");
}

TEST(ForeignKeyPartsWithoutPartitions, AreNone) {
  const Scenario scenario(kTables + kKey,
                          "CREATE TABLE o (id integer PRIMARY KEY, other integer, UNIQUE (id, other));"
                          "CREATE TABLE t (a integer NOT NULL, b integer, c integer) PARTITION BY LIST (c)");
  EXPECT_EQ(scans_that_block(scenario.plan()), 0);
  EXPECT_EQ(scenario.apply().exit_code, 0);
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

// The parts would each have constraints on every partition of the target.
TEST(ForeignKeyPartsOntoAPartitionedTable, ScanAndSayIt) {
  const Scenario scenario(R"(version: 1
tables:
  t:
    columns: [{name: a, type: integer, primary_key: true}, {name: up, type: integer, references: {table: t, column: a}}]
    partition_by: {range: [a]}
    partitions: {p: {from: [0], to: [10]}}
)",
                          "CREATE TABLE t (a integer PRIMARY KEY, up integer) PARTITION BY RANGE (a);"
                          "CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10); INSERT INTO t VALUES (1, 1)");
  EXPECT_EQ(scans_that_block(scenario.plan()), takes_not_valid() ? 0 : 1);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

}  // namespace
}  // namespace pgreconcile::test
