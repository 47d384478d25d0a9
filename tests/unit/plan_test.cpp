#include "reconciler/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <ranges>
#include <string>

#include "src/base/error.hpp"
#include "src/sql/additive_gate.hpp"
#include "tests/support/differences.hpp"

namespace pgreconcile::reconciler {
namespace {

Plan plan_of(const model::Database& file, const model::LiveDatabase& database, const PlanOptions& options = {}) {
  return make_plan(file, database, test::differences(file, database), options);
}

Plan plan_of(const std::string& file, const std::string& database, const PlanOptions& options = {}) {
  return plan_of(test::declared(file), test::live(database), options);
}

// `id transaction phase kind object`, a line for each step; a statement that must run alone has `-` for its transaction.
std::string outline(const Plan& plan) {
  std::string text;
  for (const auto& step : plan.steps) {
    const auto transaction = step.transaction ? std::to_string(*step.transaction) : "-";
    text +=
        fmt::format("{} {} {} {} {}\n", step.id, transaction, to_string(step.phase), to_string(step.kind), step.object);
    EXPECT_EQ(sql::admit(step.sql).text(), step.sql);
  }
  return text;
}

constexpr auto kFar = "\n  far: {columns: [{name: id, type: int, primary_key: true}]}";

TEST(Plan, OfNothingIsConverged) {
  const auto plan = plan_of("  t: {columns: [{name: a, type: int}]}", "  t: {columns: [{name: a, type: int}]}");
  EXPECT_EQ(outline(plan), "");
  EXPECT_EQ(plan.status(), Status::Converged);
  EXPECT_EQ(plan.server, (model::ServerFacts{"kraken", "15.18", 150018}));
  EXPECT_EQ(plan.search_path, test::names({"pg_catalog", "public", "pg_temp"}));
}

TEST(Plan, OfKrakenIsOneTransactionInTheOrderOfItsForeignKeys) {
  const auto loaded = yaml::load_files({PGRECONCILE_SOURCE_DIR "/schema.yaml"});
  EXPECT_EQ(outline(plan_of(loaded.database, test::empty_database())),
            "1 1 create create_table public.kraken_conversations\n"
            "2 1 create create_index public.ix_kraken_conversations_session_id\n"
            "3 1 create create_table public.kraken_turns\n"
            "4 1 create create_index public.ix_kraken_turns_conversation_id\n"
            "5 1 create create_table public.kraken_tool_calls\n"
            "6 1 create create_index public.ix_kraken_tool_calls_turn_id\n");
}

// Whatever the order of the file: what is new, then columns, indexes, what they carry, constraints, and scans last.
constexpr auto kMendedFile = R"(
  t:
    columns: [{name: a, type: int, nullable: false}, {name: b, type: int, references: {table: far, column: id}}]
    primary_key: [a]
    unique: [{columns: [b]}]
    checks: [{name: c, expr: a > 0}]
    indexes: [{name: ix, columns: [b]}]
  far: {columns: [{name: id, type: int, primary_key: true}]}
  new: {columns: [{name: id, type: int}]})";
const std::string kMendedDatabase = std::string("  t: {columns: [{name: a, type: int, nullable: false}]}") + kFar;

TEST(Plan, HasPhases) {
  EXPECT_EQ(outline(plan_of(kMendedFile, kMendedDatabase)),
            "1 1 create create_table public.new\n"
            "2 2 column add_column public.t.b\n"
            "3 - index create_index public.t_pkey\n"
            "4 - index create_index public.t_b_key\n"
            "5 - index create_index public.ix\n"
            "6 3 attach attach_primary_key public.t.t_pkey\n"
            "7 4 attach attach_unique public.t.t_b_key\n"
            "8 5 constraint add_check public.t.c\n"
            "9 6 constraint add_foreign_key public.t.t_b_fkey\n"
            "10 7 validate validate_constraint public.t.c\n"
            "11 8 validate validate_constraint public.t.t_b_fkey\n");
}

TEST(Plan, WithoutConcurrentlyEachIndexIsATransaction) {
  const auto plan = plan_of(kMendedFile, kMendedDatabase, {.index_build = IndexBuild::Plain});
  EXPECT_EQ(outline(plan),
            "1 1 create create_table public.new\n"
            "2 2 column add_column public.t.b\n"
            "3 3 index create_index public.t_pkey\n"
            "4 4 index create_index public.t_b_key\n"
            "5 5 index create_index public.ix\n"
            "6 6 attach attach_primary_key public.t.t_pkey\n"
            "7 7 attach attach_unique public.t.t_b_key\n"
            "8 8 constraint add_check public.t.c\n"
            "9 9 constraint add_foreign_key public.t.t_b_fkey\n"
            "10 10 validate validate_constraint public.t.c\n"
            "11 11 validate validate_constraint public.t.t_b_fkey\n");
  EXPECT_EQ(plan.steps[4].sql, "CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (b)");
}

TEST(Plan, EachAlterIsATransaction) {
  EXPECT_EQ(outline(plan_of("  t: {columns: [{name: a, type: int}, {name: b, type: int}, {name: c, type: int}]}",
                            "  t: {columns: [{name: c, type: int}]}")),
            "1 1 column add_column public.t.a\n"
            "2 2 column add_column public.t.b\n");
}

TEST(Plan, SchemasComeBeforeTheirTables) {
  const auto file = test::declared_file("version: 1\nschema: app\ntables: {t: {columns: []}}\n");
  EXPECT_EQ(outline(plan_of(file, model::LiveDatabase{})),
            "1 1 create create_schema app\n"
            "2 1 create create_table app.t\n");
}

TEST(Plan, ForeignKeysAmongNewTablesAreInlineOrCloseACycle) {
  const auto plan = plan_of(R"(
  a: {columns: [{name: id, type: int, primary_key: true}, {name: b, type: int, references: {table: b, column: id}}]}
  b: {columns: [{name: id, type: int, primary_key: true}, {name: a, type: int, references: {table: a, column: id}}]}
  self: {columns: [{name: id, type: int, primary_key: true}, {name: up, type: int, references: {table: self, column: id}}]})",
                            "");
  EXPECT_EQ(outline(plan),
            "1 1 create create_table public.self\n"
            "2 1 create create_table public.a\n"
            "3 1 create create_table public.b\n"
            "4 1 create add_foreign_key public.a.a_b_fkey\n");
  const auto has_key = [&](std::size_t step) { return plan.steps[step].sql.find("FOREIGN KEY") != std::string::npos; };
  EXPECT_TRUE(has_key(0));
  EXPECT_FALSE(has_key(1));
  EXPECT_TRUE(has_key(2));
  EXPECT_TRUE(std::ranges::all_of(plan.steps, [](const Step& step) { return step.locks.empty(); }));
}

