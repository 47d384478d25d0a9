// Is the file's spelling of a default or a check the database's? The verdicts are written by hand, from what PostgreSQL
// would store or let in; none is what the tool said.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/integration/expression_world.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::IsEmpty;

std::string name_of(const char* prefix, std::size_t at) { return prefix + std::to_string(at); }

/// The tables of the cases: t0 with a default or checks as the file has them, …
std::string file_of_defaults() {
  std::string file = "version: 1\ntables:\n";
  for (std::size_t at = 0; at < kDefaults.size(); ++at) {
    const auto& [type, desired, live, verdict, accepted] = kDefaults[at];
    file += "  " + name_of("t", at) + ": {columns: [{name: a, type: " + yaml_quoted(type) +
            ", default: " + yaml_quoted(desired) + "}]}\n";
  }
  return file;
}

std::string database_of_defaults() {
  std::string sql = kPreparation;
  for (std::size_t at = 0; at < kDefaults.size(); ++at) {
    sql += "CREATE TABLE " + name_of("t", at) + " (a " + kDefaults[at].type + " DEFAULT " + kDefaults[at].live + ");\n";
  }
  return sql;
}

std::string file_of_checks() {
  std::string file = "version: 1\ntables:\n  t:\n    columns:\n";
  for (const auto& [name, type] : kColumns) {
    file += "      - {name: " + yaml_quoted(name) + ", type: " + yaml_quoted(type) + "}\n";
  }
  file += "      - {name: pending, type: integer}\n    checks:\n";
  for (std::size_t at = 0; at < kChecks.size(); ++at) {
    file += "      - {name: " + name_of("c", at) + ", expr: " + yaml_quoted(kChecks[at].desired) + "}\n";
  }
  return file;
}

std::string database_of_checks() {
  std::string sql = kPreparation + "CREATE TABLE t (";
  for (const auto& [name, type] : kColumns) sql += "\"" + name + "\" " + type + ", ";
  for (std::size_t at = 0; at < kChecks.size(); ++at) {
    sql += "CONSTRAINT " + name_of("c", at) + " CHECK (" + kChecks[at].live + "),\n";
  }
  sql.resize(sql.size() - 2);
  return sql + ");";
}

std::string verdict_on(const std::string& object, const Differences& differences) {
  for (const auto& difference : differences) {
    if (difference.object == object) return difference.difference_class;
  }
  return "same";
}

TEST(Expressions, OfDefaultsAreTheSameOrNot) {
  const Scenario scenario(file_of_defaults(), database_of_defaults());
  const auto drift = scenario.drift();
  for (std::size_t at = 0; at < kDefaults.size(); ++at) {
    const auto& [type, desired, live, verdict, accepted] = kDefaults[at];
    EXPECT_EQ(verdict_on("public." + name_of("t", at) + ".a", drift.differences), verdict)
        << type << ": " << desired << " / " << live;
  }
}

// One check that speaks of a column which is not there yet is among them: it must not spoil the others.
void expect_verdicts_on_checks(const Scenario& scenario) {
  const auto drift = scenario.drift();
  for (std::size_t at = 0; at < kChecks.size(); ++at) {
    const auto& [desired, live, verdict, accepted, servers] = kChecks[at];
    EXPECT_EQ(verdict_on("public.t." + name_of("c", at), drift.differences), verdict) << desired << " / " << live;
  }
}

TEST(Expressions, OfChecksAreTheSameOrNot) {
  expect_verdicts_on_checks(Scenario(file_of_checks(), database_of_checks()));
}

// The operators of these have the names of built-in ones, and IN, LIKE and BETWEEN may stand for them.
TEST(Expressions, OfChecksAreTheSameOrNotBesideExtensionsWithOperators) {
  const std::string extensions = "CREATE EXTENSION citext; CREATE EXTENSION hstore;";
  expect_verdicts_on_checks(Scenario(file_of_checks(), extensions + database_of_checks()));
}

// The server is asked about a default once its column's type is settled, and about bounds once the partition key is.
TEST(Expressions, ThatFollowFromAnAnswerAreAskedAboutToo) {
  const Scenario scenario(R"yaml(version: 1
extensions: [{name: citext, schema: ext}]
tables:
  t: {columns: [{name: a, type: citext, default: lower('X')}, {name: b, type: citext, default: lower('Y')}]}
  p:
    columns: [{name: v, type: varchar}]
    partition_by: {range: [{expr: "coalesce(v, '')"}]
}
    partitions:
      p1: {from: ["grün"], to: [maxvalue]}
)yaml",
                          R"(
    CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext;
    CREATE TABLE t (a ext.citext DEFAULT 'x', b ext.citext DEFAULT 'x');
    CREATE TABLE p (v varchar) PARTITION BY RANGE (coalesce(v, ''::varchar));
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (U&'gr\00FCn') TO (MAXVALUE);)");
  const auto differences = scenario.drift().differences;
  EXPECT_EQ(verdict_on("public.t.a", differences), "same");
  EXPECT_EQ(verdict_on("public.t.b", differences), "conflict");
  EXPECT_EQ(differences.size(), 1U) << testing::PrintToString(differences);
}

std::string message_on(const std::string& object, const Differences& differences) {
  for (const auto& difference : differences) {
    if (difference.object == object) return difference.difference_class + ": " + difference.message;
  }
  return "same";
}

