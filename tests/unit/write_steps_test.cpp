#include "reconciler/write_steps.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/sql/additive_gate.hpp"
#include "tests/support/schema.hpp"

namespace pgreconcile::reconciler {
namespace {

using sql::ConstraintType;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::name;
using test::names;

const sql::QualifiedName kTurns = test::relation("turns");
const sql::QualifiedName kOdd{name("My Schema"), name("select")};  // every name of it needs quoting

model::KeyConstraint key(const std::string& key_name, const std::vector<std::string>& columns) {
  model::KeyConstraint result;
  result.name = name(key_name);
  result.columns = names(columns);
  return result;
}

model::ForeignKey foreign_key(const sql::QualifiedName& target) {
  model::ForeignKey result;
  result.name = name("It's \"fk\"");
  result.columns = names({"User"});
  result.target = target;
  result.target_columns = names({"id"});
  return result;
}

model::CheckConstraint check(const std::string& expression) {
  return {.name = name("ck"),
          .expression = std::get<sql::Expression>(sql::parse_expression(expression)),
          .unmodelled = {},
          .origin = {}};
}

model::Table first_table(const std::string& tables) { return test::declared(tables).tables.front(); }

struct Case {
  Change change;
  std::vector<std::string> expected;
};

TEST(WriteSteps, TheSqlOfEachKindOfChange) {
  model::Index index;
  index.name = name("Ix");
  index.uniqueness = model::Uniqueness::Unique;
  index.method = name("gist");
  index.elements = {{.key = name("a")},
                    {.key = name("B"), .order = model::SortOrder::Descending, .nulls = model::NullsOrder::Last}};
  auto full_key = foreign_key(kOdd);
  full_key.match = model::MatchType::Full;
  full_key.on_delete = model::ReferentialAction::SetDefault;
  full_key.on_update = model::ReferentialAction::Restrict;
  full_key.deferrability = model::Deferrability::Deferrable;

  const Case cases[] = {
      {CreateSchema{name("My Schema")}, {"CREATE SCHEMA IF NOT EXISTS \"My Schema\""}},
      {CreateTable{first_table("  t: {columns: []}")}, {"CREATE TABLE IF NOT EXISTS public.t ()"}},
      {CreateTable{first_table(R"(
  '"Odd.Table"':
    columns:
      - {name: id, type: uuid, nullable: false, default: gen_random_uuid()}
      - {name: "order", type: varchar(2), default: {literal: "it's"}}
      - {name: flag, type: boolean, nullable: false, default: 1 < 2}
    primary_key: {name: Pk, columns: [id]}
    unique: [{name: u, columns: [order, flag]}]
    checks: [{name: ck, expr: "flag OR \"order\" <> ''"}]
    foreign_keys: [{name: fk, columns: [id], references: {table: '"Odd.Table"', columns: [id], on_delete: cascade}}]
    indexes: [{name: ix, columns: [{column: order, nulls: first}]}])")},
       {R"(CREATE TABLE IF NOT EXISTS public."Odd.Table" (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  "order" varchar(2) DEFAULT 'it''s',
  flag boolean NOT NULL DEFAULT (1 < 2),
  CONSTRAINT "Pk" PRIMARY KEY (id),
  CONSTRAINT u UNIQUE ("order", flag),
  CONSTRAINT ck CHECK (flag OR "order" <> ''),
  CONSTRAINT fk FOREIGN KEY (id) REFERENCES public."Odd.Table" (id) ON DELETE CASCADE
))",
        "CREATE INDEX IF NOT EXISTS ix ON public.\"Odd.Table\" USING btree (\"order\" NULLS FIRST)"}},
      {AddColumn{kOdd,
                 first_table("  t: {columns: [{name: User, type: \"numeric(10,6)\", nullable: false, default: 0}]}")
                     .columns.front()},
       {R"(ALTER TABLE "My Schema"."select" ADD COLUMN IF NOT EXISTS "User" numeric(10,6) NOT NULL DEFAULT 0)"}},
      {CreateIndex{kOdd, index},
       {R"(CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "Ix" ON "My Schema"."select" USING gist (a, "B" DESC NULLS LAST))"}},
      {AddKey{kOdd, ConstraintType::PrimaryKey, key("Pk", {"id", "Order"})},
       {R"(CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "Pk" ON "My Schema"."select" USING btree (id, "Order"))",
        R"sql(DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = '"My Schema"."select"'::pg_catalog.regclass AND conname = 'Pk' AND contype = 'p')
  THEN
    ALTER TABLE "My Schema"."select" ADD CONSTRAINT "Pk" PRIMARY KEY USING INDEX "Pk";
  END IF;
END
$ddl$)sql"}},
      {AddKey{kTurns, ConstraintType::Unique, key("u", {"a"}), KeyIndex::AlreadyThere}, {R"sql(DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = 'public.turns'::pg_catalog.regclass AND conname = 'u' AND contype = 'u')
  THEN
    ALTER TABLE public.turns ADD CONSTRAINT u UNIQUE USING INDEX u;
  END IF;
END
$ddl$)sql"}},
      // the dollar tag does not occur in what it quotes
      {AddCheck{kTurns, check("note <> '$ddl$'")},
       {R"sql(DO $ddl1$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = 'public.turns'::pg_catalog.regclass AND conname = 'ck' AND contype = 'c')
  THEN
    ALTER TABLE public.turns ADD CONSTRAINT ck CHECK (note <> '$ddl$') NOT VALID;
  END IF;
END
$ddl1$)sql",
        "ALTER TABLE public.turns VALIDATE CONSTRAINT ck"}},
      {AddForeignKey{kTurns, full_key},
       {R"sql(DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = 'public.turns'::pg_catalog.regclass AND conname = 'It''s "fk"' AND contype = 'f')
  THEN
    ALTER TABLE public.turns ADD CONSTRAINT "It's ""fk""" FOREIGN KEY ("User") REFERENCES "My Schema"."select" (id) MATCH FULL ON UPDATE RESTRICT ON DELETE SET DEFAULT DEFERRABLE NOT VALID;
  END IF;
END
$ddl$)sql",
        R"(ALTER TABLE public.turns VALIDATE CONSTRAINT "It's ""fk""")"}},
      {ValidateConstraint{kOdd, name("Ck"), std::nullopt},
       {R"(ALTER TABLE "My Schema"."select" VALIDATE CONSTRAINT "Ck")"}},
  };
  const PlanOptions options;
  for (const auto& [change, expected] : cases) {
    std::vector<std::string> statements;
    for (const auto& step : std::visit(StepWriter(options), change)) {
      statements.push_back(step.sql);
      EXPECT_EQ(sql::admit(step.sql).text(), step.sql);
    }
    EXPECT_EQ(statements, expected);
  }
}

TEST(WriteSteps, AForeignKeyBetweenNewTablesIsValidAtOnce) {
  const PlanOptions options;
  const auto step = StepWriter(options).add_foreign_key_to_new_table({kTurns, foreign_key(test::relation("far"))});
  EXPECT_EQ(step.phase, Phase::Create);
  EXPECT_EQ(step.locks, std::vector<TableLock>{});
  EXPECT_EQ(step.sql, R"sql(DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = 'public.turns'::pg_catalog.regclass AND conname = 'It''s "fk"' AND contype = 'f')
  THEN
    ALTER TABLE public.turns ADD CONSTRAINT "It's ""fk""" FOREIGN KEY ("User") REFERENCES public.far (id);
  END IF;
END
$ddl$)sql");
  EXPECT_EQ(sql::admit(step.sql).text(), step.sql);
}

// A foreign key that the file declares NOT VALID is left so.
TEST(WriteSteps, ANotValidForeignKeyIsNotValidated) {
  auto not_valid = foreign_key(kTurns);
  not_valid.validity = model::Validity::NotValid;
  const PlanOptions options;
  const auto steps = StepWriter(options)(AddForeignKey{kTurns, not_valid});
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps.front().phase, Phase::Constraint);
}

// One step as a line: `phase kind object; locks; scans, rewrites; timeouts; reason`.
std::string costs(const std::vector<Step>& steps) {
  std::string text;
  for (const auto& step : steps) {
    text += fmt::format("{} {} {};", to_string(step.phase), to_string(step.kind), step.object);
    for (const auto& lock : step.locks) text += fmt::format(" {} {};", to_string(lock.mode), lock.table.quoted());
    text += fmt::format("{}{} {}ms {}ms; {}\n", step.scans ? " scans;" : "", step.rewrites ? " rewrites;" : "",
                        step.timeouts.lock.count(), step.timeouts.statement.count(), step.reason);
  }
  return text;
}

TEST(WriteSteps, WhatEachKindOfChangeCosts) {
  const PlanOptions options{.ddl = {milliseconds(1), milliseconds(2)},
                            .index = {milliseconds(3), milliseconds(4)},
                            .validate = {milliseconds(5), milliseconds(6)},
                            .index_build = IndexBuild::Concurrent};
  const StepWriter write(options);
  model::Index index;
  index.name = name("ix");
  index.elements = {{.key = name("a")}};
  const auto table = first_table("  t: {columns: [{name: a, type: int}], indexes: [{name: i, columns: [a]}]}");
  EXPECT_EQ(costs(write(CreateSchema{name("s")})), "create create_schema s; 1ms 2ms; schema is missing\n");
  EXPECT_EQ(costs(write(CreateTable{table})),
            "create create_table public.t; 1ms 2ms; table is missing\n"
            "create create_index public.i; 1ms 2ms; its table is missing\n");
  EXPECT_EQ(costs(write(AddColumn{kTurns, table.columns.front()})),
            "column add_column public.turns.a; ACCESS EXCLUSIVE public.turns; 1ms 2ms; column is missing\n");
  EXPECT_EQ(costs(write(AddColumn{kTurns, table.columns.front(), true})),
            "column add_column public.turns.a; ACCESS EXCLUSIVE public.turns; scans; rewrites; 1ms 4ms; "
            "column is missing\n");
  EXPECT_EQ(costs(write(CreateIndex{kTurns, index})),
            "index create_index public.ix; SHARE UPDATE EXCLUSIVE public.turns; scans; 3ms 4ms; index is missing\n");
  EXPECT_EQ(costs(write(AddKey{kTurns, ConstraintType::Unique, key("u", {"a"})})),
            "index create_index public.u; SHARE UPDATE EXCLUSIVE public.turns; scans; 3ms 4ms; "
            "unique constraint is missing\n"
            "attach attach_unique public.turns.u; ACCESS EXCLUSIVE public.turns; 1ms 2ms; "
            "unique constraint is missing\n");
  EXPECT_EQ(costs(write(AddKey{kTurns, ConstraintType::PrimaryKey, key("pk", {"a"}), KeyIndex::AlreadyThere})),
            "attach attach_primary_key public.turns.pk; ACCESS EXCLUSIVE public.turns; 1ms 2ms; "
            "primary key is missing\n");
  EXPECT_EQ(costs(write(AddCheck{kTurns, check("a > 0")})),
            "constraint add_check public.turns.ck; ACCESS EXCLUSIVE public.turns; 1ms 2ms; "
            "check constraint is missing\n"
            "validate validate_constraint public.turns.ck; SHARE UPDATE EXCLUSIVE public.turns; scans; 5ms 6ms; "
            "constraint is not validated\n");
  EXPECT_EQ(costs(write(ValidateConstraint{kTurns, name("fk"), kTurns})),
            "validate validate_constraint public.turns.fk; SHARE UPDATE EXCLUSIVE public.turns; scans; 5ms 6ms; "
            "constraint is not validated\n");
  EXPECT_EQ(costs(write(AddForeignKey{kTurns, foreign_key(test::relation("far"))})),
            "constraint add_foreign_key public.turns.\"It's \"\"fk\"\"\"; SHARE ROW EXCLUSIVE public.turns; "
            "SHARE ROW EXCLUSIVE public.far; 1ms 2ms; foreign key is missing\n"
            "validate validate_constraint public.turns.\"It's \"\"fk\"\"\"; SHARE UPDATE EXCLUSIVE public.turns; "
            "ROW SHARE public.far; scans; 5ms 6ms; constraint is not validated\n");
}

TEST(WriteSteps, WithoutConcurrentlyAnIndexStopsWritesAndSoHasALockTimeout) {
  PlanOptions options;
  options.index_build = IndexBuild::Plain;
  model::Index index;
  index.name = name("ix");
  index.elements = {{.key = name("a")}};
  const auto steps = StepWriter(options)(CreateIndex{kTurns, index});
  EXPECT_EQ(costs(steps),
            "index create_index public.ix; SHARE public.turns; scans; 2000ms 21600000ms; index is missing\n");
  EXPECT_EQ(steps.front().sql, "CREATE INDEX IF NOT EXISTS ix ON public.turns USING btree (a)");
}

TEST(PlanOptions, AreWhatTheManualPromises) {
  const PlanOptions options;
  EXPECT_EQ(options.ddl, (Timeouts{seconds(2), seconds(30)}));
  EXPECT_EQ(options.index, (Timeouts{seconds(0), hours(6)}));
  EXPECT_EQ(options.validate, (Timeouts{seconds(30), hours(1)}));
}

}  // namespace
}  // namespace pgreconcile::reconciler
