// What is missing and cannot be added as things are, and what waits for it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A table t of the columns a and b, b as given.
std::string file_with(const std::string& column, const std::string& more = "") {
  return "version: 1\ntables:\n  t:\n    columns:\n      - {name: a, type: integer}\n      - {name: b, " + column +
         "}\n" + more;
}

const std::string kEmpty = "CREATE TABLE t (a integer);";
const std::string kWithRows = kEmpty + "INSERT INTO t SELECT generate_series(1, 1000);";

const ReportedDifference kNotNull{"blocked",
                                  "public.t.b",
                                  "column",
                                  "b text NOT NULL",
                                  "",
                                  "the column is NOT NULL and has no default, and the table may hold rows",
                                  "ALTER TABLE public.t ADD COLUMN b text; UPDATE public.t SET b = <value>; "
                                  "ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;",
                                  "6:9"};

TEST(Blocked, ANotNullColumnWithoutDefaultWhereThereAreRows) {
  const Scenario scenario(file_with("type: text, nullable: false"), kWithRows);
  const auto before = scenario.database().dump_schema();
  for (const auto& report : {scenario.plan(), scenario.apply(), scenario.apply({"--on-conflict", "skip"})}) {
    EXPECT_EQ(report.exit_code, 3) << report.errors;
    EXPECT_EQ(report.status, "conflict");
    EXPECT_THAT(report.steps, IsEmpty());
    EXPECT_THAT(report.differences, ElementsAre(kNotNull));
  }
  EXPECT_EQ(scenario.database().dump_schema(), before);
  EXPECT_EQ(scenario.drift().exit_code, 2);

  auto by_hand = kNotNull.manual_sql;
  by_hand.replace(by_hand.find("<value>"), 7, "'x'");
  EXPECT_EQ(scenario.psql(by_hand).exit_code, 0);
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

TEST(Blocked, AnIdentityColumnOfATableWithPartitionsUntilPostgresTakesIt) {
  const std::string partitioned = "CREATE TABLE t (a integer) PARTITION BY LIST (a);";
  const std::string partition = "CREATE TABLE t_rest PARTITION OF t DEFAULT; INSERT INTO t VALUES (1), (2);";
  const std::string more = "    partition_by: {list: [a]}\n    partitions: {t_rest: default}\n";
  const Scenario scenario(file_with("type: bigint, identity: {generated: always, start: 10}", more),
                          partitioned + partition);
  const auto apply = scenario.apply();
  if (server_major() >= 17) {
    EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  } else {
    EXPECT_EQ(apply.exit_code, 3) << apply.errors;
    const std::string manual_sql =
        "ALTER TABLE public.t ADD COLUMN b bigint; UPDATE public.t SET b = <value>; ALTER TABLE public.t "
        "ALTER COLUMN b SET NOT NULL, ALTER COLUMN b ADD GENERATED ALWAYS AS IDENTITY (START WITH 10);";
    EXPECT_THAT(apply.differences,
                ElementsAre(ReportedDifference{
                    "blocked", "public.t.b", "column", "b bigint NOT NULL GENERATED ALWAYS AS IDENTITY (START WITH 10)",
                    "", "before PostgreSQL 17, no identity column can be added to a table that has partitions",
                    manual_sql, "6:9"}));
    auto by_hand = manual_sql;
    by_hand.replace(by_hand.find("<value>"), 7, "a");
    EXPECT_EQ(scenario.psql(by_hand).exit_code, 0);
  }
  EXPECT_EQ(scenario.drift().exit_code, 0);

  const Scenario without_partitions(file_with("type: bigint, identity: always", more), partitioned);
  EXPECT_EQ(without_partitions.apply().exit_code, 0);
}

TEST(Blocked, ATypeThatIsNowhere) {
  const std::string types = "version: 1\nschemas: [app]\nextensions: [{name: citext, schema: app}]\n";
  const std::string tables =
      "tables:\n  t: {columns: [{name: a, type: citext}, {name: b, type: 'app.citext[]'}, {name: c, type: kind}]}\n"
      "  u: {columns: [{name: a, type: app.citex}]}\n";
  const std::string live = "CREATE TYPE kind AS ENUM ('x'); CREATE SCHEMA app;";
  const auto early = Scenario(types + tables, live).apply();
  EXPECT_EQ(early.exit_code, 1) << "the extension might have brought it";
  EXPECT_THAT(early.errors, testing::HasSubstr("type \"app.citex\" does not exist"));

  const Scenario scenario(types + tables, live + "CREATE EXTENSION citext SCHEMA app;");
  const auto plan = scenario.plan();
  EXPECT_EQ(plan.exit_code, 3) << plan.errors;
  EXPECT_THAT(plan.differences, ElementsAre(ReportedDifference{"blocked", "public.u", "table", "table", "",
                                                               "there is no type app.citex", "", "6:3"}));
}

TEST(Blocked, NotOnAnEmptyTable) {
  for (const auto& live : {kEmpty, kWithRows + "DELETE FROM t"}) {
    SCOPED_TRACE(live);
    const Scenario scenario(file_with("type: text, nullable: false"), live);
    const auto apply = scenario.apply();
    EXPECT_EQ(apply.exit_code, 0) << apply.errors;
    EXPECT_THAT(apply.applied, ElementsAre("column add_column public.t.b"));
    EXPECT_EQ(scenario.drift().exit_code, 0);
  }
}

TEST(Blocked, AColumnThatWasRenamedInTheFile) {
  const Scenario scenario(file_with("type: text, nullable: false"),
                          "CREATE TABLE t (a integer, old text NOT NULL); INSERT INTO t VALUES (1, 'x')");
  const Differences expected{
      {"blocked", "public.t.b", "column", "b text NOT NULL", "", kNotNull.message + "; looks like a rename of old",
       kNotNull.manual_sql, "6:9"},
      {"extra", "public.t.old", "column", "", "text NOT NULL",
       "column is not declared, and its NOT NULL without a default breaks inserts that leave it out; "
       "looks like a rename to b",
       "ALTER TABLE public.t RENAME COLUMN old TO b;", "3:3", true}};
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 3) << apply.errors;
  EXPECT_EQ(apply.differences, expected);
  EXPECT_EQ(scenario.psql(expected.back().manual_sql).exit_code, 0);
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

// The new column alone could be added; what stops the apply is the old one.
TEST(Blocked, ByAColumnThatARenameLeavesBehind) {
  const Scenario scenario(file_with("type: text"), "CREATE TABLE t (a integer, old text NOT NULL)");
  const Differences expected{{"extra", "public.t.old", "column", "", "text NOT NULL",
                              "column is not declared, and its NOT NULL without a default breaks inserts that leave it "
                              "out; looks like a rename to b",
                              "ALTER TABLE public.t RENAME COLUMN old TO b;", "3:3", true}};
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 3) << apply.errors;
  EXPECT_EQ(apply.differences, expected);
  EXPECT_THAT(apply.applied, IsEmpty());
  const auto missing = scenario.drift().differences.front();
  EXPECT_EQ(missing.message, "column is missing; looks like a rename of old");
  EXPECT_THAT(scenario.apply({"--on-conflict", "skip"}).applied, ElementsAre("column add_column public.t.b"));
}

