// Indexes, keys and partitions that come to partitioned tables with rows: nothing is locked for long, and what comes is what
// PostgreSQL would make of the plain statement.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto kLive = R"(
  CREATE TABLE far (id integer PRIMARY KEY);
  CREATE TABLE t (a integer NOT NULL, b text DEFAULT 'x', n serial, g integer GENERATED ALWAYS AS (a * 2) STORED,
                  CHECK (a > 0), FOREIGN KEY (n) REFERENCES far) PARTITION BY RANGE (a);
  ALTER TABLE t ALTER b SET STORAGE EXTERNAL;
  CREATE INDEX t_b ON t (b);
  CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10);
  CREATE TABLE s PARTITION OF t FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (a);
  CREATE TABLE s1 PARTITION OF s FOR VALUES FROM (10) TO (15);
  CREATE TABLE rest PARTITION OF t DEFAULT;
  INSERT INTO far SELECT generate_series(1, 30);
  INSERT INTO t (a) SELECT generate_series(1, 14);
  INSERT INTO t (a) VALUES (99))";
constexpr auto kTable = R"(version: 1
tables:
  t:
    columns:
      - {name: a, type: integer, nullable: false, check: a > 0}
      - {name: b, type: text, default: "'x'", storage: external}
      - {name: n, type: serial, references: {table: far, column: id}}
      - {name: g, type: integer, generated: a * 2}
    partition_by: {range: [a]}
)";
const std::string kPartitions =
    "    partitions: {p: {from: [0], to: [10]}, s: {from: [10], to: [20]}, rest: default}\n";
const std::string kIndexesAndKeys =
    "    primary_key: {columns: [a]}\n"
    "    unique: [{columns: [b, a], deferrable: true}]\n"
    "    indexes: [{name: t_b, columns: [b]}, {name: i, columns: [{expr: lower(b)}, {column: a, order: desc}]}]\n";
constexpr auto kPlainly = R"(
  ALTER TABLE t ADD PRIMARY KEY (a), ADD UNIQUE (b, a) DEFERRABLE;
  CREATE INDEX i ON t (lower(b), a DESC))";
constexpr auto kCount = "SELECT count(*) FROM t";
constexpr auto kInvalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid";

std::string plainly(const std::string& sql) {
  const TestDatabase database;
  database.execute(kLive);
  database.execute(sql);
  return database.dump_schema();
}

TEST(PartitionParts, AreWhatThePlainStatementsMake) {
  const Scenario scenario(kTable + kPartitions + kIndexesAndKeys, kLive);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(apply.status, "converged");
  EXPECT_EQ(scenario.database().dump_schema(), plainly(kPlainly));
  EXPECT_EQ(scenario.database().value(kCount), "15");
  EXPECT_EQ(scenario.database().value(kInvalid), "0");
  EXPECT_THAT(scenario.apply().applied, IsEmpty());
}

TEST(PartitionParts, ThePrintedSqlCanBePastedTwice) {
  const Scenario scenario(kTable + kPartitions + kIndexesAndKeys, kLive);
  const auto sql = scenario.plan_sql().output;
  for (int paste = 1; paste <= 2; ++paste) {
    const auto pasted = scenario.psql(sql);
    EXPECT_EQ(pasted.exit_code, 0) << pasted.errors;
  }
  EXPECT_EQ(scenario.database().dump_schema(), plainly(kPlainly));
}

TEST(PartitionParts, PlainlyMakesTheSame) {
  const Scenario scenario(kTable + kPartitions + kIndexesAndKeys, kLive);
  const auto apply = scenario.apply({"--no-concurrently"});
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(apply.applied, ElementsAre("index create_index public.i", "attach add_primary_key public.t.t_pkey",
                                         "attach add_unique public.t.t_b_a_key"));
  EXPECT_EQ(scenario.database().dump_schema(), plainly(kPlainly));
}

