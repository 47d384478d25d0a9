#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/support/differences.hpp"

namespace pgreconcile::reconciler {
namespace {

using test::difference_text;

// Everything that the model can hold.
constexpr auto kEveryFeature = R"(version: 1
schema: app
schemas: [billing, Odd]
tables:
  users:
    columns:
      - {name: tenant, type: int, nullable: false}
      - {name: id, type: uuid, nullable: false, default: gen_random_uuid()}
      - {name: email, type: varchar(320), unique: true, default: {literal: "it's"}}
      - {name: mood, type: mood, check: mood <> 'sad'}
      - {name: at, type: timestamptz(3), default: CURRENT_TIMESTAMP}
    primary_key: {name: users_key, columns: [tenant, id]}
    unique: [{columns: [id, email]}, {name: "Unique", columns: [id]}]
    checks: [{name: short, expr: length(email) < 300}]
    indexes:
      - {name: ix, unique: true, method: btree, columns: [id, {column: email, order: desc, nulls: last}]}
      - {name: "Hash Index", method: hash, columns: [email]}
  billing.invoices:
    columns:
      - {name: "User", type: uuid, references: {table: users, column: id, on_delete: set null, name: fk}}
      - {name: tenant, type: int}
    foreign_keys:
      - columns: [tenant, User]
        references: {table: users, columns: [tenant, id], on_update: cascade, match: full}
        deferrable: true
        initially_deferred: true
      - {name: unchecked, columns: [User], references: {table: users, columns: [id]}, valid: false}
  empty: {columns: []}
)";

TEST(Diff, OfADatabaseWithItselfIsEmpty) {
  const auto desired = test::declared_file(kEveryFeature);
  const auto result = diff(desired, test::live_of(desired), {}, {});
  EXPECT_EQ(test::describe(result.differences), "");
  EXPECT_TRUE(result.questions.empty());
}

TEST(Diff, OfKrakenWithItsCatalogIsEmpty) {
  const auto loaded = yaml::load_files({PGRECONCILE_SOURCE_DIR "/schema.yaml"});
  ASSERT_FALSE(loaded.has_errors());
  auto database = test::live_of(loaded.database);
  auto& status = database.tables.front().columns[5];
  ASSERT_EQ(status.name, test::name("status"));
  status.default_value = std::get<sql::Expression>(sql::catalog_expression("'active'::character varying"));
  const auto result = diff(loaded.database, database, {}, {});
  EXPECT_EQ(test::describe(result.differences), "");
  EXPECT_TRUE(result.questions.empty());
}

TEST(DiffTables, MissingOnesAreCreatedWhole) {
  EXPECT_EQ(difference_text(R"(
  t:
    columns: [{name: id, type: uuid, primary_key: true, default: gen_random_uuid()}, {name: a, type: int, unique: true}]
    checks: [{name: c, expr: a > 0}]
    foreign_keys: [{columns: [a], references: {table: t, columns: [a]}}]
    indexes: [{name: ix, columns: [a]}])",
                            ""),
            R"(missing public.t table: table is missing
  file: table
  remedy: create table public.t (id uuid NOT NULL DEFAULT gen_random_uuid(), a int, CONSTRAINT t_pkey PRIMARY KEY (id), CONSTRAINT t_a_key UNIQUE (a), CONSTRAINT c CHECK (a > 0), CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES public.t (a), index ix)
  at schema.yaml:4:3
)");
}

// PostgreSQL would refuse the table with two constraints of one name.
TEST(DiffTables, UnnamedConstraintsOfANewTableHaveNamesOfTheirOwn) {
  EXPECT_EQ(difference_text("  t:\n    columns: [{name: a, type: int}, {name: b, type: int}]\n"
                            "    checks: [{expr: a > 0}, {expr: a < 9}, {expr: a > b}]",
                            ""),
            R"(missing public.t table: table is missing
  file: table
  remedy: create table public.t (a int, b int, CONSTRAINT t_a_check CHECK (a > 0), CONSTRAINT t_a_check1 CHECK (a < 9), CONSTRAINT t_check CHECK (a > b))
  at schema.yaml:3:3
)");
}

