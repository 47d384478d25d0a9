// The example of the format's own page: each key of it becomes what it says, is silent from then on, and comes back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/scenario.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using testing::IsEmpty;

bool has_lz4(const TestDatabase& database) {
  return database.value(
             "SELECT count(*) FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY "
             "(enumvals)") == "1";
}

/// The text with one part of it replaced; it has to be there.
std::string replaced(std::string text, const std::string& part, const std::string& replacement) {
  const auto at = text.find(part);
  if (at == std::string::npos) throw std::runtime_error("the fixture does not say " + part);
  return text.replace(at, part.size(), replacement);
}

/// The fixture, as far as the server knows what is in it: a server may have been built without lz4.
std::string every_key(const TestDatabase& database) {
  auto file = project_file("tests/fixtures/every_key.yaml");
  if (server_major() < 14) {
    file = replaced(file, "compression: lz4", "");
  } else if (!has_lz4(database)) {
    file = replaced(file, "compression: lz4", "compression: pglz");
  }
  if (server_major() < 15) file = replaced(file, "nulls_not_distinct: true", "");
  return file;
}

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
  const TestDatabase server;
  const Scenario scenario(every_key(server));
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
