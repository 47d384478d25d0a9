#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <string>

#include "reconciler/apply.hpp"
#include "src/render/drift.hpp"
#include "src/render/github.hpp"
#include "src/render/json.hpp"
#include "src/render/markdown.hpp"
#include "src/render/sql.hpp"
#include "src/render/stale.hpp"
#include "src/render/text.hpp"
#include "src/run/compare.hpp"
#include "tests/support/differences.hpp"
#include "tests/support/golden.hpp"

namespace pgreconcile::render {
namespace {

using reconciler::Applied;
using reconciler::Plan;
using test::matches_golden;

const Style kPlain(Color::Off);

Plan plan_of(const model::Database& file, const model::LiveDatabase& database) {
  const test::ServerAnswers server{.expressions = {model::Sameness::Undecidable, "a function is not built in"},
                                   .size = {200'000'000, false},
                                   .functions = model::Volatility::Volatile};
  return reconciler::make_plan(file, database, test::differences(file, database, server), {});
}

// Read by its text, so that the place of the repository is not in the golden files.
model::Database kraken() {
  std::ifstream file(PGRECONCILE_SOURCE_DIR "/schema.yaml");
  return test::declared_file(std::string(std::istreambuf_iterator<char>(file), {}));
}

// Tables that people changed by hand for years: every class of difference, and most kinds of steps.
constexpr auto kOrdersFile = R"yaml(version: 1
tables:
  customers:
    columns:
      - {name: id, type: uuid, primary_key: true, default: gen_random_uuid()}
      - {name: email, type: varchar(320), nullable: false, unique: true}
  orders:
    columns:
      - {name: id, type: bigint, nullable: false}
      - {name: customer_id, type: uuid, references: {table: customers, column: id, on_delete: cascade, name: fk_customer}}
      - {name: seller_id, type: uuid, references: {table: customers, column: id, name: fk_seller}}
      - {name: Price, type: "numeric(10,6)", nullable: false, default: 0}
      - {name: note, type: text, default: app.default_note()}
      - {name: token, type: uuid, default: gen_random_uuid()}
      - {name: placed_at, type: timestamptz}
      - {name: country, type: varchar(2), check: length(country) = 2}
    primary_key: [id]
    unique: [{name: orders_token_key, columns: [token]}]
    checks: [{name: price_not_negative, expr: '"Price" >= 0'}]
    indexes:
      - {name: ix_orders_customer, columns: [customer_id]}
      - {name: ix_orders_placed, columns: [{column: placed_at, order: desc}]}
      - {name: ix_orders_broken, columns: [seller_id]}
  parcels:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: order_id, type: bigint, nullable: false, references: {table: orders, column: id, name: fk_order}}
    indexes: [{name: ix_parcels_order, columns: [order_id]}]
)yaml";

constexpr auto kOrdersDatabase = R"(
  customers:
    columns:
      - {name: id, type: uuid, primary_key: true, default: gen_random_uuid()}
      - {name: email, type: varchar(255), nullable: false}
      - {name: tenant, type: integer, nullable: false}
    indexes: [{name: ux_email, unique: true, columns: [email]}]
  orders:
    columns:
      - {name: id, type: bigint, nullable: false}
      - {name: customer_id, type: uuid}
      - {name: seller_id, type: uuid}
      - {name: Price, type: double precision, nullable: false}
      - {name: note, type: text, default: "'none'"}
    primary_key: {name: orders_pk, columns: [id]}
    foreign_keys: [{name: orders_customer_fkey, columns: [customer_id], references: {table: customers, columns: [id]}}]
    indexes: [{name: orders_by_customer, columns: [customer_id]}, {name: ix_orders_broken, columns: [seller_id]}])";

// What the objects' digests are is not for golden files: any change of the model would change them.
const reconciler::PlanBasis kBasis{.desired = {{{"table public.kraken_turns", "0123456789abcdef0123456789abcdef"}}},
                                   .live = {{{"schema public", "fedcba9876543210fedcba9876543210"}}},
                                   .diff = {},
                                   .options = {},
                                   .lock_timeout = {}};

Plan kraken_on_empty_database() { return plan_of(kraken(), test::empty_database()); }
Plan kraken_converged() { return plan_of(kraken(), test::live_of(kraken())); }

const std::vector<std::string> kFiles{"schema.yaml"};