TEST(DiffTables, DefaultNamesThatAreTakenGetANumber) {
  const auto file =
      test::declared("  t: {columns: [{name: a, type: int, primary_key: true}, {name: b, type: int, unique: true}]}");
  auto database = test::empty_database();
  const auto elsewhere = test::relation("elsewhere");
  for (const auto* taken : {"t_pkey", "t_pkey1", "t_b_key"}) {
    database.relations.emplace(test::relation(taken), model::Relation{model::RelationKind::Index, elsewhere});
  }
  EXPECT_EQ(difference_text(file, database),
            R"(missing public.t table: table is missing
  file: table
  remedy: create table public.t (a int NOT NULL, b int, CONSTRAINT t_pkey2 PRIMARY KEY (a), CONSTRAINT t_b_key1 UNIQUE (b))
  at schema.yaml:3:3
)");
}

TEST(DiffTables, NamesInAMissingTableThatAreTakenAreConflicts) {
  const auto file = test::declared(
      "  t: {columns: [{name: a, type: int}], unique: [{name: u, columns: [a]}], indexes: [{name: ix, columns: [a]}]}");
  auto database = test::empty_database();
  const auto elsewhere = test::relation("elsewhere");
  database.relations.emplace(test::relation("u"), model::Relation{model::RelationKind::Sequence, std::nullopt});
  database.relations.emplace(test::relation("ix"), model::Relation{model::RelationKind::Index, elsewhere});
  EXPECT_EQ(difference_text(file, database), R"(conflict public.u name: the name is taken by something else
  file: index on public.t
  live: sequence
  by hand: ALTER SEQUENCE public.u RENAME TO u_old;
  at schema.yaml:3:49
conflict public.ix name: the name is taken by something else
  file: index on public.t
  live: index on public.elsewhere
  by hand: ALTER INDEX public.ix RENAME TO ix_old;
  at schema.yaml:3:85
missing public.t table: table is missing
  file: table
  remedy: create table public.t (a int)
  at schema.yaml:3:3
)");
}

TEST(DiffTables, ANameThatAnotherKindHasIsAConflict) {
  const auto file = test::declared("  t: {columns: [{name: a, type: int}]}");
  auto database = test::empty_database();
  database.relations.emplace(test::relation("t"), model::Relation{model::RelationKind::View, std::nullopt});
  EXPECT_EQ(difference_text(file, database),
            R"(conflict public.t kind: the name is taken by something that is not a table
  file: table
  live: view
  by hand: ALTER VIEW public.t RENAME TO t_old;
  at schema.yaml:3:3
)");
}

TEST(DiffTables, AForeignKeyToATableThatCannotBeCreatedIsBlocked) {
  const auto file = test::declared(
      "  far: {columns: [{name: id, type: int, primary_key: true}]}\n"
      "  t: {columns: [{name: a, type: int, references: {table: far, column: id}}]}");
  auto database = test::empty_database();
  database.relations.emplace(test::relation("far"), model::Relation{model::RelationKind::View, std::nullopt});
  EXPECT_EQ(difference_text(file, database),
            R"(conflict public.far kind: the name is taken by something that is not a table
  file: table
  live: view
  by hand: ALTER VIEW public.far RENAME TO far_old;
  at schema.yaml:3:3
blocked public.t.t_a_fkey foreign_key: it refers to public.far, which is a view
  file: FOREIGN KEY (a) REFERENCES public.far (id)
  at schema.yaml:4:50
missing public.t table: table is missing
  file: table
  remedy: create table public.t (a int)
  at schema.yaml:4:3
)");
}

TEST(DiffTables, WhatTheModelDoesNotKnowIsUnknown) {
  const auto file = test::declared("  t: {columns: [{name: a, type: int}]}");
  auto database = test::live("  t: {columns: [{name: b, type: date}]}");
  database.tables.front().unmodelled = {"partitions"};
  database.relations.at(test::relation("t")).kind = model::RelationKind::PartitionedTable;
  EXPECT_EQ(difference_text(file, database),
            R"(unknown public.t definition: has partitions, which pgreconcile cannot compare yet
  live: partitions
  at schema.yaml:3:3
missing public.t.a column: column is missing
  file: a int
  remedy: add to public.t column a int
  at schema.yaml:3:17
extra public.t.b column: column is not declared
  live: date NULL
  by hand: ALTER TABLE public.t DROP COLUMN b;
  at schema.yaml:3:3
conflict public.t partition_by: the table is partitioned in another way; it has to be made anew
  file: not partitioned
  live: partitioned
  at schema.yaml:3:3
)");
}

