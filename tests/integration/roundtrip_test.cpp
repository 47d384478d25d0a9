// Each schema of tests/roundtrip from SQL to a database, to a file, and to a second database that must be the first.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/catalog_facts.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using testing::Each;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> schemas() {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(PGRECONCILE_SOURCE_DIR "/tests/roundtrip")) {
    names.push_back(file.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The first major release that knows all of the schema, from its first line: `-- since 15`.
int first_major(const std::string& sql) {
  const std::string mark = "-- since ";
  if (!sql.starts_with(mark)) throw std::runtime_error("the first line must say since when: -- since 13");
  return std::stoi(sql.substr(mark.size()));
}

std::string sql_of(const std::string& schema) { return project_file("tests/roundtrip/" + schema + ".sql"); }

ProcessResult psql(const TestDatabase& database, const std::string& sql) {
  return run({"psql", "--no-psqlrc", "--quiet", "-v", "ON_ERROR_STOP=1", "--dbname", database.url()}, {.input = sql});
}

void load(const TestDatabase& database, const std::string& sql) {
  const auto result = psql(database, sql);
  if (result.exit_code != 0) throw std::runtime_error("psql failed: " + result.errors);
}

/// `nulls_not_distinct_since_15`: so that a list of tests shows which of them an older server cannot do.
std::string name_with_major(const std::string& schema) {
  const int major = first_major(sql_of(schema));
  return major == 13 ? schema : fmt::format("{}_since_{}", schema, major);
}

/// The file that `export` makes of the database. It must have left nothing out, for all of the schemas here can be said.
std::string exported(const TestDatabase& database) {
  const auto result = run_tool({"export", "--database-url", database.url()});
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_EQ(result.errors, "");
  return result.output;
}

/// The schema as pg_dump writes it after one dump and reload: its own texts of expressions are stable only from then on.
std::string reloaded_dump(const TestDatabase& database) {
  const TestDatabase copy;
  load(copy, database.dump_schema());
  return copy.dump_schema();
}

/// REQUIRES: the server is one that pg_dump knows.
void expect_equal_dumps(const TestDatabase& a, const TestDatabase& b) { EXPECT_EQ(reloaded_dump(a), reloaded_dump(b)); }

bool is_known_to_pg_dump(const TestDatabase& database) {
  return run({"pg_dump", "--schema-only", "--dbname", database.url()}).exit_code == 0;
}

void expect_equal_databases(const TestDatabase& a, const TestDatabase& b) {
  if (is_known_to_pg_dump(a)) expect_equal_dumps(a, b);
  settle_expressions(a);
  settle_expressions(b);
  EXPECT_EQ(catalog_facts(a), catalog_facts(b));
}

class RoundTripTest : public testing::TestWithParam<std::string> {};

TEST_P(RoundTripTest, MakesTheSameDatabaseFromItsOwnFile) {
  const auto sql = sql_of(GetParam());
  const TestDatabase written_by_hand;
  if (server_major() < first_major(sql)) {
    EXPECT_NE(psql(written_by_hand, sql).exit_code, 0) << "it is older than its first line says";
    return;
  }
  load(written_by_hand, sql);
  const auto file = exported(written_by_hand);
  const TemporaryFile schema_file(file);

  const auto plan = run_tool(
      {"plan", "--format", "json", "--file", schema_file.path().string(), "--database-url", written_by_hand.url()});
  EXPECT_EQ(plan.exit_code, 0) << plan;
  const auto json = nlohmann::json::parse(plan.output, nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << plan;
  EXPECT_EQ(json.at("status"), "converged");
  EXPECT_EQ(json.at("steps"), nlohmann::json::array());
  for (const auto& difference : json.at("differences")) EXPECT_EQ(difference.at("class"), "unmanaged") << difference;

  const Scenario built_from_file(file);
  const auto apply = built_from_file.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(apply.status, "converged");
  EXPECT_THAT(apply.differences, Each(Field(&ReportedDifference::difference_class, "unmanaged")));

  const auto again = built_from_file.apply();
  EXPECT_EQ(again.exit_code, 0) << again.errors;
  EXPECT_THAT(again.steps, IsEmpty());
  EXPECT_EQ(exported(built_from_file.database()), file);
  expect_equal_databases(written_by_hand, built_from_file.database());
}

INSTANTIATE_TEST_SUITE_P(Schemas, RoundTripTest, testing::ValuesIn(schemas()),
                         [](const auto& schema) { return name_with_major(schema.param); });

// The judge itself: it must see what differs, and must not see what does not.

TEST(CatalogFacts, TellApartWhatDiffersInOneWord) {
  const std::string table =
      "CREATE TABLE t (id integer PRIMARY KEY, name varchar(9) DEFAULT 'a', note text, CHECK (id > 0))";
  const std::vector<std::string> changes = {"ALTER TABLE t ALTER name SET DEFAULT 'b'",
                                            "ALTER TABLE t ALTER name TYPE varchar(8)",
                                            "ALTER TABLE t ALTER name SET NOT NULL",
                                            "ALTER TABLE t ALTER name SET STORAGE EXTERNAL",
                                            "ALTER TABLE t SET (fillfactor = 90)",
                                            "ALTER TABLE t SET (toast.autovacuum_enabled = off)",
                                            "ALTER TABLE t SET UNLOGGED",
                                            "ALTER TABLE t RENAME CONSTRAINT t_id_check TO c",
                                            "ALTER TABLE t ADD CHECK (id < 9) NOT VALID",
                                            "ALTER TABLE t ALTER id ADD GENERATED ALWAYS AS IDENTITY",
                                            "CREATE INDEX ON t (name DESC)",
                                            "CREATE SEQUENCE s",
                                            "CREATE TYPE e AS ENUM ('a')",
                                            "CREATE DOMAIN d AS text",
                                            "CREATE SCHEMA s",
                                            "CREATE EXTENSION citext",
                                            "COMMENT ON TABLE t IS 'x'",
                                            "COMMENT ON COLUMN t.name IS 'x'",
                                            "CREATE VIEW v AS SELECT 1"};
  for (const auto& change : changes) {
    const TestDatabase database;
    database.execute(table);
    const auto before = catalog_facts(database);
    EXPECT_THAT(before, HasSubstr("default 'a'::character varying"));
    database.execute(change);
    EXPECT_NE(catalog_facts(database), before) << change;
  }
}

TEST(CatalogFacts, AreTheSameOfAListHoweverOftenItWasFedBack) {
  const TestDatabase once;
  const TestDatabase twice;
  once.execute("CREATE TABLE t (a varchar(9) CHECK (a IN ('x', 'y'))); CREATE INDEX i ON t (a) WHERE a IN ('x', 'y')");
  twice.execute(
      "CREATE TABLE t (a varchar(9) CHECK (a::text = ANY ((ARRAY['x'::varchar, 'y'::varchar])::text[])));"
      "CREATE INDEX i ON t (a) WHERE a::text = ANY ((ARRAY['x'::varchar, 'y'::varchar])::text[])");
  EXPECT_NE(catalog_facts(once), catalog_facts(twice));
  settle_expressions(once);
  settle_expressions(twice);
  EXPECT_EQ(catalog_facts(once), catalog_facts(twice));
}

}  // namespace
}  // namespace pgreconcile::test
