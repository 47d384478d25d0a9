// What a broken-off apply, or a person, leaves half done.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(HalfDone, ConstraintsThatAreNotValidatedAreValidated) {
  const Scenario scenario(R"(version: 1
tables:
  p:
    columns: [{name: a, type: integer, primary_key: true}]
  t:
    columns:
      - {name: a, type: integer, references: {table: p, column: a, name: fk}}
    checks:
      - {name: c, expr: a > 0}
)",
                          R"(
    CREATE TABLE p (a integer PRIMARY KEY);
    CREATE TABLE t (a integer);
    ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID,
                  ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT VALID)");
  const Differences expected{
      {"missing", "public.t.c", "validated", "VALID", "NOT VALID", "constraint is not validated", "", "9:9"},
      {"missing", "public.t.fk", "validated", "VALID", "NOT VALID", "constraint is not validated", "", "7:46"}};
  EXPECT_EQ(scenario.drift().differences, expected);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(apply.applied,
              ElementsAre("validate validate_constraint public.t.c", "validate validate_constraint public.t.fk"));
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

TEST(HalfDone, RowsThatAConstraintRefusesFailTheApply) {
  const Scenario scenario(R"(version: 1
tables:
  t:
    columns: [{name: a, type: integer, check: a > 0}]
)",
                          "CREATE TABLE t (a integer); INSERT INTO t VALUES (-1)");
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 1) << apply.errors;
  EXPECT_THAT(apply.applied, ElementsAre("constraint add_check public.t.t_a_check"));
  EXPECT_EQ(apply.json["failed"]["sqlstate"], "23514");
  EXPECT_EQ(apply.json["failed"]["id"], 2);
  // It guards new rows from now on, and the next apply goes on where this one stopped.
  scenario.database().execute("UPDATE t SET a = 1");
  EXPECT_THAT(scenario.apply().applied, ElementsAre("validate validate_constraint public.t.t_a_check"));
}

const std::string kUniqueIndexes = R"(version: 1
tables:
  t:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    indexes:
      - {name: i, unique: true, columns: [a]}
      - {name: j, columns: [b]}
)";

TEST(HalfDone, AnInvalidIndexIsReportedAndStopsOnlyItself) {
  const Scenario scenario(kUniqueIndexes, "CREATE TABLE t (a integer, b integer); INSERT INTO t VALUES (1), (1)");
  EXPECT_THROW(scenario.database().execute("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)"), std::runtime_error);
  const Differences expected{{"invalid", "public.i", "valid", "valid", "invalid",
                              "the index is invalid: a CREATE INDEX CONCURRENTLY broke off; "
                              "--repair-invalid-indexes builds it anew",
                              "DROP INDEX CONCURRENTLY public.i; "
                              "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (a);",
                              "6:9"}};
  const auto plan = scenario.plan();
  EXPECT_EQ(plan.exit_code, 3) << plan.errors;
  EXPECT_EQ(plan.differences, expected);
  EXPECT_THAT(plan.steps, ElementsAre("index create_index public.j"));

  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 3) << apply.errors;
  EXPECT_EQ(apply.differences, expected);
  EXPECT_THAT(apply.applied, ElementsAre("index create_index public.j"));

  scenario.database().execute("UPDATE t SET a = 2 WHERE ctid = '(0,1)'");
  const auto psql = scenario.psql(expected.front().manual_sql);
  EXPECT_EQ(psql.exit_code, 0) << psql;
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

TEST(HalfDone, AnIndexThatCannotBeBuiltFailsTheApplyAndIsThenInvalid) {
  const Scenario scenario(kUniqueIndexes, "CREATE TABLE t (a integer, b integer); INSERT INTO t VALUES (1), (1)");
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 1) << apply.errors;
  EXPECT_EQ(apply.json["failed"]["sqlstate"], "23505");
  ASSERT_EQ(apply.differences.size(), 1U);
  EXPECT_EQ(apply.differences.front().difference_class, "invalid");
  EXPECT_EQ(scenario.plan().exit_code, 3);
}

