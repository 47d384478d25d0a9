// New tables: their order, their schemas, and the names that PostgreSQL itself would give.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Converges an empty database, and compares it with one that the SQL makes.
void expect_same_as(const std::string& schema_file, const std::string& by_hand) {
  const Scenario scenario(schema_file);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(apply.differences, IsEmpty());
  EXPECT_EQ(scenario.drift().exit_code, 0);
  EXPECT_THAT(scenario.apply().applied, IsEmpty());
  const TestDatabase other;
  other.execute(by_hand);
  EXPECT_EQ(scenario.database().dump_schema(), other.dump_schema());
}

TEST(Creation, OfTablesThatReferToEachOtherAndToThemselves) {
  expect_same_as(R"(version: 1
tables:
  b:
    columns:
      - {name: id, type: integer, primary_key: true}
      - {name: c, type: integer, references: {table: c, column: id}}
  a:
    columns:
      - {name: id, type: integer, primary_key: true}
      - {name: b, type: integer, references: {table: b, column: id, on_delete: set null}}
      - {name: parent, type: integer, references: {table: a, column: id}}
  c:
    columns:
      - {name: id, type: integer, primary_key: true}
      - {name: a, type: integer, references: {table: a, column: id}}
  leaf:
    columns:
      - {name: a, type: integer, references: {table: a, column: id}}
)",
                 R"(
    CREATE TABLE a (id integer PRIMARY KEY, b integer, parent integer REFERENCES a);
    CREATE TABLE b (id integer PRIMARY KEY, c integer);
    CREATE TABLE c (id integer PRIMARY KEY, a integer REFERENCES a);
    CREATE TABLE leaf (a integer REFERENCES a);
    ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b ON DELETE SET NULL;
    ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c)");
}

// CREATE TABLE would make one constraint of those that differ in their names alone.
TEST(Creation, OfExclusionConstraintsThatRepeatAnother) {
  expect_same_as(R"(version: 1
tables:
  t:
    columns: [{name: a, type: int4range}]
    exclude:
      - {name: x1, method: gist, elements: [{column: a, with: "&&"}], where: NOT isempty(a)}
      - {name: x2, method: gist, elements: [{column: a, with: "&&"}], where: NOT isempty(a)}
      - {method: gist, elements: [{column: a, with: "&&"}]}
      - {method: gist, elements: [{column: a, with: "&&"}]}
)",
                 R"(
    CREATE TABLE t (a int4range, EXCLUDE USING gist (a WITH &&));
    ALTER TABLE t ADD EXCLUDE USING gist (a WITH &&);
    ALTER TABLE t ADD CONSTRAINT x1 EXCLUDE USING gist (a WITH &&) WHERE (NOT isempty(a));
    ALTER TABLE t ADD CONSTRAINT x2 EXCLUDE USING gist (a WITH &&) WHERE (NOT isempty(a)))");
}

// CREATE TABLE would make one constraint of those over the same columns.
TEST(Creation, OfUniqueConstraintsThatRepeatAKey) {
  expect_same_as(R"(version: 1
tables:
  t:
    columns:
      - {name: a, type: integer, primary_key: true, unique: true}
      - {name: b, type: integer, unique: true}
    unique:
      - {name: b_again, columns: [b]}
)",
                 R"(
    CREATE TABLE t (a integer PRIMARY KEY, b integer UNIQUE);
    ALTER TABLE t ADD UNIQUE (a);
    ALTER TABLE t ADD CONSTRAINT b_again UNIQUE (b))");
}

TEST(Creation, OfAForeignKeyToAPartitionedTableThatIsNotDeclared) {
  const Scenario scenario(R"(version: 1
tables:
  t:
    columns:
      - {name: event_id, type: integer, references: {table: events, column: id}}
)",
                          "CREATE TABLE events (id integer PRIMARY KEY) PARTITION BY RANGE (id)");
  EXPECT_EQ(scenario.apply().exit_code, 0);
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

TEST(Creation, OfSchemasAndTablesInThem) {
  expect_same_as(R"(version: 1
schemas: [billing, "Weird Name"]
tables:
  billing.invoices:
    columns: [{name: id, type: integer, primary_key: true}]
    indexes:
      - {name: ix, columns: [id]}
  '"Weird Name"."a.b"':
    columns: [{name: invoice, type: integer, references: {table: billing.invoices, column: id}}]
)",
                 R"(
    CREATE SCHEMA billing;
    CREATE SCHEMA "Weird Name";
    CREATE TABLE billing.invoices (id integer PRIMARY KEY);
    CREATE INDEX ix ON billing.invoices (id);
    CREATE TABLE "Weird Name"."a.b" (invoice integer REFERENCES billing.invoices))");
}