TEST(Blocked, AVolatileDefaultAboveTheRewriteLimit) {
  const auto file = file_with("type: uuid, nullable: false, default: gen_random_uuid()");
  const Scenario scenario(file, kWithRows);  // five pages of 8 kB
  const Differences expected{{"blocked", "public.t.b", "column", "b uuid NOT NULL DEFAULT gen_random_uuid()", "",
                              "its default is volatile, and adding it would rewrite a table of 40960 bytes",
                              "ALTER TABLE public.t ADD COLUMN b uuid NOT NULL DEFAULT gen_random_uuid();", "6:9"}};
  const auto refused = scenario.plan({"--rewrite-limit", "32kB"});
  EXPECT_EQ(refused.exit_code, 3) << refused.errors;
  EXPECT_EQ(refused.differences, expected);
  EXPECT_THAT(refused.steps, IsEmpty());

  const auto plan = scenario.plan({"--rewrite-limit", "40kB"});
  EXPECT_EQ(plan.exit_code, 0) << plan.errors;
  EXPECT_THAT(plan.steps, ElementsAre("column add_column public.t.b"));
  EXPECT_EQ(plan.json["steps"][0]["rewrites"], true);
  EXPECT_EQ(scenario.apply().exit_code, 0);
  EXPECT_EQ(scenario.database().value("SELECT count(DISTINCT b) FROM t"), "1000");
}

TEST(Blocked, AStableDefaultNever) {
  for (const std::string column :
       {"type: timestamptz, default: now()", "type: timestamp, default: now() at time zone 'utc'",
        "type: int, default: 'extract(year from now())'"}) {
    const Scenario scenario(file_with(column + ", nullable: false"), kWithRows);
    const auto plan = scenario.plan({"--rewrite-limit", "1kB"});
    EXPECT_EQ(plan.exit_code, 0) << plan.errors;
    EXPECT_EQ(plan.json["steps"][0]["rewrites"], false) << column;
    EXPECT_EQ(scenario.apply().exit_code, 0);
  }
}

const std::string kFunction = "CREATE FUNCTION f() RETURNS integer LANGUAGE sql STABLE AS 'SELECT 42';";

TEST(Blocked, ADefaultThatWouldRunAFunctionOfTheUserOnRows) {
  const auto file = file_with("type: integer, default: f()");
  const Scenario scenario(file, kFunction + kWithRows);
  const Differences expected{{"blocked", "public.t.b", "column", "b integer DEFAULT f()", "",
                              "its default would run a function that is not built in on every existing row",
                              "ALTER TABLE public.t ADD COLUMN b integer DEFAULT f();", "6:9"}};
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 3) << apply.errors;
  EXPECT_EQ(apply.differences, expected);

  for (const auto& live : {kFunction, kFunction + kEmpty}) {
    SCOPED_TRACE(live);
    const Scenario without_rows(file, live);
    const auto allowed = without_rows.apply();
    EXPECT_EQ(allowed.exit_code, 0) << allowed.errors;
    EXPECT_EQ(without_rows.drift().exit_code, 0);
    without_rows.database().execute("INSERT INTO t VALUES (1)");
    EXPECT_EQ(without_rows.database().value("SELECT b FROM t"), "42");
  }
}

