// What a look at names and structure alone would miss.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/scenario.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using testing::IsEmpty;

const std::string kCheck =
    "version: 1\ntables:\n  t:\n    columns: [{name: a, type: int}]\n    checks: [{name: c, expr: a > 0}]\n";

TEST(Names, OfAnExclusionConstraintAreTaken) {
  const Scenario scenario(kCheck, "CREATE TABLE t (a integer, CONSTRAINT c EXCLUDE USING btree (a WITH =))");
  const auto plan = scenario.plan();
  EXPECT_EQ(plan.exit_code, 3);
  EXPECT_THAT(plan.steps, IsEmpty());
}

TEST(Names, OfAnEnumAreTakenForATable) {
  const Scenario scenario("version: 1\ntables:\n  t: {columns: [{name: a, type: int}]}\n",
                          "CREATE TYPE t AS ENUM ('x')");
  const auto plan = scenario.plan();
  EXPECT_EQ(plan.exit_code, 3);
  ASSERT_EQ(plan.differences.size(), 1U);
  EXPECT_EQ(plan.differences.front().live, "enum");
  EXPECT_EQ(plan.differences.front().manual_sql, "ALTER TYPE public.t RENAME TO t_old;");
}

TEST(Rows, ThatRowSecurityHidesAreRows) {
  const TestRole role;
  const TestDatabase database;
  database.execute(
      "CREATE TABLE t (a integer); INSERT INTO t VALUES (1);"
      "ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;"
      "ALTER TABLE t OWNER TO " +
      role.name());
  const TemporaryFile file(
      "version: 1\ntables:\n  t: {columns: [{name: a, type: int}, {name: b, type: int, nullable: false}]}\n");
  const auto plan = run_tool({"plan", "-f", file.path().string(), "--database-url", database.url(role.name())});
  EXPECT_EQ(plan.exit_code, 3) << plan.output;
  database.execute("DROP TABLE t");  // the role could not be dropped while it owns it
}

TEST(ForeignKeys, WhoseTriggersAreDisabledAreNotEnforced) {
  const Scenario scenario(
      "version: 1\ntables:\n  p: {columns: [{name: id, type: int, primary_key: true}]}\n"
      "  c: {columns: [{name: p, type: int, references: {table: p, column: id}}]}\n",
      "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (p integer REFERENCES p);"
      "ALTER TABLE c DISABLE TRIGGER ALL");
  const auto drift = scenario.drift();
  EXPECT_EQ(drift.exit_code, 2);
  ASSERT_EQ(drift.differences.size(), 1U);
  EXPECT_EQ(drift.differences.front().live, "disabled triggers");
}

TEST(ForeignKeys, ToTheirOwnTableMayNeedAnIndexThatComesAfterIt) {
  const Scenario scenario(
      "version: 1\ntables:\n  p:\n    columns: [{name: id, type: int}, {name: up, type: int, references: {table: p, "
      "column: id}}]\n    indexes: [{name: ux, unique: true, columns: [id]}]\n");
  EXPECT_EQ(scenario.apply().exit_code, 0);
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

TEST(Defaults, OfTextAreNoneOfAnInteger) {
  const Scenario scenario("version: 1\ntables:\n  t: {columns: [{name: a, type: int, default: \"'1'::text\"}]}\n",
                          "CREATE TABLE t (a integer DEFAULT 1)");
  const auto drift = scenario.drift();
  ASSERT_EQ(drift.differences.size(), 1U);
  EXPECT_EQ(drift.differences.front().difference_class, "conflict");
}

TEST(Output, NeverReplacesTheSchemaFile) {
  const TemporaryFile file(kCheck);
  const auto result = run_tool({"plan", "-f", file.path().string(), "--output", file.path().string()});
  EXPECT_EQ(result.exit_code, 64);
  EXPECT_EQ(project_file(file.path().string()), kCheck);
}

}  // namespace
}  // namespace pgreconcile::test
