// The example of the format's own page: each key of it becomes what it says, is silent from then on, and comes back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/every_key.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using testing::IsEmpty;

std::string exported(const TestDatabase& database) {
  const auto result = run_tool({"export", "--database-url", database.url()});
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_EQ(result.errors, "");
  return result.output;
}

void expect_convergence(const Scenario& scenario) {
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(apply.status, "converged");
  EXPECT_THAT(apply.differences, IsEmpty());
  const auto plan = scenario.plan();
  EXPECT_EQ(plan.status, "converged");
  EXPECT_THAT(plan.steps, IsEmpty());
  EXPECT_THAT(plan.differences, IsEmpty());
  const auto drift = scenario.drift();
  EXPECT_EQ(drift.exit_code, 0) << drift.errors;
  EXPECT_THAT(drift.differences, IsEmpty());
}

TEST(EveryKey, IsAppliedSilentAndExported) {
  const Scenario scenario(every_key());
  expect_convergence(scenario);

  const auto file = exported(scenario.database());
  const TemporaryFile schema_file(file);
  const auto plan = run_tool(
      {"plan", "--exit-code", "--file", schema_file.path().string(), "--database-url", scenario.database().url()});
  EXPECT_EQ(plan.exit_code, 0) << plan;
  const auto drift =
      run_tool({"drift", "--file", schema_file.path().string(), "--database-url", scenario.database().url()});
  EXPECT_EQ(drift.exit_code, 0) << drift;

  const Scenario copy(file);
  expect_convergence(copy);
  EXPECT_EQ(exported(copy.database()), file);
}

}  // namespace
}  // namespace pgreconcile::test