TEST(DiffTables, UnmanagedObjectsAreNamed) {
  const auto file = test::declared("  t: {columns: [{name: a, type: int}]}");
  auto database = test::live_of(file);
  database.unmanaged = {{test::relation("t"), "trigger", "audit"}, {test::relation("t"), "grants", ""}};
  EXPECT_EQ(difference_text(file, database),
            R"(unmanaged public.t trigger: trigger on the table: not managed by pgreconcile
  live: audit
  at schema.yaml:3:3
unmanaged public.t grants: grants on the table: not managed by pgreconcile
  at schema.yaml:3:3
)");
}

TEST(DiffTables, UnmanagedObjectsOfAPartitionAreNamedAtItsPlace) {
  const auto file =
      test::declared("  t: {columns: [{name: a, type: int}], partition_by: {range: [a]}, partitions: {t1: default}}");
  auto database = test::live_of(file);
  database.unmanaged = {{test::relation("t1"), "trigger", "audit"}};
  EXPECT_EQ(difference_text(file, database),
            R"(unmanaged public.t1 trigger: trigger on the table: not managed by pgreconcile
  live: audit
  at schema.yaml:3:81
)");
}

TEST(DiffSchemas, MissingOnesAreCreatedWhereTheyAreNeeded) {
  const auto file =
      test::declared_file("version: 1\nschema: app\nschemas: [\"Billing\"]\ntables: {t: {columns: []}}\n");
  EXPECT_EQ(difference_text(file, model::LiveDatabase{}), R"(missing app schema: schema is missing
  file: app
  remedy: create schema app
  at schema.yaml:4:10
missing "Billing" schema: schema is missing
  file: "Billing"
  remedy: create schema "Billing"
  at schema.yaml:3:11
missing app.t table: table is missing
  file: table
  remedy: create table app.t ()
  at schema.yaml:4:10
)");
  const auto without_tables = test::declared_file("version: 1\nschema: app\ntables: {}\n");
  EXPECT_EQ(difference_text(without_tables, model::LiveDatabase{}), "");
}

TEST(Diff, IsInTheOrderOfTheFileWhateverTheCatalogsOrderIs) {
  const auto file = test::declared(R"(
  z: {columns: [{name: b, type: int}, {name: a, type: int}], indexes: [{name: y, columns: [a]}, {name: x, columns: [b]}]}
  a: {columns: [{name: id, type: int}]})");
  auto database = test::live(R"(
  a: {columns: [{name: id, type: text}, {name: old, type: date}], checks: [{name: k2, expr: id <> ''}, {name: k1, expr: id > ''}]}
  z: {columns: [{name: a, type: text}, {name: b, type: text}], indexes: [{name: n, columns: [{column: a, order: desc}]}, {name: m, columns: [a, b]}]})");
  const auto text = difference_text(file, database);
  for (auto& table : database.tables) {
    std::ranges::reverse(table.indexes);
    std::ranges::reverse(table.checks);
  }
  std::ranges::reverse(database.tables);
  EXPECT_EQ(difference_text(file, database), text);
  std::string objects;
  for (const auto& difference : test::differences(file, database)) objects += difference.object + " ";
  EXPECT_EQ(objects,
            "public.z.b public.z.a public.y public.x public.m public.n "
            "public.a.id public.a.old public.a.k1 public.a.k2 ");
}

TEST(Difference, IsAConflictByItsClassAndByWhetherItBreaksInserts) {
  std::string conflicts;
  for (const auto difference_class : kDifferenceClasses) {
    if (is_conflict({.difference_class = difference_class})) conflicts += to_string(difference_class) + " ";
  }
  EXPECT_EQ(conflicts, "conflict blocked invalid ");
  EXPECT_TRUE(is_conflict({.difference_class = DifferenceClass::Extra, .breaks_inserts = true}));
}

}  // namespace
}  // namespace pgreconcile::reconciler