// For a file, against what one of the functions above found.
std::string plan_markdown_of(const Plan& plan, const model::Database& file) {
  return plan_markdown(plan, {file, kFiles});
}
std::string drift_markdown_of(const Plan& plan, const model::Database& file) {
  return drift_markdown({plan}, {file, kFiles});
}

model::Table& table_of(model::LiveDatabase& database, const std::string& name) {
  return *std::ranges::find(database.tables, test::relation(name), &model::Table::name);
}

Plan every_class() {
  auto database = test::live(kOrdersDatabase);
  table_of(database, "orders").indexes.front().valid = false;
  database.unmanaged = {{test::relation("orders"), "trigger", "audit"}};
  return plan_of(test::declared_file(kOrdersFile), database);
}

// A table that holds data lacks an index and a foreign key.
model::LiveDatabase kraken_without_index_and_key() {
  auto database = test::live_of(kraken());
  auto& turns = table_of(database, "kraken_turns");
  turns.indexes.clear();
  turns.foreign_keys.clear();
  database.relations.erase(test::relation("ix_kraken_turns_conversation_id"));
  return database;
}

// The same, and a column.
Plan pending() {
  auto database = kraken_without_index_and_key();
  std::erase_if(table_of(database, "kraken_turns").columns,
                [](const auto& column) { return column.name == test::name("cache_read_tokens"); });
  return plan_of(kraken(), database);
}

// The first step was done, and the second failed for good.
Applied failed_apply() {
  const auto plan = pending();
  Error error(ErrorCode::TryAgain, "canceling statement due to lock timeout (SQLSTATE 55P03)",
              "another session holds the lock");
  error.with_sqlstate("55P03");
  return {{plan.steps.front()},
          reconciler::Failure{plan.steps[1], error},
          plan_of(kraken(), kraken_without_index_and_key())};
}

// An index that could not be built stays behind, invalid: it is no step of what is left.
Applied failed_index() {
  const auto file =
      test::declared("  t: {columns: [{name: a, type: int}], indexes: [{name: ux, unique: true, columns: [a]}]}");
  const auto plan = plan_of(file, test::live("  t: {columns: [{name: a, type: int}]}"));
  auto after = test::live_of(file);
  after.tables.front().indexes.front().valid = false;
  Error error(ErrorCode::Failure, "could not create unique index \"ux\" (SQLSTATE 23505)");
  error.with_sqlstate("23505");
  return {{}, reconciler::Failure{plan.steps.front(), error}, plan_of(file, after)};
}

Applied done_apply() { return {pending().steps, std::nullopt, kraken_converged()}; }

TEST(RenderPlan, OnAnEmptyDatabase) {
  const auto plan = kraken_on_empty_database();
  EXPECT_TRUE(matches_golden(plan_text(plan, kPlain), "plan/empty_database.txt"));
  EXPECT_TRUE(matches_golden(plan_sql(plan), "plan/empty_database.sql"));
  EXPECT_TRUE(matches_golden(plan_json(plan, kBasis), "plan/empty_database.json"));
  EXPECT_TRUE(matches_golden(plan_markdown_of(plan, kraken()), "plan/empty_database.md"));
}

TEST(RenderPlan, WithNothingToDo) {
  const auto plan = kraken_converged();
  EXPECT_EQ(plan_text(plan, kPlain), "Database kraken (PostgreSQL 15.18): converged.\n");
  EXPECT_EQ(plan_sql(plan),
            "-- pgreconcile plan for database kraken, PostgreSQL 15.18: converged\n"
            "-- nothing to do\n");
  EXPECT_TRUE(matches_golden(plan_json(plan, kBasis), "plan/converged.json"));
  EXPECT_EQ(plan_markdown_of(plan, kraken()),
            "<!-- pgreconcile:plan schema.yaml -->\n"
            "**pgreconcile plan** of `schema.yaml`: Database kraken (PostgreSQL 15.18): converged.\n");
  EXPECT_EQ(plan_github(plan), "Database kraken (PostgreSQL 15.18): converged.\n");
}

TEST(RenderPlan, OnTablesThatExist) {
  const auto plan = pending();
  EXPECT_TRUE(matches_golden(plan_text(plan, kPlain), "plan/pending.txt"));
  EXPECT_TRUE(matches_golden(plan_sql(plan), "plan/pending.sql"));
  EXPECT_TRUE(matches_golden(plan_markdown_of(plan, kraken()), "plan/pending.md"));
}