TEST(PartitionParts, ABrokenPartIsReportedAndTheOthersAreDone) {
  const Scenario scenario(
      kTable + kPartitions + "    indexes: [{name: t_b, columns: [b]}]\n    primary_key: {columns: [a]}\n", kLive);
  scenario.database().execute("INSERT INTO t (a, n) VALUES (12, 1)");
  const auto failed = scenario.apply();
  EXPECT_EQ(failed.exit_code, 1) << failed.errors;
  EXPECT_EQ(failed.json["failed"]["sqlstate"], "23505");
  const auto next = scenario.apply();
  EXPECT_EQ(next.exit_code, 3) << next.errors;
  const auto is_invalid = [](const ReportedDifference& difference) { return difference.difference_class == "invalid"; };
  const auto invalid = std::ranges::find_if(next.differences, is_invalid);
  ASSERT_NE(invalid, next.differences.end());
  EXPECT_EQ(invalid->object, "public.s1_pkey");
  EXPECT_EQ(invalid->message,
            "the index is invalid: a CREATE INDEX CONCURRENTLY broke off; --repair-invalid-indexes builds it"
            " anew");
  EXPECT_EQ(std::ranges::count_if(next.differences, is_invalid), 1);
  scenario.database().execute("DELETE FROM t WHERE a = 12 AND n = 1");
  const auto last = scenario.apply({"--repair-invalid-indexes"});
  EXPECT_EQ(last.exit_code, 0) << last.errors;
  EXPECT_THAT(last.applied,
              ElementsAre("repair drop_invalid_index public.s1_pkey", "index create_index public.s1_pkey",
                          "attach attach_primary_key public.s1.s1_pkey", "attach attach_index public.s1_pkey"));
  EXPECT_EQ(last.status, "converged");
  EXPECT_EQ(scenario.database().value(kInvalid), "0");
}