TEST(Creation, OfTheFilesOwnSchema) {
  expect_same_as("version: 1\nschema: app\ntables:\n  t: {columns: [{name: a, type: integer}]}\n",
                 "CREATE SCHEMA app; CREATE TABLE app.t (a integer)");
}

// A table with rows is only locked for the moment in which the constraint is added.
TEST(Creation, OfATableThatRefersToOneThatExists) {
  const Scenario scenario(R"(version: 1
tables:
  old:
    columns: [{name: id, type: integer, primary_key: true}]
  new:
    columns: [{name: old, type: integer, references: {table: old, column: id}}]
)",
                          "CREATE TABLE old (id integer PRIMARY KEY); INSERT INTO old VALUES (1)");
  const auto plan = scenario.plan();
  ASSERT_THAT(plan.steps,
              ElementsAre("create create_table public.new", "constraint add_foreign_key public.new.new_old_fkey",
                          "validate validate_constraint public.new.new_old_fkey"));
  EXPECT_EQ(plan.json["steps"][0]["sql"], "CREATE TABLE IF NOT EXISTS public.new (\n  old integer\n)");
  const auto sql = plan.json["steps"][1]["sql"].get<std::string>();
  EXPECT_NE(sql.find("FOREIGN KEY (old) REFERENCES public.old (id) NOT VALID"), std::string::npos) << sql;
  EXPECT_EQ(scenario.apply().exit_code, 0);
  EXPECT_EQ(scenario.database().value("SELECT convalidated FROM pg_constraint WHERE conname = 'new_old_fkey'"), "t");
}

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int time = 0; time < times; ++time) result += text;
  return result;
}

// Names over 63 bytes, cut where PostgreSQL cuts them: in the longer part first, and never inside a character.
TEST(Creation, GivesUnnamedConstraintsTheNamesThatPostgresqlGives) {
  struct Names {
    std::string table;
    std::string column;
  };
  const Names cases[] = {
      {"t", "a"},
      {repeated("long_table", 6), "a"},
      {"t", repeated("longcolumn", 6)},
      {repeated("long_table", 6), repeated("longcolumn", 6)},
      {repeated("ü", 31), repeated("ß", 31)},
      {repeated("日本", 10), repeated("語", 21)},
      {"x" + repeated("ü", 31), "yy" + repeated("😀", 15)},
      {"Über Größe", "A b"},
  };
  for (const auto& [table, column] : cases) {
    SCOPED_TRACE(table + "." + column);
    expect_same_as(
        "version: 1\ntables:\n  '\"" + table + "\"':\n    columns: [{name: \"" + column +
            "\", type: integer, nullable: false}, {name: second, type: integer}]\n    primary_key: [\"" + column +
            "\"]\n    unique:\n      - {columns: [\"" + column + "\", second]}\n      - {columns: [second]}\n" +
            "    checks:\n      - {expr: '\"" + column + "\" > 0'}\n      - {expr: '\"" + column +
            "\" > second'}\n    foreign_keys:\n      - {columns: [second], references: {table: '\"" + table +
            "\"', columns: [\"" + column + "\"]}}\n",
        "CREATE TABLE \"" + table + "\" (\"" + column + "\" integer NOT NULL, second integer, PRIMARY KEY (\"" +
            column + "\"), UNIQUE (\"" + column + "\", second), UNIQUE (second), CHECK (\"" + column +
            "\" > 0), CHECK (\"" + column + "\" > second), FOREIGN KEY (second) REFERENCES \"" + table + "\")");
  }
}