TEST(RenderPlan, WithEveryClassOfDifference) {
  const auto plan = every_class();
  for (const auto difference_class : reconciler::kDifferenceClasses) {
    EXPECT_GT(plan.count(difference_class), 0U) << to_string(difference_class);
  }
  EXPECT_TRUE(matches_golden(plan_text(plan, kPlain), "plan/every_class.txt"));
  EXPECT_TRUE(matches_golden(plan_sql(plan), "plan/every_class.sql"));
  EXPECT_TRUE(matches_golden(plan_json(plan, kBasis), "plan/every_class.json"));
  EXPECT_TRUE(matches_golden(plan_github(plan), "plan/every_class.github"));
  EXPECT_TRUE(matches_golden(plan_markdown_of(plan, test::declared_file(kOrdersFile)), "plan/every_class.md"));
}

// Two states of one file, of which the second changes, adds, and respells.
Plan between_files() {
  const auto before = test::declared(R"yaml(
  items:
    columns: [{name: id, type: bigint, primary_key: true}, {name: price, type: numeric, default: 0}, {name: kind, type: text}]
    checks: [{name: known_kind, expr: "kind = ANY (ARRAY['a', 'b'])"}])yaml");
  const auto after = test::declared(R"yaml(
  items:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: price, type: numeric, default: 1}
      - {name: kind, type: text}
      - {name: token, type: uuid, default: gen_random_uuid()}
      - {name: made_at, type: timestamptz, nullable: false, default: now()}
    checks: [{name: known_kind, expr: "kind IN ('a', 'b')"}])yaml");
  return run::compare_files({before, {"before.yaml"}, after, 18}, {});
}

TEST(RenderPlan, BetweenTwoFiles) {
  const auto plan = between_files();
  EXPECT_TRUE(matches_golden(plan_text(plan, kPlain), "plan/between_files.txt"));
  EXPECT_TRUE(matches_golden(plan_sql(plan), "plan/between_files.sql"));
  EXPECT_TRUE(matches_golden(plan_json(plan), "plan/between_files.json"));
  EXPECT_TRUE(matches_golden(plan_github(plan), "plan/between_files.github"));
  EXPECT_TRUE(matches_golden(plan_markdown_of(plan, test::declared("")), "plan/between_files.md"));
}

TEST(RenderPlan, InColor) {
  EXPECT_TRUE(matches_golden(plan_text(every_class(), Style(Color::On)), "plan/every_class.color.txt"));
}

// What the file or the catalog says stays within its comment.
TEST(RenderPlan, CommentsInSqlEndWithTheirLine) {
  auto plan = kraken_converged();
  plan.server.database = "x\n; DROP TABLE t; --";
  plan.differences = {{.difference_class = reconciler::DifferenceClass::Extra,
                       .object = "public.\"a\nb\"",
                       .message = "carriage\rreturn"}};
  EXPECT_EQ(plan_sql(plan),
            "-- pgreconcile plan for database x ; DROP TABLE t; --, PostgreSQL 15.18: converged\n"
            "-- extra: public.\"a b\": carriage return\n"
            "-- nothing to do\n");
}

TEST(RenderPlan, NamesStayOnTheirLine) {
  auto plan = kraken_converged();
  plan.steps = {{.id = 1, .kind = reconciler::StepKind::CreateTable, .object = "public.\"a\n::error::b\""}};
  plan.differences = {{.difference_class = reconciler::DifferenceClass::Extra,
                       .object = "public.\"a\n::error::b\"",
                       .attribute = "column",
                       .desired = "x\n::error::x",
                       .live = "x\n::error::x",
                       .message = "x\n::error::x",
                       .source = {"a\n::error::b.yaml", 1, 1}}};
  EXPECT_THAT(plan_text(plan, kPlain), testing::Not(testing::HasSubstr("\n::error::")));
  EXPECT_EQ(step_title(plan.steps.front()), "step 1: create table public.\"a ::error::b\"");
}

TEST(RenderDrift, OnAnEmptyDatabase) {
  const auto plan = kraken_on_empty_database();
  EXPECT_TRUE(matches_golden(drift_text({plan}, kPlain), "drift/empty_database.txt"));
  EXPECT_TRUE(matches_golden(drift_json({plan}), "drift/empty_database.json"));
}

TEST(RenderDrift, WithNone) {
  const auto plan = kraken_converged();
  EXPECT_EQ(drift_text({plan}, kPlain), "Database kraken (PostgreSQL 15.18): converged.\n");
  EXPECT_TRUE(matches_golden(drift_json({plan}), "drift/converged.json"));
}