// One of each kind that fails, beside others that do not: unknown is rare, and says why.
TEST(Expressions, ThatCannotBeComparedSayWhy) {
  std::string in_file;
  std::string in_ddl;
  for (int value = 0; value < 17; ++value) {
    in_file += fmt::format("{}' {}'", value == 0 ? "" : ", ", value);
    in_ddl += fmt::format("{}{}", value == 0 ? "" : ", ", 16 - value);
  }
  const Scenario scenario(R"yaml(version: 1
domains:
  checked: {type: integer, checks: [{name: bad, expr: VALUE > 'x'}, {name: good, expr: VALUE != 1}]}
  defaulted: {type: integer, default: 1 / 0}
tables:
  t:
    columns:
      - {name: a, type: integer}
      - {name: d, type: integer, default: 1 / 0}
      - {name: g, type: integer, generated: "a + 'x'"}
      - {name: doc, type: xml}
    checks:
      - {name: c_fails, expr: a > 'five'}
      - {name: c_huge, expr: "length(repeat('x', 1000000000)) > a"}
      - {name: c_xml, expr: "doc::text <> ''"}
      - {name: c_elsewhere, expr: a > 'elsewhere'}
      - {name: c_good, expr: a != 1}
    exclude:
      - {name: x, elements: [{column: a, with: "="}], where: a > 'x'}
    indexes:
      - {name: i, columns: [{expr: "a + 'x'"}]}
      - {name: i_where, columns: [a], where: a > 'x'}
  k: {columns: [{name: a, type: integer}], partition_by: {range: [{expr: "a + 'x'"}]}}
  b:
    columns: [{name: a, type: integer}]
    partition_by: {range: [a]}
    partitions: {b_p: {from: [x], to: ["10"]}}
  l:
    columns: [{name: a, type: integer}]
    partition_by: {list: [a]}
    partitions: {l_p: {in: [)yaml" +
                              in_file + R"yaml(]}}
)yaml",
                          R"(
    CREATE DOMAIN checked AS integer CONSTRAINT bad CHECK (VALUE > 1) CONSTRAINT good CHECK (NOT VALUE = 1);
    CREATE DOMAIN defaulted AS integer DEFAULT 1;
    CREATE TABLE t (a integer, d integer DEFAULT 1, g integer GENERATED ALWAYS AS (a + 1) STORED, doc xml,
                    CONSTRAINT c_fails CHECK (a > 5), CONSTRAINT c_huge CHECK (a > 6), CONSTRAINT c_other CHECK (a > 7),
                    CONSTRAINT c_xml CHECK (doc IS DOCUMENT), CONSTRAINT c_good CHECK (NOT a = 1),
                    CONSTRAINT x EXCLUDE (a WITH =) WHERE (a > 1));
    CREATE INDEX i ON t ((a + 1));
    CREATE INDEX i_where ON t (a) WHERE a > 1;
    CREATE TABLE k (a integer) PARTITION BY RANGE ((a + 1));
    CREATE TABLE b (a integer) PARTITION BY RANGE (a);
    CREATE TABLE b_p PARTITION OF b FOR VALUES FROM (1) TO (10);
    CREATE TABLE l (a integer) PARTITION BY LIST (a);
    CREATE TABLE l_p PARTITION OF l FOR VALUES IN ()" +
                              in_ddl + ");");
  const std::string not_a_number =
      R"( could not be compared: invalid input syntax for type integer: "x" (SQLSTATE 22P02))";
  const std::string by_zero = " could not be compared: division by zero (SQLSTATE 22012)";
  const std::vector<std::pair<std::string, std::string>> expected{
      {"checked.bad", "the checks" + not_a_number},
      {"defaulted", "the defaults" + by_zero},
      {"t.d", "the defaults" + by_zero},
      {"t.g", "the expressions" + not_a_number},
      {"t.c_fails",
       "the checks could not be compared: invalid input syntax for type integer: \"five\" (SQLSTATE 22P02)"},
      {"t.c_huge", "the checks could not be compared: the server would compute a value that may be huge"},
      {"t.c_xml", "the checks could not be compared: one of them holds syntax that no server is asked about"},
      {"t.c_elsewhere",
       "may be the same as a constraint under another name: invalid input syntax for type integer: \"elsewhere\""
       " (SQLSTATE 22P02)"},
      {"t.x", "the exclusion constraints" + not_a_number},
      {"i", "the indexes" + not_a_number},
      {"i_where", "the indexes" + not_a_number},
      {"k", "the partition keys" + not_a_number},
      {"b_p", "the bounds" + not_a_number},
      {"l_p",
       "the bounds could not be compared: too many values are spelled in another way; list them as the database does"},
  };
  const auto differences = scenario.drift().differences;
  for (const auto& [object, message] : expected) {
    EXPECT_EQ(message_on("public." + object, differences), "unknown: " + message);
  }
  EXPECT_EQ(differences.size(), expected.size()) << testing::PrintToString(differences);
}

TEST(Expressions, InEveryContextAreTheSameOrNot) {
  const auto world = expression_world(Cases::All);
  const Scenario scenario(world.file, world.database);
  expect_verdicts(world, scenario);
}

// What apply creates, plan takes for what the file says, in whatever spelling the catalog gives it back.
TEST(Expressions, AsTheCatalogGivesThemBackAreTheSame) {
  for (const auto& file : {file_of_defaults(), file_of_checks()}) {
    const Scenario scenario(file, kPreparation);
    const auto apply = scenario.apply();
    EXPECT_EQ(apply.exit_code, 0) << apply.errors;
    EXPECT_THAT(scenario.drift().differences, IsEmpty());
    EXPECT_THAT(scenario.apply().applied, IsEmpty());
  }
}

TEST(Expressions, InEveryContextAsTheCatalogGivesThemBackAreTheSame) {
  const Scenario scenario(expression_world(Cases::Accepted).file, kPreparationOfTheWorld);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(scenario.drift().differences, IsEmpty());
}

}  // namespace
}  // namespace pgreconcile::test
