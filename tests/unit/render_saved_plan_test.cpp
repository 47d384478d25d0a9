#include "src/render/saved_plan.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "src/base/error.hpp"
#include "src/model/sha256.hpp"
#include "src/render/json.hpp"
#include "src/render/stale.hpp"
#include "tests/support/differences.hpp"

namespace pgreconcile::render {
namespace {

using nlohmann::json;
using reconciler::Phase;
using std::chrono::milliseconds;

constexpr auto kFile = R"yaml(  t:
    columns: [{name: a, type: integer}, {name: b, type: text, comment: "näh \U0001F600"}]
    checks: [{name: c, expr: a > 0}]
    indexes: [{name: i, columns: [a]}]
)yaml";

reconciler::PlanBasis basis(const model::Database& file, const model::LiveDatabase& database) {
  reconciler::PlanBasis basis{model::fingerprint(model::canonical_texts(file)),
                              model::fingerprint(model::canonical_texts(database)),
                              {.rewrite_limit = 4096, .invalid_indexes = reconciler::InvalidIndexes::Repaired},
                              {},
                              milliseconds(1500)};
  basis.options.ddl.statement = milliseconds(1);
  basis.options.index.statement = milliseconds(2);
  basis.options.validate.statement = milliseconds(3);
  basis.options.index_build = reconciler::IndexBuild::Plain;
  return basis;
}

struct Made {
  reconciler::Plan plan;
  reconciler::PlanBasis basis;
};

Made made() {
  const auto file = test::declared(kFile);
  const auto database =
      test::live("  t: {columns: [{name: a, type: integer}, {name: x, type: text, nullable: false}]}");
  auto basis = render::basis(file, database);
  return {reconciler::make_plan(file, database, test::differences(file, database), basis.options), basis};
}

std::string saved() { return plan_json(made().plan, made().basis); }

TEST(SavedPlan, IsReadAsItWasWritten) {
  const auto [plan, basis] = made();
  const auto read = read_saved_plan(saved(), "plan.json");
  EXPECT_EQ(read.basis.desired, basis.desired);
  EXPECT_EQ(read.basis.live, basis.live);
  EXPECT_EQ(read.basis.diff.rewrite_limit, 4096);
  EXPECT_EQ(read.basis.diff.invalid_indexes, reconciler::InvalidIndexes::Repaired);
  EXPECT_EQ(read.basis.lock_timeout, milliseconds(1500));
  EXPECT_EQ(read.basis.options.ddl, basis.options.ddl);
  EXPECT_EQ(read.basis.options.index, basis.options.index);
  EXPECT_EQ(read.basis.options.validate, basis.options.validate);
  EXPECT_EQ(read.basis.options.index_build, reconciler::IndexBuild::Plain);
  EXPECT_EQ(read.search_path, plan.search_path);
  ASSERT_EQ(read.differences.size(), 1U);
  EXPECT_EQ(read.differences.front().difference_class, reconciler::DifferenceClass::Extra);
  EXPECT_EQ(read.differences.front().object, "public.t.x");
  EXPECT_EQ(read.differences.front().attribute, "column");
  EXPECT_TRUE(read.differences.front().breaks_inserts);
  ASSERT_EQ(read.steps.size(), 5U);
  const auto& step = read.steps.front();
  EXPECT_EQ(step.id, 1);
  EXPECT_EQ(step.phase, Phase::Column);
  EXPECT_EQ(step.kind, reconciler::StepKind::AddColumn);
  EXPECT_EQ(step.object, "public.t.b");
  EXPECT_EQ(step.sql, plan.steps.front().sql);
  EXPECT_EQ(step.transaction, 1);
  EXPECT_EQ(step.timeouts, plan.steps.front().timeouts);
  const auto agreement = compare_with_saved(read, plan, basis.desired, basis.live);
  ASSERT_TRUE(std::holds_alternative<reconciler::Agreement>(agreement));
  EXPECT_EQ(std::get<reconciler::Agreement>(agreement), reconciler::Agreement::Whole);
}

TEST(SavedPlan, MayBeWrittenInAnotherForm) {
  EXPECT_EQ(read_saved_plan(json::parse(saved()).dump(), "plan.json").steps.size(), 5U);
}

TEST(SavedPlan, MayHaveNothingToDo) {
  auto [plan, basis] = made();
  plan.steps.clear();
  basis.lock_timeout.reset();
  const auto read = read_saved_plan(plan_json(plan, basis), "plan.json");
  EXPECT_TRUE(read.steps.empty());
  EXPECT_EQ(read.basis.lock_timeout, std::nullopt);
}

std::string refusal(const std::string& text) {
  try {
    read_saved_plan(text, "plan.json");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::SchemaFile);
    return error.what() + std::string("\n") + error.hint();
  }
  return "was read";
}

std::string refusal_of(const std::function<void(json&)>& change) {
  auto plan = json::parse(saved());
  change(plan);
  return refusal(plan.dump());
}