// The script of a plan that leaves out an invalid part must not end as if the whole were there.
TEST(PartitionParts, ThePrintedSqlRaisesWhereTheWholeStaysInvalid) {
  const Scenario scenario(
      "version: 1\ntables:\n  t:\n    columns: [{name: a, type: integer}]\n    partition_by: {list: [a]}\n"
      "    partitions: {p: {in: [1]}, q: {in: [2]}}\n    indexes: [{name: i, columns: [a]}]\n",
      R"(
    CREATE TABLE t (a integer) PARTITION BY LIST (a);
    CREATE TABLE p PARTITION OF t FOR VALUES IN (1);
    CREATE TABLE q PARTITION OF t FOR VALUES IN (2);
    CREATE INDEX i ON ONLY t (a);
    CREATE INDEX p_a_idx ON p (a);
    CREATE INDEX q_a_idx ON q (a);
    UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'p_a_idx'::regclass)");
  const auto plan = scenario.plan();
  EXPECT_EQ(plan.exit_code, 3);
  EXPECT_THAT(plan.steps, ElementsAre("attach attach_index public.q_a_idx"));
  const auto psql = scenario.psql(scenario.plan_sql().output);
  EXPECT_EQ(psql.exit_code, 3) << psql;
  EXPECT_THAT(psql.errors, HasSubstr("an index of this plan is invalid: make a plan anew, which says what to do"));

  const auto repaired = scenario.psql(scenario.plan_sql({"--repair-invalid-indexes"}).output);
  EXPECT_EQ(repaired.exit_code, 0) << repaired;
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

// The index of the table above holds it fast: nothing could drop it.
TEST(PartitionParts, AnInvalidIndexThatIsAttachedIsForAPersonToReindex) {
  const Scenario scenario(
      "version: 1\ntables:\n  t:\n    columns: [{name: a, type: integer}]\n    partition_by: {list: [a]}\n"
      "    partitions: {p: {in: [1]}}\n    indexes: [{name: i, columns: [a]}]\n",
      R"(
    CREATE TABLE t (a integer) PARTITION BY LIST (a);
    CREATE TABLE p PARTITION OF t FOR VALUES IN (1);
    CREATE INDEX i ON t (a);
    UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('i'::regclass, 'p_a_idx'::regclass))");
  const auto apply = scenario.apply({"--repair-invalid-indexes"});
  EXPECT_EQ(apply.exit_code, 3) << apply.errors;
  ASSERT_EQ(apply.differences.size(), 1U);
  EXPECT_EQ(apply.differences.front().object, "public.p_a_idx");
  const auto by_hand = scenario.psql(apply.differences.front().manual_sql);
  EXPECT_EQ(by_hand.exit_code, 0) << by_hand;
  if (server_major() < 14) {  // which does not look again at an index whose parts are all attached
    const auto next = scenario.apply();
    EXPECT_EQ(next.exit_code, 3) << next.errors;
    EXPECT_THAT(next.applied, IsEmpty());
    ASSERT_EQ(next.differences.size(), 1U);
    EXPECT_EQ(next.differences.front().object, "public.i");
    EXPECT_EQ(next.differences.front().manual_sql, "DROP INDEX public.i;");
    const auto dropped = scenario.psql(next.differences.front().manual_sql);
    EXPECT_EQ(dropped.exit_code, 0) << dropped;
  }
  EXPECT_EQ(scenario.apply().exit_code, 0);
  EXPECT_EQ(scenario.database().value(kInvalid), "0");
}

TEST(PartitionParts, AnAddedCheckAndColumnTellOfTheLocksOnPartitions) {
  const Scenario scenario(
      "version: 1\ntables:\n  t:\n    columns: [{name: a, type: integer}, {name: b, type: text}]\n"
      "    checks: [{name: c, expr: a > 0}]\n    partition_by: {list: [a]}\n    partitions: {p: {in: [1]}}\n",
      "CREATE TABLE t (a integer) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF t FOR VALUES IN (1)");
  const auto plan = scenario.plan();
  ASSERT_THAT(plan.steps, ElementsAre("column add_column public.t.b", "constraint add_check public.t.c",
                                      "validate validate_constraint public.t.c"));
  for (const auto& [step, mode] :
       {std::pair(0, "ACCESS EXCLUSIVE"), std::pair(1, "ACCESS EXCLUSIVE"), std::pair(2, "SHARE UPDATE EXCLUSIVE")}) {
    EXPECT_EQ(plan.json["steps"][step]["locks"],
              nlohmann::json::parse(fmt::format(
                  R"([{{"mode": "{0}", "table": "public.t"}}, {{"mode": "{0}", "table": "public.p"}}])", mode)));
  }
}

TEST(PartitionParts, ANewPartitionIsWhatPartitionOfMakes) {
  const Scenario scenario(kTable + std::string("    indexes: [{name: t_b, columns: [b]}]\n"
                                               "    partitions: {p: {from: [0], to: [10]}, s: {from: [10], to: [20]},"
                                               " rest: default, q: {from: [20], to: [30]}}\n"),
                          kLive);
  const auto plan = scenario.plan();
  EXPECT_THAT(plan.steps, ElementsAre("attach create_partition public.q", "attach attach_partition public.q"));
  const auto locks = plan.json["steps"][1]["locks"].dump();
  EXPECT_THAT(locks, HasSubstr(R"({"mode":"SHARE UPDATE EXCLUSIVE","table":"public.t"})"));
  EXPECT_THAT(locks, HasSubstr(R"({"mode":"ACCESS EXCLUSIVE","table":"public.rest"})"));
  EXPECT_THAT(locks, HasSubstr(R"({"mode":"SHARE ROW EXCLUSIVE","table":"public.far"})"));
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(scenario.database().dump_schema(), plainly("CREATE TABLE q PARTITION OF t FOR VALUES FROM (20) TO (30)"));
}

// Writers of the parent hold what PARTITION OF would wait for.
TEST(PartitionParts, ANewPartitionDoesNotWaitForWriters) {
  const Scenario scenario(
      "version: 1\ntables:\n  t:\n    columns: [{name: a, type: integer}]\n"
      "    partition_by: {list: [a]}\n    partitions: {p: {in: [1]}, q: {in: [2]}}\n",
      "CREATE TABLE t (a integer) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF t FOR VALUES IN (1)");
  auto writer = scenario.database().connect();
  writer.execute("BEGIN; INSERT INTO t VALUES (1)");
  const auto apply = scenario.apply({"--max-wait", "1s"});
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  writer.execute("COMMIT");
}

// Before PostgreSQL 18 a partitioned table takes none that is NOT VALID: foreign_key_parts_test.cpp.
TEST(PartitionParts, AForeignKeyIsValidatedByItself) {
  const Scenario scenario(R"(version: 1
tables:
  o: {columns: [{name: a, type: integer, primary_key: true}]}
  t:
    columns: [{name: a, type: integer, nullable: false}]
    foreign_keys: [{name: k, columns: [a], references: {table: o, columns: [a]}}]
    partition_by: {range: [a]}
    partitions: {p: {from: [0], to: [10]}}
)",
                          R"(
    CREATE TABLE o (a integer PRIMARY KEY);
    INSERT INTO o VALUES (1);
    CREATE TABLE t (a integer NOT NULL) PARTITION BY RANGE (a);
    CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10);
    INSERT INTO t VALUES (1))");
  const bool takes_not_valid = server_major() >= 18;
  const auto plan = scenario.plan();
  EXPECT_EQ(plan.json["steps"][0]["scans"], false);
  EXPECT_THAT(plan.json["steps"][0]["locks"].dump(), HasSubstr(R"({"mode":"SHARE ROW EXCLUSIVE","table":"public.p"})"));
  const auto expected =
      takes_not_valid
          ? std::vector<std::string>{"constraint add_foreign_key public.t.k", "validate validate_constraint public.t.k"}
          : std::vector<std::string>{"constraint add_foreign_key public.p.k", "validate validate_constraint public.p.k",
                                     "validate add_foreign_key public.t.k"};
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(apply.applied, expected);
  EXPECT_EQ(
      scenario.database().value("SELECT string_agg(conrelid::regclass::text, ',' ORDER BY conrelid::regclass::text)"
                                " FROM pg_constraint WHERE contype = 'f' AND convalidated"),
      "p,t");
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

