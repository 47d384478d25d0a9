// Random schemas that grow: what was made by SQL and filled with rows becomes, by apply, what SQL makes afresh, and
// nothing of it is lost.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/property/generate.hpp"
#include "tests/property/seeds.hpp"
#include "tests/property/slate.hpp"
#include "tests/support/catalog_facts.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using testing::IsEmpty;

/// All values of the columns that were there from the start, in the order of the rows' texts.
std::string rows_of_the_start(const GeneratedSchema& schema, const TestDatabase& database) {
  std::string text;
  auto connection = database.connect();
  for (const auto& table : schema.tables) {
    if (table.since != Since::Start) continue;
    std::vector<std::string> columns;
    for (const auto& column : table.columns) {
      if (column.since == Since::Start) columns.push_back(column.name);
    }
    if (columns.empty()) continue;
    for (const auto& row :
         connection.query(fmt::format("SELECT ROW({})::text FROM {} ORDER BY 1", sql_names(columns), table.sql()))) {
      text += row.front() + "\n";
    }
  }
  return text;
}

void expect_silence(const TestDatabase& database, const TemporaryFile& file) {
  const auto drift = run_tool({"drift", "--file", file.path().string(), "--database-url", database.url()});
  EXPECT_EQ(drift.exit_code, 0) << drift;
}

std::multiset<std::string> lines_of(const std::string& text) {
  std::multiset<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.insert(line);
  return lines;
}

/// The lines that one of the texts alone has, in a text of their own.
std::string line_differences(const std::string& grown, const std::string& fresh) {
  std::vector<std::string> only_grown;
  std::vector<std::string> only_fresh;
  std::ranges::set_difference(lines_of(grown), lines_of(fresh), std::back_inserter(only_grown));
  std::ranges::set_difference(lines_of(fresh), lines_of(grown), std::back_inserter(only_fresh));
  return fmt::format("grown: {}\nfresh: {}", fmt::join(only_grown, "\n       "), fmt::join(only_fresh, "\n       "));
}

void expect_equal(const std::string& grown, const std::string& fresh) {
  if (grown != fresh) ADD_FAILURE() << line_differences(grown, fresh);
}

std::string reloaded_dump(const TestDatabase& database) {
  const TestDatabase copy;
  copy.execute(database.dump_schema());
  return copy.dump_schema();
}

/// pg_dump refuses a newer server, and an older one may not read what it writes.
bool is_of_the_servers_release(const std::string& pg_dump_version) {
  return pg_dump_version.find(fmt::format(" {}.", server_major())) != std::string::npos;
}

void expect_equal_dumps(const TestDatabase& grown, const TestDatabase& fresh) {
  if (!is_of_the_servers_release(run({"pg_dump", "--version"}).output)) return;
  // Equal dumps are equal after a reload too.
  if (grown.dump_schema() != fresh.dump_schema()) expect_equal(reloaded_dump(grown), reloaded_dump(fresh));
}

void expect_equal_facts(const TestDatabase& grown, const TestDatabase& fresh) {
  if (catalog_facts(grown) == catalog_facts(fresh)) return;
  settle_expressions(grown);
  settle_expressions(fresh);
  expect_equal(catalog_facts(grown), catalog_facts(fresh));
}

/// What somebody made, by what PostgreSQL itself knows it by: what was dropped and made again is another one.
std::set<std::string> identities(const TestDatabase& database) {
  std::set<std::string> objects;
  for (const auto& row : database.query(R"(
    WITH schema AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
         relation AS (SELECT oid FROM pg_class WHERE relnamespace IN (SELECT oid FROM schema))
    SELECT format('schema %s %I', oid, nspname) FROM schema
    UNION ALL SELECT format('extension %s %I', oid, extname) FROM pg_extension
    UNION ALL SELECT format('relation %s %s', oid, oid::regclass) FROM relation
    UNION ALL SELECT format('column %s of %s: %I', attnum, attrelid, attname) FROM pg_attribute
               WHERE attrelid IN (SELECT oid FROM relation)
    UNION ALL SELECT format('type %s %s', oid, oid::regtype) FROM pg_type WHERE typnamespace IN (SELECT oid FROM schema)
    UNION ALL SELECT format('label %s %L', oid, enumlabel) FROM pg_enum
    UNION ALL SELECT format('constraint %s %I', oid, conname) FROM pg_constraint)")) {
    objects.insert(row.front());
  }
  return objects;
}

void expect_all_there(const TestDatabase& database, const std::set<std::string>& before) {
  std::vector<std::string> lost;
  std::ranges::set_difference(before, identities(database), std::back_inserter(lost));
  EXPECT_THAT(lost, IsEmpty());
}

/// The two databases that each seed makes anew.
struct Slates {
  Slate fresh;
  Slate grown;
};

void check_growth(std::uint64_t seed, const Slates& slates) {
  Random random(seed);
  const auto schema = generate(random, server_major());
  const TemporaryFile file(as_yaml(schema));

  const auto& fresh = slates.fresh.wiped();
  fresh.execute(as_sql(schema, Since::Growth));
  expect_silence(fresh, file);

  const auto& grown = slates.grown.wiped();
  grown.execute(as_sql(schema, Since::Start));
  grown.execute(rows_as_sql(schema));
  const auto rows = rows_of_the_start(schema, grown);
  const auto objects = identities(grown);
  const auto apply = run_tool({"apply", "--file", file.path().string(), "--database-url", grown.url()});
  ASSERT_EQ(apply.exit_code, 0) << apply;
  EXPECT_EQ(rows_of_the_start(schema, grown), rows);
  expect_all_there(grown, objects);
  expect_silence(grown, file);

  const auto exported = run_tool({"export", "--database-url", grown.url()});
  EXPECT_EQ(exported.exit_code, 0) << exported;
  EXPECT_EQ(exported.errors, "");
  expect_silence(fresh, TemporaryFile(exported.output));
  expect_equal_dumps(grown, fresh);
  expect_equal_facts(grown, fresh);
}

class Growth : public testing::TestWithParam<int> {};

TEST_P(Growth, MakesWhatSqlMakesAfreshAndLosesNothing) {
  const Slates slates;
  for_each_seed(GetParam(), [&](std::uint64_t seed) { check_growth(seed, slates); });
}

INSTANTIATE_TEST_SUITE_P(Shares, Growth, testing::Range(0, kShares));

}  // namespace
}  // namespace pgreconcile::test
