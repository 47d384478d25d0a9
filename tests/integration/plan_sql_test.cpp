// What `plan --format sql` prints is a script for psql: it converges the database, and run again it changes nothing.

#include <gtest/gtest.h>

#include <ostream>
#include <sstream>
#include <string>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

struct Start {
  std::string name;
  std::string schema_file;
  std::string live;
};

std::ostream& operator<<(std::ostream& out, const Start& start) { return out << start.name; }

/// Every kind of step, and names and texts that want quoting.
const std::string kEveryStep = R"(version: 1
schemas: ["Shop; DROP"]
tables:
  '"Shop; DROP"."It''s"':
    columns:
      - {name: 'a"b', type: integer, primary_key: true}
      - {name: note, type: text, default: {literal: "it's \\ $ddl$ -- x"}}
  t:
    columns:
      - {name: id, type: integer, nullable: false}
      - {name: other, type: integer, references: {table: '"Shop; DROP"."It''s"', column: 'a"b', name: "to -- it's"}}
      - {name: grün, type: text, nullable: false, default: {literal: ";'\n-- ß"}, check: "grün <> '$ddl$'"}
    primary_key: [id]
    unique:
      - {columns: [other]}
    indexes:
      - {name: "ix ü", columns: [{column: grün, order: desc}]}
)";

const Start kStarts[] = {
    {"nothing_of_kraken", project_file("schema.yaml"), ""},
    {"kraken_as_it_was", project_file("schema.yaml"), project_file("tests/support/kraken_baseline.sql") + R"(
      INSERT INTO kraken_conversations (session_id, model, system_prompt_hash, agent_version) VALUES ('s', 'm', 'h', '1');
      ALTER TABLE kraken_turns DROP COLUMN cache_read_tokens, DROP CONSTRAINT fk_kraken_turns_conversation;
      DROP INDEX ix_kraken_turns_conversation_id;
      DROP TABLE kraken_tool_calls)"},
    {"nothing_of_every_step", kEveryStep, ""},
    {"every_step_on_tables_that_exist", kEveryStep,
     "CREATE TABLE t (id integer NOT NULL); INSERT INTO t SELECT generate_series(1, 100)"},
};

class PlanSqlTest : public testing::TestWithParam<Start> {};

TEST_P(PlanSqlTest, ConvergesInPsqlAndDoesNothingTheSecondTime) {
  const Scenario scenario(GetParam().schema_file, GetParam().live);
  const auto script = scenario.plan_sql();
  EXPECT_EQ(script.exit_code, 0) << script;

  const auto first = scenario.psql(script.output);
  EXPECT_EQ(first.exit_code, 0) << first << script.output;
  EXPECT_EQ(scenario.drift().exit_code, 0);
  const auto dump = scenario.database().dump_schema();

  const auto second = scenario.psql(script.output);
  EXPECT_EQ(second.exit_code, 0) << second << script.output;
  EXPECT_EQ(scenario.database().dump_schema(), dump);

  // By apply it becomes the same.
  const Scenario applied(GetParam().schema_file, GetParam().live);
  EXPECT_EQ(applied.apply().exit_code, 0);
  EXPECT_EQ(applied.database().dump_schema(), dump);
}

TEST_P(PlanSqlTest, OfAConvergedDatabaseIsAComment) {
  const Scenario scenario(GetParam().schema_file, GetParam().live);
  ASSERT_EQ(scenario.apply().exit_code, 0);
  const auto script = scenario.plan_sql().output;
  std::istringstream lines(script);
  for (std::string line; std::getline(lines, line);) EXPECT_TRUE(line.starts_with("-- ")) << script;
  EXPECT_EQ(scenario.psql(script).exit_code, 0);
}

INSTANTIATE_TEST_SUITE_P(Starts, PlanSqlTest, testing::ValuesIn(kStarts),
                         [](const auto& test) { return test.param.name; });

// The first run fails half-way, and the second must not take the invalid index for the real one.
TEST(PlanSql, RaisesWhereAnIndexOfItsOwnIsInvalid) {
  const Scenario scenario(R"(version: 1
tables:
  t:
    columns: [{name: a, type: integer}]
    indexes:
      - {name: i, unique: true, columns: [a]}
)",
                          "CREATE TABLE t (a integer); INSERT INTO t VALUES (1), (1)");
  const auto script = scenario.plan_sql().output;
  for (const auto* message : {"could not create unique index \"i\"", "an index of this plan is invalid"}) {
    const auto psql = scenario.psql(script);
    EXPECT_EQ(psql.exit_code, 3) << psql;
    EXPECT_NE(psql.errors.find(message), std::string::npos) << psql;
  }
}

}  // namespace
}  // namespace pgreconcile::test
