// What is there under another name is not created again, and keeps its name.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kFile = R"(version: 1
tables:
  p:
    columns: [{name: a, type: integer, primary_key: true}]
  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer}]
    primary_key: {name: t_primary, columns: [a]}
    unique:
      - {name: t_unique, columns: [b, a]}
    checks:
      - name: t_check
        expr: a in (1, 2)
    foreign_keys:
      - {name: t_foreign, columns: [a], references: {table: p, columns: [a], on_delete: cascade}}
    indexes:
      - {name: t_index, columns: [{column: a, order: desc}]}
)";

const std::string kLive = R"(
  CREATE TABLE p (a integer PRIMARY KEY);
  CREATE TABLE t (a integer, b integer, CONSTRAINT "Pk" PRIMARY KEY (a), CONSTRAINT u UNIQUE (b, a),
                  CONSTRAINT c CHECK (a = 1 OR a = 2), CONSTRAINT c2 CHECK (a IN (1, 2)),
                  CONSTRAINT f FOREIGN KEY (a) REFERENCES p ON DELETE CASCADE);
  CREATE INDEX i ON t (a DESC);
)";

ReportedDifference renamed(const std::string& desired, const std::string& live, const std::string& place) {
  return {"renamed",
          "public.t." + desired,
          "name",
          desired,
          live,
          "the same constraint exists under another name",
          "ALTER TABLE public.t RENAME CONSTRAINT " + live + " TO " + desired + ";",
          place};
}

Differences all_renamed() {
  return {renamed("t_primary", "\"Pk\"", "7:18"),
          renamed("t_unique", "u", "9:9"),
          renamed("t_check", "c2", "11:9"),
          {"extra", "public.t.c", "check", "", "CHECK (((a = 1) OR (a = 2)))", "constraint is not declared",
           "ALTER TABLE public.t DROP CONSTRAINT c;", "5:3"},
          renamed("t_foreign", "f", "14:9"),
          {"renamed", "public.t_index", "name", "t_index", "i", "the same index exists under another name",
           "ALTER INDEX public.i RENAME TO t_index;", "16:9"}};
}

// `a = 1 OR a = 2` is another expression than `a IN (1, 2)`, although it means the same: it is extra.
TEST(Renamed, IsShownAndNeverCreatedTwice) {
  const Scenario scenario(kFile, kLive);
  const auto before = scenario.database().dump_schema();
  for (const auto& report : {scenario.plan(), scenario.apply()}) {
    EXPECT_EQ(report.exit_code, 0) << report.errors;
    EXPECT_EQ(report.status, "converged");
    EXPECT_THAT(report.steps, IsEmpty());
    EXPECT_EQ(report.differences, all_renamed());
  }
  EXPECT_EQ(scenario.database().dump_schema(), before);

  EXPECT_EQ(scenario.drift().exit_code, 2);
  EXPECT_EQ(scenario.drift({"--ignore", "renamed,extra"}).exit_code, 0);
}

TEST(Renamed, GetsItsDeclaredNameByItsSql) {
  const Scenario scenario(kFile, kLive);
  for (const auto& difference : scenario.plan().differences) {
    const auto psql = scenario.psql(difference.manual_sql);
    EXPECT_EQ(psql.exit_code, 0) << difference << psql;
  }
  EXPECT_THAT(scenario.drift().differences, IsEmpty());
}

TEST(Renamed, IsValidatedAllTheSame) {
  const Scenario scenario(kFile, kLive + R"(
    ALTER TABLE t DROP CONSTRAINT f, DROP CONSTRAINT c2, DROP CONSTRAINT c,
      ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p ON DELETE CASCADE NOT VALID,
      ADD CONSTRAINT c2 CHECK (a IN (1, 2)) NOT VALID)");
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(apply.applied,
              ElementsAre("validate validate_constraint public.t.c2", "validate validate_constraint public.t.f"));
  EXPECT_EQ(scenario.database().value("SELECT count(*) FROM pg_constraint WHERE NOT convalidated"), "0");
}

// A constraint is paired once: the second of two that are alike is extra, as is one of another method.
TEST(Renamed, PairsOneToOne) {
  const Scenario scenario(R"(version: 1
tables:
  t:
    columns: [{name: a, type: integer}]
    indexes:
      - {name: b, columns: [a]}
)",
                          "CREATE TABLE t (a integer); CREATE INDEX a ON t USING hash (a);"
                          "CREATE INDEX d ON t (a); CREATE INDEX c ON t (a)");
  const Differences expected{
      {"renamed", "public.b", "name", "b", "c", "the same index exists under another name",
       "ALTER INDEX public.c RENAME TO b;", "6:9"},
      {"extra", "public.a", "index", "", "CREATE INDEX IF NOT EXISTS a ON public.t USING hash (a)",
       "index is not declared", "DROP INDEX CONCURRENTLY public.a;", "3:3"},
      {"extra", "public.d", "index", "", "CREATE INDEX IF NOT EXISTS d ON public.t USING btree (a)",
       "index is not declared", "DROP INDEX CONCURRENTLY public.d;", "3:3"}};
  EXPECT_EQ(scenario.plan().differences, expected);
}

}  // namespace
}  // namespace pgreconcile::test