// Inline, it would lock the table that takes traffic for as long as everything new takes to create.
TEST(Plan, AForeignKeyOfANewTableToAnExistingOneComesWithTheConstraints) {
  const std::string far = kFar;
  const auto plan =
      plan_of("  t: {columns: [{name: a, type: int, references: {table: far, column: id}}]}" + far, far.substr(1));
  EXPECT_EQ(outline(plan),
            "1 1 create create_table public.t\n"
            "2 2 constraint add_foreign_key public.t.t_a_fkey\n"
            "3 3 validate validate_constraint public.t.t_a_fkey\n");
  EXPECT_EQ(plan.steps.front().sql, "CREATE TABLE IF NOT EXISTS public.t (\n  a int\n)");
  EXPECT_EQ(to_string(plan.steps[1].source), "schema.yaml:3");
}

TEST(Plan, AForeignKeyDeclaredNotValidIsNotValidated) {
  const std::string far = kFar;
  const auto t = [&](const std::string& rest) { return "  t: {columns: [{name: a, type: int}]" + rest + "}" + far; };
  EXPECT_EQ(outline(plan_of(
                t(", foreign_keys: [{columns: [a], references: {table: far, columns: [id]}, valid: false}]"), t(""))),
            "1 1 constraint add_foreign_key public.t.t_a_fkey\n");
}

TEST(Plan, AConstraintThatIsOnlyNotValidatedIsValidated) {
  const auto file = test::declared("  t: {columns: [{name: a, type: int}], checks: [{name: c, expr: a > 0}]}");
  auto database = test::live_of(file);
  database.tables.front().checks.front().validity = model::Validity::NotValid;
  const auto plan = plan_of(file, database);
  EXPECT_EQ(outline(plan), "1 1 validate validate_constraint public.t.c\n");
  EXPECT_EQ(to_string(plan.steps.front().source), "schema.yaml:3");
}

TEST(Plan, AWholeStep) {
  const auto plan = plan_of("  t: {columns: [{name: a, type: int}, {name: b, type: text, default: gen_random_uuid()}]}",
                            "  t: {columns: [{name: a, type: int}]}");
  ASSERT_EQ(plan.steps.size(), 1U);
  EXPECT_EQ(plan.steps.front(),
            (Step{.id = 1,
                  .phase = Phase::Column,
                  .kind = StepKind::AddColumn,
                  .object = "public.t.b",
                  .sql = "ALTER TABLE public.t ADD COLUMN IF NOT EXISTS b text DEFAULT gen_random_uuid()",
                  .transaction = 1,
                  .timeouts = {std::chrono::seconds(2), std::chrono::seconds(30)},
                  .locks = {{LockMode::AccessExclusive, test::relation("t")}},
                  .scans = false,
                  .rewrites = false,
                  .reason = "column is missing",
                  .source = {"schema.yaml", 3, 39}}));
}

