// plan --from, as a script sees it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/temporary.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using testing::HasSubstr;

class PlanFrom : public testing::Test {
 protected:
  PlanFrom() {
    directory_.write("before.yaml", "version: 1\ntables:\n  t: {columns: [{name: a, type: integer, default: 0}]}\n");
    directory_.write("after.yaml",
                     "version: 1\ntables:\n  t: {columns: [{name: a, type: integer, default: 0}, {name: b, type: "
                     "text}]}\n");
    directory_.write("other.yaml", "version: 1\ntables:\n  t: {columns: [{name: a, type: integer, default: 1}]}\n");
    directory_.write("distinct.yaml",
                     "version: 1\ntables:\n  t:\n    columns: [{name: a, type: integer}]\n"
                     "    unique: [{columns: [a], nulls_not_distinct: true}]\n");
  }

  /// With databases named that nobody answers for: none is asked.
  ProcessResult plan(const std::vector<std::string>& options, const std::string& input = "") const {
    std::vector<std::string> arguments{"plan"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return run_tool(arguments, {.environment = {{"DATABASE_URL", "postgresql://127.0.0.1:1/x"},
                                                {"PGRECONCILE_DATABASE_URL", "postgresql://127.0.0.1:1/y"}},
                                .input = input,
                                .working_directory = directory_.path()});
  }

  TemporaryDirectory directory_;
};

TEST_F(PlanFrom, HasTheExitCodesOfAPlan) {
  EXPECT_EQ(plan({"--from", "before.yaml", "-f", "before.yaml", "--exit-code"}).exit_code, 0);
  EXPECT_EQ(plan({"--from", "before.yaml", "-f", "after.yaml"}).exit_code, 0);
  EXPECT_EQ(plan({"--from", "before.yaml", "-f", "after.yaml", "--exit-code"}).exit_code, 2);
  EXPECT_EQ(plan({"--from", "before.yaml", "-f", "other.yaml"}).exit_code, 3);
  const auto missing = plan({"--from", "nowhere.yaml", "-f", "after.yaml"});
  EXPECT_EQ(missing.exit_code, 65);
  EXPECT_EQ(missing.errors, "pgreconcile: error: cannot read schema file nowhere.yaml: No such file or directory\n");
}

TEST_F(PlanFrom, ReadsStandardInputAndSeveralFiles) {
  const auto from_input = plan({"--from", "-", "-f", "after.yaml"}, "version: 1\ntables: {}\n");
  EXPECT_THAT(from_input.output, HasSubstr("A database as <stdin> describes it (PostgreSQL 18): pending, 1 step.\n"));
  const auto twice = plan({"--from", "before.yaml", "--from", "after.yaml", "-f", "after.yaml"});
  EXPECT_EQ(twice.exit_code, 65) << twice;
  EXPECT_THAT(twice.errors, HasSubstr("after.yaml:3:3: table \"t\""));
}

TEST_F(PlanFrom, IsForThePostgresThatIsNamed) {
  EXPECT_EQ(plan({"--from", "before.yaml", "-f", "distinct.yaml", "--server-version", "15"}).exit_code, 3);
  const auto old = plan({"--from", "before.yaml", "-f", "distinct.yaml", "--server-version", "14"});
  EXPECT_EQ(old.exit_code, 65) << old;
  EXPECT_THAT(old.errors,
              HasSubstr("distinct.yaml:5:14: \"nulls_not_distinct\" needs PostgreSQL 15; the server is 14"));
}

TEST_F(PlanFrom, IsNoPlanToBeApplied) {
  EXPECT_EQ(plan({"--from", "before.yaml", "-f", "after.yaml", "--format", "json", "--output", "plan.json"}).exit_code,
            0);
  const auto apply = run_tool({"apply", "-f", "after.yaml", "--plan", "plan.json", "--database-url", "host=nowhere"},
                              {.working_directory = directory_.path()});
  EXPECT_EQ(apply.exit_code, 65) << apply;
  EXPECT_EQ(apply.errors,
            "pgreconcile: error: plan.json: \"objects\" is missing\nHINT: make the plan anew with plan --save\n");
}

}  // namespace
}  // namespace pgreconcile::test