TEST(RenderDrift, WithEveryClassOfDifference) {
  const auto plan = every_class();
  EXPECT_TRUE(matches_golden(drift_text({plan}, kPlain), "drift/every_class.txt"));
  EXPECT_TRUE(matches_golden(drift_json({plan}), "drift/every_class.json"));
  EXPECT_TRUE(matches_golden(drift_markdown_of(plan, test::declared_file(kOrdersFile)), "drift/every_class.md"));
}

TEST(RenderDrift, InColor) {
  EXPECT_TRUE(matches_golden(drift_text({every_class()}, Style(Color::On)), "drift/every_class.color.txt"));
}

TEST(RenderApply, WhenAllWasDone) {
  EXPECT_EQ(apply_text(done_apply(), kPlain), "4 steps done. Database kraken (PostgreSQL 15.18): converged.\n");
  EXPECT_TRUE(matches_golden(apply_json(done_apply(), std::chrono::milliseconds(1234)), "apply/done.json"));
}

TEST(RenderApply, WhenNothingWasToDo) {
  EXPECT_EQ(apply_text({{}, std::nullopt, kraken_converged()}, kPlain),
            "0 steps done. Database kraken (PostgreSQL 15.18): converged.\n");
}

TEST(RenderApply, WhenAStepFailed) {
  EXPECT_TRUE(matches_golden(apply_text(failed_apply(), kPlain), "apply/failed.txt"));
  EXPECT_TRUE(matches_golden(apply_json(failed_apply(), std::chrono::milliseconds(600'000)), "apply/failed.json"));
}

TEST(RenderApply, WhenAnIndexCouldNotBeBuilt) {
  EXPECT_TRUE(matches_golden(apply_text(failed_index(), kPlain), "apply/failed_index.txt"));
  EXPECT_TRUE(matches_golden(apply_json(failed_index(), std::chrono::milliseconds(50)), "apply/failed_index.json"));
}

TEST(RenderApply, WhenConflictsForbadeIt) {
  EXPECT_TRUE(matches_golden(apply_text({{}, std::nullopt, every_class()}, kPlain), "apply/conflict.txt"));
}

TEST(RenderApply, InColor) {
  const Style color(Color::On);
  EXPECT_EQ(apply_text(done_apply(), color),
            "4 steps done. Database kraken (PostgreSQL 15.18): \033[32mconverged\033[0m.\n");
  EXPECT_TRUE(matches_golden(apply_text(failed_apply(), color), "apply/failed.color.txt"));
  EXPECT_TRUE(matches_golden(apply_text({{}, std::nullopt, every_class()}, color), "apply/conflict.color.txt"));
}

// The file got a comment, somebody dropped an index, and what waits for locks would wait longer.
reconciler::StalePlan stale_plan() {
  const auto steps = pending().steps;
  reconciler::StalePlan stale;
  stale.server = {"kraken", "15.18", 150018};
  stale.file = {{model::Fate::Changed, "table public.kraken_turns"}};
  stale.database = {{model::Fate::Appeared, "table public.kraken_turns, column extra"},
                    {model::Fate::Vanished, "table public.kraken_turns, index ix_kraken_turns_conversation_id"}};
  stale.gone = {steps[0]};
  stale.made = {steps[0], steps[1]};
  stale.made[0].timeouts.lock = std::chrono::seconds(11);
  return stale;
}

TEST(RenderApply, WhenTheSavedPlanIsStale) {
  EXPECT_TRUE(matches_golden(stale_text(stale_plan()), "apply/stale.txt"));
  EXPECT_TRUE(matches_golden(stale_json(stale_plan()), "apply/stale.json"));
  reconciler::StalePlan rearranged;
  rearranged.server = {"kra\nken", "15.18", 150018};
  rearranged.only_rearranged = true;
  EXPECT_EQ(stale_text(rearranged),
            "Database kra ken (PostgreSQL 15.18): the saved plan is no longer true, nothing was done.\n\n"
            "Its steps would run in another order, in other transactions, or under another search_path.\n");
}

TEST(RenderText, TitlesOfSteps) {
  EXPECT_EQ(step_title(pending().steps.front()), "step 1: add column public.kraken_turns.cache_read_tokens");
}

}  // namespace
}  // namespace pgreconcile::render