const std::string kWithPartitionQ =
    "version: 1\ntables:\n  t:\n    columns: [{name: a, type: integer}]\n"
    "    partition_by: {list: [a]}\n    partitions: {q: {in: [2]}}\n";
constexpr auto kByList = "CREATE TABLE t (a integer) PARTITION BY LIST (a)";

TEST(PartitionParts, ATableOfThePartitionsNameStaysAConflict) {
  const Scenario scenario(kWithPartitionQ, std::string(kByList) + "; CREATE TABLE q (LIKE t)");
  const auto plan = scenario.plan();
  EXPECT_EQ(plan.exit_code, 3);
  EXPECT_THAT(plan.steps, IsEmpty());
}

// Its rows are not to become the partitioned table's.
TEST(PartitionParts, ATableOfThePartitionsNameThatCameAfterThePlanIsNotAttached) {
  const Scenario scenario(kWithPartitionQ, kByList);
  const auto sql = scenario.plan_sql();
  ASSERT_EQ(sql.exit_code, 0) << sql;
  scenario.database().execute("CREATE TABLE q (LIKE t); INSERT INTO q VALUES (2)");
  EXPECT_EQ(scenario.psql(sql.output).exit_code, 0);
  EXPECT_EQ(scenario.database().value("SELECT count(*) FROM t"), "0");
  EXPECT_EQ(scenario.plan().exit_code, 3);
}

}  // namespace
}  // namespace pgreconcile::test