TEST(Creation, NumbersNamesThatAreTakenAsPostgresqlDoes) {
  expect_same_as(R"(version: 1
tables:
  p:
    columns: [{name: a, type: integer, primary_key: true}, {name: b, type: integer, unique: true}]
  t:
    columns: [{name: a, type: integer}, {name: b_c, type: integer}, {name: b, type: integer}]
    unique:
      - {columns: [a, b_c]}
    checks:
      - {expr: a > 0}
      - {expr: a > 1}
      - {expr: a > 2}
    foreign_keys:
      - {columns: [a], references: {table: p, columns: [a]}}
      - {columns: [a], references: {table: p, columns: [b]}}
)",
                 R"(
    CREATE TABLE p (a integer PRIMARY KEY, b integer UNIQUE);
    CREATE TABLE t (a integer, b_c integer, b integer, UNIQUE (a, b_c), CHECK (a > 0), CHECK (a > 1), CHECK (a > 2),
                    FOREIGN KEY (a) REFERENCES p (a), FOREIGN KEY (a) REFERENCES p (b)))");
}

TEST(Creation, OfAnIndexWhoseNameIsTakenIsLeftOutAndSaid) {
  const Scenario scenario(R"(version: 1
tables:
  t:
    columns: [{name: a, type: integer}]
    indexes:
      - {name: i, columns: [a]}
)",
                          "CREATE TABLE o (a integer); CREATE INDEX i ON o (a)");
  const Differences expected{{"conflict", "public.i", "name", "index on public.t", "index on public.o",
                              "the name is taken by something else", "ALTER INDEX public.i RENAME TO i_old;", "6:9"}};
  const auto apply = scenario.apply({"--on-conflict", "skip"});
  EXPECT_EQ(apply.exit_code, 3) << apply.errors;
  EXPECT_EQ(apply.differences, expected);
  EXPECT_THAT(apply.applied, ElementsAre("create create_table public.t"));
  EXPECT_EQ(scenario.psql(expected.front().manual_sql).exit_code, 0);
  EXPECT_THAT(scenario.apply().applied, ElementsAre("index create_index public.i"));
}

// An expression has the collation of its columns: a key over it names none.
TEST(Creation, OfKeysOverExpressionsOfCollatedColumns) {
  expect_same_as(R"(version: 1
tables:
  p:
    columns: [{name: a, type: text, collation: C}]
    partition_by: {range: [{expr: lower(a)}]}
    partitions: {p_rest: default}
  t:
    columns: [{name: a, type: text, collation: C}]
    exclude: [{name: t_excl, elements: [{expr: lower(a), with: "="}]}]
    indexes:
      - {name: ix_default, columns: [{expr: lower(a), collation: default}]}
      - {name: ix_other, columns: [{expr: lower(a), collation: POSIX}]}
      - {name: ix_own, columns: [{expr: lower(a)}]}
)",
                 R"(
    CREATE TABLE p (a text COLLATE "C") PARTITION BY RANGE (lower(a));
    CREATE TABLE p_rest PARTITION OF p DEFAULT;
    CREATE TABLE t (a text COLLATE "C", CONSTRAINT t_excl EXCLUDE (lower(a) WITH =));
    CREATE INDEX ix_default ON t (lower(a) COLLATE "default");
    CREATE INDEX ix_other ON t (lower(a) COLLATE "POSIX");
    CREATE INDEX ix_own ON t (lower(a)))");
}

TEST(Creation, OfAForeignKeyToAPartition) {
  expect_same_as(R"(version: 1
tables:
  c:
    columns: [{name: a, type: integer, references: {table: p1, column: a}}]
  p:
    columns: [{name: a, type: integer, primary_key: true}]
    partition_by: {list: [a]}
    partitions: {p1: {in: ["1"]}}
)",
                 R"(
    CREATE TABLE p (a integer PRIMARY KEY) PARTITION BY LIST (a);
    CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
    CREATE TABLE c (a integer REFERENCES p1))");
}

TEST(Creation, ThatFailsInTheMiddleNamesTheStepAndLeavesNothing) {
  const Scenario scenario(R"(version: 1
enums:
  mood: [sad]
tables:
  p:
    columns: [{name: a, type: integer}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: ["1"], to: ["9"]}
      p2: {from: ["5"], to: ["20"]}
)");
  const auto before = scenario.database().dump_schema();
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 1);
  EXPECT_EQ(apply.json["failed"]["id"], 4);
  EXPECT_EQ(apply.json["failed"]["sqlstate"], "42P17");
  EXPECT_THAT(apply.errors,
              testing::HasSubstr("error: step 4: create partition public.p2: partition \"p2\" would overlap"));
  EXPECT_THAT(apply.applied, testing::IsEmpty());
  EXPECT_EQ(scenario.database().dump_schema(), before);
}

}  // namespace
}  // namespace pgreconcile::test