ReportedDifference waits(const std::string& object, const std::string& attribute, const std::string& place) {
  return {"blocked", object, attribute, "", "", "waits for column b, which cannot be added", "", place};
}

TEST(Blocked, AllThatIsOverABlockedColumn) {
  const Scenario scenario(file_with("type: text, nullable: false", R"(    unique:
      - {name: u, columns: [b]}
    checks:
      - {name: c, expr: b <> ''}
    foreign_keys:
      - {name: fk, columns: [b], references: {table: p, columns: [a]}}
    indexes:
      - {name: i, columns: [a, b]}
      - {name: free, columns: [a]}
  p:
    columns: [{name: a, type: text, primary_key: true}]
)"),
                          kWithRows + "CREATE TABLE p (a text PRIMARY KEY)");
  const Differences expected{kNotNull, waits("public.t.u", "unique", "8:9"), waits("public.t.c", "check", "10:9"),
                             waits("public.t.fk", "foreign_key", "12:9"), waits("public.i", "index", "14:9")};
  const auto apply = scenario.apply({"--on-conflict", "skip"});
  EXPECT_EQ(apply.exit_code, 3) << apply.errors;
  EXPECT_EQ(apply.differences, expected);
  EXPECT_THAT(apply.applied, ElementsAre("index create_index public.free"));
}

TEST(Blocked, AForeignKeyToWhatIsNoTable) {
  const std::string key = R"(    foreign_keys:
      - {name: fk, columns: [a], references: {table: p, columns: [a]}}
)";
  const std::string clause = "FOREIGN KEY (a) REFERENCES public.p (a)";
  struct Case {
    std::string live;
    std::string message;
  };
  const Case cases[] = {{"", "it refers to public.p, which does not exist"},
                        {"CREATE VIEW p AS SELECT 1 AS a;", "it refers to public.p, which is a view"}};
  for (const auto& [live, message] : cases) {
    for (const auto* table : {"", "CREATE TABLE t (a integer, b integer);"}) {
      SCOPED_TRACE(live + table);
      const Scenario scenario(file_with("type: integer", key), live + table);
      const Differences expected{{"blocked", "public.t.fk", "foreign_key", clause, "", message, "", "8:9"}};
      const auto apply = scenario.apply({"--on-conflict", "skip"});
      EXPECT_EQ(apply.exit_code, 3) << apply.errors;
      EXPECT_EQ(apply.differences, expected);
      EXPECT_EQ(apply.applied.size(), *table == '\0' ? 1U : 0U);
    }
  }
}

// Unique, yet nothing that a foreign key may refer to; `id` alone is.
constexpr auto kFar =
    "CREATE TABLE far (id int UNIQUE, a int, b int, c int, d int, UNIQUE (b, c), UNIQUE (d) DEFERRABLE);"
    "CREATE UNIQUE INDEX ON far (a) WHERE b > 0; CREATE UNIQUE INDEX ON far (abs(a)); CREATE INDEX ON far (a);";

TEST(Blocked, AForeignKeyToAnUndeclaredTableWithoutTheKey) {
  const auto file = [](const std::string& columns, const std::string& target) {
    return "version: 1\ntables:\n  t:\n    columns: [{name: m, type: integer}, {name: n, type: integer}]\n"
           "    foreign_keys:\n      - {name: fk, columns: [" +
           columns + "], references: {table: far, columns: [" + target + "]}}\n";
  };
  for (const auto* column : {"a", "b", "d"}) {
    SCOPED_TRACE(column);
    const Scenario scenario(file("n", column), std::string("CREATE TABLE t (m int, n int);") + kFar);
    const auto apply = scenario.apply();
    EXPECT_EQ(apply.exit_code, 3) << apply.errors;
    const auto target = std::string("public.far (") + column + ")";
    EXPECT_THAT(apply.differences, ElementsAre(ReportedDifference{"blocked", "public.t.fk", "foreign_key",
                                                                  "FOREIGN KEY (n) REFERENCES " + target, "",
                                                                  "there is no unique key on " + target, "", "6:9"}));
  }
  for (const auto& [columns, target] : {std::pair("n", "id"), std::pair("m, n", "c, b")}) {
    SCOPED_TRACE(target);
    const Scenario scenario(file(columns, target), kFar);
    const auto apply = scenario.apply();
    EXPECT_EQ(apply.exit_code, 0) << apply.errors;
    EXPECT_EQ(scenario.drift().exit_code, 0);
  }
}

}  // namespace
}  // namespace pgreconcile::test
