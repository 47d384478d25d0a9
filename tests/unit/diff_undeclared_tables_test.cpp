#include <gtest/gtest.h>

#include "tests/support/differences.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::RelationKind;
using test::declared_file;
using test::describe;
using test::name;
using test::relation;

constexpr auto kFile = R"(version: 1
schemas: [audit]
ignore: ["tmp_*", app.legacy]
tables:
  items: {columns: [{name: id, type: bigint}]}
  app.events:
    columns: [{name: at, type: date}]
    partition_by: {range: [at]}
    partitions: {app.events_old: {from: [minvalue], to: ["2026-01-01"]}}
)";

// What a database has that is as the file says, and these tables beside.
std::vector<Difference> undeclared(const std::map<sql::QualifiedName, RelationKind>& tables) {
  const auto file = declared_file(kFile);
  auto database = test::live_of(file);
  database.tables_of_schemas = tables;
  return test::differences(file, database);
}

TEST(UndeclaredTables, AreExtraByNameAndKindAndWithoutSql) {
  const auto differences = undeclared({{relation("zebra"), RelationKind::Table},
                                       {relation("Apple"), RelationKind::PartitionedTable},
                                       {{name("audit"), name("log")}, RelationKind::ForeignTable}});
  EXPECT_EQ(describe(differences),
            R"(extra audit.log table: foreign table is not declared; no file can declare it, so name it under ignore
  live: foreign table
  at schema.yaml:0
extra public."Apple" table: partitioned table is not declared; pgreconcile export --table prints how a file would declare it
  live: partitioned table
  at schema.yaml:0
extra public.zebra table: table is not declared; pgreconcile export --table prints how a file would declare it
  live: table
  at schema.yaml:0
)");
  for (const auto& difference : differences) EXPECT_FALSE(is_conflict(difference)) << describe(difference);
}

TEST(UndeclaredTables, AreNoneOfThoseThatTheFileDeclaresOrIgnores) {
  EXPECT_EQ(describe(undeclared({{relation("items"), RelationKind::Table},
                                 {{name("app"), name("events")}, RelationKind::PartitionedTable},
                                 {{name("app"), name("events_old")}, RelationKind::Table},
                                 {relation("tmp_1"), RelationKind::Table},
                                 {{name("app"), name("legacy")}, RelationKind::Table}})),
            "");
}

TEST(UndeclaredTables, AreToldOfTheFileThatTheirSchemaIsIn) {
  auto file = declared_file("version: 1\ntables:\n  items: {columns: []}\n", "items.yaml");
  const auto other = declared_file("version: 1\ntables:\n  app.users: {columns: []}\n", "users.yaml");
  file.tables.push_back(other.tables.front());
  auto database = test::live_of(file);
  database.tables_of_schemas = {{{name("app"), name("old")}, RelationKind::Table}};
  const auto differences = test::differences(file, database);
  ASSERT_EQ(differences.size(), 1U);
  EXPECT_EQ(differences.front().source, (SourceLocation{"users.yaml", 0, 0}));
}

}  // namespace
}  // namespace pgreconcile::reconciler
