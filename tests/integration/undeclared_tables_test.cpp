// drift --scope schema: tables that the file does not know, in the schemas that it uses.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/scenario.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto kFile = R"yaml(version: 1
schemas: [audit, pgreconcile]
ignore: ["tmp_*"]
enums: {lists.mood: [ok]}
tables:
  items: {columns: [{name: id, type: bigint}]}
  app.events:
    columns: [{name: at, type: date}]
    partition_by: {range: [at]}
    partitions: {app.events_old: {from: [minvalue], to: ["2026-01-01"]}}
)yaml";

constexpr auto kDeclared = R"(
  CREATE SCHEMA app; CREATE SCHEMA audit; CREATE SCHEMA pgreconcile; CREATE SCHEMA lists;
  CREATE TYPE lists.mood AS ENUM ('ok');
  CREATE TABLE items (id bigint);
  CREATE TABLE app.events (at date) PARTITION BY RANGE (at);
  CREATE TABLE app.events_old PARTITION OF app.events FOR VALUES FROM (MINVALUE) TO ('2026-01-01'))";

// The tables of a schema, and what is none of them: partitions, what an extension or the record owns, what the file
// ignores, what is no table, and what lies elsewhere.
constexpr auto kUndeclared = R"(
  CREATE TABLE legacy (id bigint PRIMARY KEY);
  CREATE TABLE app.legacy (id bigint); CREATE TABLE lists.legacy ();
  CREATE TABLE "Odd "".* Näme" ();
  CREATE TABLE audit.measures (at date) PARTITION BY RANGE (at);
  CREATE TABLE audit.measures_old PARTITION OF audit.measures FOR VALUES FROM (MINVALUE) TO ('2026-01-01')
    PARTITION BY RANGE (at);
  CREATE TABLE measures_older PARTITION OF audit.measures_old FOR VALUES FROM (MINVALUE) TO ('2025-01-01');
  CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER nowhere FOREIGN DATA WRAPPER nothing;
  CREATE FOREIGN TABLE app.remote (id bigint) SERVER nowhere;
  CREATE TABLE pgreconcile.history (); CREATE TABLE pgreconcile.notes ();
  CREATE TABLE spatial (); ALTER EXTENSION plpgsql ADD TABLE spatial;
  CREATE TABLE tmp_copy ();
  CREATE VIEW seen AS SELECT 1; CREATE MATERIALIZED VIEW kept AS SELECT 1; CREATE SEQUENCE counted;
  CREATE TYPE pair AS (a integer, b integer);
  CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.legacy ())";

ReportedDifference undeclared(const std::string& table, const std::string& kind, const std::string& advice) {
  return {"extra", table, "table", "", kind, kind + " is not declared; " + advice, "", "0:0"};
}

ReportedDifference undeclared(const std::string& table, const std::string& kind = "table") {
  return undeclared(table, kind, "pgreconcile export --table prints how a file would declare it");
}

const Differences kReported{
    undeclared("app.legacy"),
    undeclared("app.remote", "foreign table", "no file can declare it, so name it under ignore"),
    undeclared("audit.measures", "partitioned table"),
    undeclared("lists.legacy"),
    undeclared("public.\"Odd \"\".* Näme\""),
    undeclared("public.legacy"),
};

TEST(UndeclaredTables, AreExtraWhereTheyAreAskedFor) {
  const Scenario scenario(kFile, kDeclared);
  EXPECT_THAT(scenario.drift({"--scope", "schema"}).differences, IsEmpty());
  scenario.database().execute(kUndeclared);
  const auto drift = scenario.drift({"--scope", "schema"});
  EXPECT_EQ(drift.exit_code, 2);
  EXPECT_EQ(drift.status, "converged");
  EXPECT_EQ(drift.differences, kReported);
  EXPECT_EQ(drift.json.at("summary").at("extra"), kReported.size());
  EXPECT_EQ(scenario.drift({"--scope", "schema", "--ignore", "extra"}).exit_code, 0);
  for (const auto& options : {std::vector<std::string>{}, {"--scope", "declared"}}) {
    const auto narrow = scenario.drift(options);
    EXPECT_EQ(narrow.exit_code, 0);
    EXPECT_THAT(narrow.differences, IsEmpty());
  }
}

TEST(UndeclaredTables, ThatInheritFromADeclaredOneAreTablesOfTheirOwn) {
  const Scenario scenario(kFile, std::string(kDeclared) + "; CREATE TABLE heir () INHERITS (items)");
  const auto drift = scenario.drift({"--scope", "schema"});
  ASSERT_EQ(drift.differences.size(), 2U);
  EXPECT_EQ(drift.differences.front().attribute, "inheriting table");
  EXPECT_EQ(drift.differences.back(), undeclared("public.heir"));
}