const std::string kUnique = R"(version: 1
tables:
  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer}]
    primary_key: {name: pk, columns: [a]}
    unique:
      - {columns: [b]}
)";

TEST(HalfDone, AnIndexUnderItsConstraintsNameIsOnlyAttached) {
  const Scenario scenario(kUnique, R"(
    CREATE TABLE t (a integer NOT NULL, b integer);
    CREATE UNIQUE INDEX pk ON t (a);
    CREATE UNIQUE INDEX t_b_key ON t (b))");
  const auto indexes =
      "SELECT string_agg(indexrelid::text, ' ' ORDER BY indexrelid) FROM pg_index "
      "WHERE indrelid = 't'::regclass";
  const auto before = scenario.database().value(indexes);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(apply.applied,
              ElementsAre("attach attach_primary_key public.t.pk", "attach attach_unique public.t.t_b_key"));
  EXPECT_EQ(scenario.database().value(indexes), before);
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

TEST(HalfDone, AnInvalidIndexUnderItsConstraintsNameIsNotAttached) {
  const Scenario scenario(kUnique,
                          "CREATE TABLE t (a integer PRIMARY KEY, b integer); INSERT INTO t VALUES (1, 1), (2, 1);"
                          "ALTER TABLE t RENAME CONSTRAINT t_pkey TO pk");
  EXPECT_THROW(scenario.database().execute("CREATE UNIQUE INDEX CONCURRENTLY t_b_key ON t (b)"), std::runtime_error);
  const Differences expected{{"invalid", "public.t.t_b_key", "unique", "UNIQUE (b)",
                              "CREATE UNIQUE INDEX IF NOT EXISTS t_b_key ON public.t USING btree (b)",
                              "its index is invalid: a CREATE INDEX CONCURRENTLY broke off; "
                              "--repair-invalid-indexes builds it anew",
                              "DROP INDEX CONCURRENTLY public.t_b_key;", "7:9"}};
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 3) << apply.errors;
  EXPECT_EQ(apply.differences, expected);
  EXPECT_THAT(apply.applied, IsEmpty());
}

// ADD … UNIQUE on a partitioned table alone: the constraint is there, and twice the same row goes in.
TEST(HalfDone, AConstraintThatIsNotOnEveryPartitionIsGoneOnWith) {
  const Scenario scenario(R"(version: 1
tables:
  t:
    columns: [{name: a, type: integer}]
    unique: [{name: u, columns: [a]}]
    partition_by: {list: [a]}
    partitions: {t1: default}
)",
                          R"(
    CREATE TABLE t (a integer) PARTITION BY LIST (a);
    CREATE TABLE t1 PARTITION OF t DEFAULT;
    ALTER TABLE ONLY t ADD CONSTRAINT u UNIQUE (a))");
  const Differences expected{{"missing", "public.t.u", "partitions", "on every partition", "not on every partition",
                              "the constraint is not on every partition yet", "", "5:14"}};
  EXPECT_EQ(scenario.drift().differences, expected);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(apply.applied,
              ElementsAre("index create_index public.t1_a_key", "attach attach_unique public.t1.t1_a_key",
                          "attach attach_index public.t1_a_key"));
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

TEST(HalfDone, APrimaryKeyOverANullableColumnIsBlocked) {
  const Scenario scenario(kUnique, "CREATE TABLE t (a integer, b integer, UNIQUE (b))");
  const Differences expected{
      {"conflict", "public.t.a", "nullable", "NOT NULL", "NULL", "the column takes NULL, and the file says it does not",
       "ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;", "4:15"},
      {"blocked", "public.t.pk", "primary_key", "PRIMARY KEY (a)", "", "column a of the primary key takes NULL",
       "ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;", "5:18"}};
  EXPECT_EQ(scenario.apply().differences, expected);
  scenario.psql(expected.front().manual_sql);
  EXPECT_THAT(scenario.apply().applied,
              ElementsAre("index create_index public.pk", "attach attach_primary_key public.t.pk"));
}

}  // namespace
}  // namespace pgreconcile::test