// All are locked until the transaction ends: a table, its TOAST and that one's index, and the indexes and sequences that
// come with it.
TEST(Plan, TheCreatePhaseIsSplitAtAThousandRelations) {
  std::string tables;
  for (int n = 0; n < 400; ++n) tables += fmt::format("  bare{:03}: {{columns: []}}\n", n);
  for (int n = 0; n < 100; ++n) {
    tables += fmt::format(
        "  full{:03}: {{columns: [{{name: a, type: serial, primary_key: true}}, {{name: b, type: int, unique: "
        "true}}]}}\n",
        n);
  }
  const auto plan =
      plan_of(tables + "  with_index: {columns: [{name: a, type: int}], indexes: [{name: ix, columns: [a]}]}", "");
  std::map<int, int> steps;
  for (const auto& step : plan.steps) ++steps[step.transaction.value()];
  // 333 × 3; then 67 × 3 + 100 × 6 + 3 + 1.
  EXPECT_EQ(steps, (std::map<int, int>{{1, 333}, {2, 169}}));
}

TEST(Plan, BuildsNoIndexConcurrentlyOnAReleaseThatSpoilsIt) {
  const auto file = "  t: {columns: [{name: a, type: int}], indexes: [{name: i, columns: [a]}]}";
  for (const auto& [version, is_refused] :
       std::vector<std::pair<int, bool>>{{130020, false}, {140000, true}, {140003, true}, {140004, false}}) {
    for (const auto build : {IndexBuild::Concurrent, IndexBuild::Plain}) {
      auto database = test::live("  t: {columns: [{name: a, type: int}]}");
      database.server.version_number = version;
      const auto plan = plan_of(test::declared(file), database, {.index_build = build});
      if (is_refused && build == IndexBuild::Concurrent) {
        EXPECT_THROW(check_index_builds(plan), Error) << version;
      } else {
        check_index_builds(plan);
      }
    }
  }
}

TEST(Plan, DoesNotDependOnTheOrderOfTables) {
  const auto file = test::declared(kMendedFile);
  auto other = file;
  std::ranges::reverse(other.tables);
  const auto sorted = [](const Plan& plan) {
    std::vector<std::string> lines;
    for (const auto& step : plan.steps) lines.push_back(fmt::format("{} {}", to_string(step.phase), step.sql));
    std::ranges::sort(lines);
    return lines;
  };
  EXPECT_EQ(sorted(plan_of(file, test::live(kMendedDatabase))), sorted(plan_of(other, test::live(kMendedDatabase))));
}

TEST(Plan, StatusAndCountsFollowTheDifferences) {
  const auto converged = "  t: {columns: [{name: a, type: int}]}";
  const auto pending = plan_of("  t: {columns: [{name: a, type: int}, {name: b, type: int}]}", converged);
  EXPECT_EQ(pending.status(), Status::Pending);
  EXPECT_EQ(pending.count(DifferenceClass::Missing), 1U);
  EXPECT_EQ(pending.count(DifferenceClass::Conflict), 0U);

  const auto conflict = plan_of("  t: {columns: [{name: a, type: text}, {name: b, type: int}]}", converged);
  EXPECT_EQ(conflict.status(), Status::Conflict);
  EXPECT_EQ(conflict.steps.size(), 1U);

  const auto extra = plan_of(converged, "  t: {columns: [{name: a, type: int}, {name: b, type: int}]}");
  EXPECT_EQ(extra.status(), Status::Converged);
  EXPECT_EQ(extra.count(DifferenceClass::Extra), 1U);

  const auto broken =
      plan_of(converged, "  t: {columns: [{name: a, type: int}, {name: b, type: int, nullable: false}]}");
  EXPECT_EQ(broken.status(), Status::Conflict);
}

TEST(Plan, NamesOfPhasesLocksAndStatesAreAContract) {
  std::string text;
  for (const auto phase : {Phase::Enum, Phase::Create, Phase::Column, Phase::Index, Phase::Attach, Phase::Constraint,
                           Phase::Validate, Phase::Repair}) {
    text += to_string(phase) + " ";
  }
  EXPECT_EQ(text, "enum create column index attach constraint validate repair ");
  text.clear();
  for (const auto mode : {LockMode::RowShare, LockMode::ShareUpdateExclusive, LockMode::Share,
                          LockMode::ShareRowExclusive, LockMode::AccessExclusive}) {
    text += to_string(mode) + ", ";
  }
  EXPECT_EQ(text, "ROW SHARE, SHARE UPDATE EXCLUSIVE, SHARE, SHARE ROW EXCLUSIVE, ACCESS EXCLUSIVE, ");
  text.clear();
  for (const auto status : {Status::Converged, Status::Pending, Status::Conflict}) text += to_string(status) + " ";
  EXPECT_EQ(text, "converged pending conflict ");
}

}  // namespace
}  // namespace pgreconcile::reconciler