// Nothing of them is opened, and names are looked up in the catalog's own schema.
TEST(UndeclaredTables, AreSeenByARoleWithoutAnyRight) {
  const TestRole stranger;
  const TestDatabase database;
  const TemporaryFile file(kFile);
  database.execute(kDeclared);
  database.execute(kUndeclared);
  database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC; CREATE TABLE pg_class (); CREATE TABLE pg_depend ()");
  connect_to_server().execute("ALTER ROLE " + stranger.name() + " SET search_path = public, app, pg_catalog");
  const auto drift = [&](const std::string& url) {
    return run_tool({"drift", "-f", file.path(), "--database-url", url, "--scope", "schema"});
  };
  const auto result = drift(database.url(stranger.name()));
  EXPECT_EQ(result.exit_code, 2) << result;
  EXPECT_THAT(result.output, HasSubstr(": converged, 8 extra.\n"));
  EXPECT_EQ(result, drift(database.url()));
}

TEST(UndeclaredTables, AreTextAndNothingElseWhateverTheirNamesAre) {
  const TestDatabase database;
  database.execute("CREATE TABLE items (id bigint); CREATE TABLE \"a\n::error::<script>\" ()");
  const TemporaryFile file("version: 1\ntables:\n  items: {columns: [{name: id, type: bigint}]}\n");
  const auto drift = [&](const std::string& format) {
    const auto result = run_tool(
        {"drift", "-f", file.path(), "--database-url", database.url(), "--scope", "schema", "--format", format});
    EXPECT_EQ(result.exit_code, 2) << result;
    return result.output;
  };
  for (const std::string format : {"text", "json", "markdown"}) {
    const auto output = drift(format);
    EXPECT_THAT(output, HasSubstr("::error::")) << format;
    EXPECT_THAT(output, Not(HasSubstr("\n::error::"))) << format;
  }
  EXPECT_THAT(drift("html"), HasSubstr("::error::&lt;script&gt;"));
  EXPECT_THAT(drift("prometheus"), HasSubstr("class=\"extra\"} 1\n"));
}

TEST(UndeclaredTables, AreAskedForByAVariableToo) {
  const TestDatabase database;
  database.execute("CREATE TABLE items (id bigint); CREATE TABLE legacy ()");
  const TemporaryFile file("version: 1\ntables:\n  items: {columns: [{name: id, type: bigint}]}\n");
  const auto run_with = [&](const std::string& command, const std::string& scope) {
    return run_tool({command, "-f", file.path(), "--database-url", database.url()},
                    {.environment = {{"PGRECONCILE_SCOPE", scope}}});
  };
  EXPECT_EQ(run_with("drift", "schema").exit_code, 2);
  EXPECT_EQ(run_with("drift", "declared").exit_code, 0);
  const auto wrong = run_with("drift", "schemas");
  EXPECT_EQ(wrong.exit_code, 64) << wrong;
  EXPECT_THAT(wrong.errors, HasSubstr("schemas not in {declared,schema}"));
}

// A plan that is saved stays true when a table comes that is none of its file's.
TEST(UndeclaredTables, AreNoMatterOfOtherCommands) {
  const TestDatabase database;
  const TemporaryDirectory folder;
  const TemporaryFile file("version: 1\ntables:\n  items: {columns: [{name: id, type: bigint}]}\n");
  const auto saved = (folder.path() / "plan.json").string();
  const auto run_in_scope = [&](const std::string& scope, const std::vector<std::string>& options) {
    auto arguments = options;
    arguments.insert(arguments.end(), {"-f", file.path(), "--database-url", database.url()});
    return run_tool(arguments, {.environment = {{"PGRECONCILE_SCOPE", scope}}});
  };
  const auto look = [&](const std::string& scope) {
    std::vector<ProcessResult> results;
    for (const auto& options : {std::vector<std::string>{"plan", "--format", "json"}, {"status"}, {"graph"}}) {
      results.push_back(run_in_scope(scope, options));
    }
    return results;
  };
  database.execute("CREATE TABLE items ()");
  const auto before = look("declared");
  EXPECT_THAT(before.front().output, HasSubstr("ADD COLUMN IF NOT EXISTS id bigint"));
  EXPECT_EQ(run_in_scope("declared", {"plan", "--save", saved}).exit_code, 0);

  database.execute("CREATE TABLE legacy (id bigint NOT NULL)");
  EXPECT_EQ(look("schema"), before);
  const auto apply = run_in_scope("schema", {"apply", "--plan", saved});
  EXPECT_EQ(apply.exit_code, 0) << apply;
  EXPECT_THAT(apply.output, HasSubstr("1 step done. "));
  EXPECT_THAT(apply.output, Not(HasSubstr("extra")));
}

}  // namespace
}  // namespace pgreconcile::test