TEST(SavedPlan, IsNoOtherFile) {
  const std::string hint = "\nmake the plan anew with plan --save";
  EXPECT_EQ(refusal(""), "plan.json:1:1: not JSON" + hint);
  EXPECT_EQ(refusal("version: 1\n"), "plan.json:1:1: not JSON" + hint);
  EXPECT_EQ(refusal("{\n  \"a\": 1,\n  \"b\": }\n"), "plan.json:3:8: not JSON" + hint);
  EXPECT_EQ(refusal(saved().substr(0, 300)).substr(0, 10), "plan.json:");
  EXPECT_EQ(refusal("[1]"), "plan.json: is not a plan" + hint);
  EXPECT_EQ(refusal("{}"), "plan.json: \"command\" is missing" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["command"] = "drift"; }), "plan.json: is not a plan" + hint);
}

TEST(SavedPlan, IsOfThisPgreconcile) {
  const std::string hint = "\nmake the plan anew with plan --save";
  EXPECT_EQ(refusal_of([](auto& plan) {
              plan["tool"] = "pgreconcile 9.0";
              plan["format_version"] = 2;
            }),
            "plan.json: was made by pgreconcile 9.0, in format_version 2; this one knows 1" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["tool"] = "pgreconcile 0.0.1"; }),
            "plan.json: was made by pgreconcile 0.0.1, and this is pgreconcile " PGRECONCILE_VERSION + hint);
}

TEST(SavedPlan, HasAllThatApplyNeeds) {
  for (const auto* key : {"command", "format_version", "tool", "objects", "fingerprint", "options", "search_path",
                          "steps", "differences", "checksum"}) {
    EXPECT_EQ(refusal_of([&](auto& plan) { plan.erase(key); }),
              fmt::format("plan.json: \"{}\" is missing\nmake the plan anew with plan --save", key));
  }
  for (const auto* key : {"id", "phase", "kind", "object", "sql", "transaction", "timeouts"}) {
    EXPECT_EQ(refusal_of([&](auto& plan) { plan["steps"][1].erase(key); }),
              fmt::format("plan.json: \"steps[1].{}\" is missing\nmake the plan anew with plan --save", key));
  }
  for (const auto* key : {"lock_timeout_ms", "statement_timeout_ms", "index_timeout_ms", "validate_timeout_ms",
                          "rewrite_limit_bytes", "concurrently", "repair_invalid_indexes"}) {
    EXPECT_EQ(refusal_of([&](auto& plan) { plan["options"].erase(key); }),
              fmt::format("plan.json: \"options.{}\" is missing\nmake the plan anew with plan --save", key));
  }
}

TEST(SavedPlan, HasValuesOfTheRightKind) {
  const std::string hint = "\nmake the plan anew with plan --save";
  EXPECT_EQ(refusal_of([](auto& plan) { plan["steps"] = "x"; }), "plan.json: \"steps\" is not a list" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["options"] = 1; }), "plan.json: \"options\" is not an object" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["options"]["concurrently"] = 1; }),
            "plan.json: \"options.concurrently\" is not true or false" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["steps"][0]["sql"] = nullptr; }),
            "plan.json: \"steps[0].sql\" is not a string" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["steps"][0]["id"] = 1.5; }),
            "plan.json: \"steps[0].id\" is not a whole number" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["steps"][0]["phase"] = "destroy"; }),
            "plan.json: \"steps[0].phase\" is not a phase" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["steps"][0]["kind"] = "drop_table"; }),
            "plan.json: \"steps[0].kind\" is not a kind of step" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["differences"][0]["class"] = "worse"; }),
            "plan.json: \"differences[0].class\" is not a class" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["search_path"][0] = ""; }),
            "plan.json: \"search_path[0]\" is not a name" + hint);
}

TEST(SavedPlan, IsNotEdited) {
  const std::string hint = "\nmake the plan anew with plan --save";
  EXPECT_EQ(refusal_of([](auto& plan) { plan["steps"][0]["sql"] = "DROP TABLE public.t"; }),
            "plan.json: was changed after it was saved" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["steps"].erase(0); }), "plan.json: was changed after it was saved" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["differences"][0]["message"] = "x"; }),
            "plan.json: was changed after it was saved" + hint);
  EXPECT_EQ(refusal_of([](auto& plan) { plan["objects"]["live"]["table public.t"] = "0"; }),
            "plan.json: \"fingerprint.live\" is not that of its objects" + hint);
}

TEST(StalePlan, InJsonIsAnApplyThatDidNothing) {
  reconciler::StalePlan stale;
  stale.server = {"kraken", "15.18", 150018};
  stale.file = {{model::Fate::Changed, "table public.t, column a"}};
  stale.database = {{model::Fate::Vanished, "table public.u"}};
  const auto result = json::parse(stale_json(stale));
  EXPECT_EQ(result["command"], "apply");
  EXPECT_EQ(result["status"], "conflict");
  EXPECT_EQ(result["applied"], json::array());
  EXPECT_EQ(result["stale"], json::parse(R"({"file": [{"change": "changed", "object": "table public.t, column a"}],
                            "database": [{"change": "vanished", "object": "table public.u"}],
                            "gone": [], "made": []})"));
}

}  // namespace
}  // namespace pgreconcile::render
