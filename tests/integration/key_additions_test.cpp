// Each key of the format that a database lacks: reported as missing, added with the rows left as they are, and silent from
// then on; and the same file makes the same thing from nothing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/integration/key_addition_columns.hpp"
#include "tests/integration/key_addition_constraints.hpp"
#include "tests/integration/key_addition_indexes.hpp"
#include "tests/integration/key_addition_objects.hpp"
#include "tests/integration/key_addition_partitions.hpp"
#include "tests/support/other_tablespace.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::IsEmpty;

class AdditionTest : public testing::TestWithParam<AdditionCase> {
 protected:
  static void SetUpTestSuite() { make_other_tablespace(); }
  static std::string file() {
    return "version: 1\n" + GetParam().objects + "tables:\n" + GetParam().tables +
           "  aside: {columns: [{name: a, type: integer}]}\n";
  }
};

bool is_aside(const ReportedDifference& difference) { return difference.object.ends_with(".aside"); }

void expect_silence(const Scenario& scenario) {
  const auto plan = scenario.plan();
  EXPECT_EQ(plan.exit_code, 0) << plan.errors;
  EXPECT_EQ(plan.status, "converged");
  EXPECT_THAT(plan.steps, IsEmpty());
  EXPECT_THAT(plan.differences, IsEmpty());
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

TEST_P(AdditionTest, IsReportedAddedAndSilentFromThenOn) {
  const Scenario scenario(file(), GetParam().live);
  if (server_major() < GetParam().since) return expect_refusal_before(GetParam().since, scenario);
  auto drift = scenario.drift();
  EXPECT_EQ(drift.exit_code, 2) << drift.errors;
  std::erase_if(drift.differences, is_aside);
  EXPECT_EQ(drift.differences, GetParam().missing);

  auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  std::erase_if(apply.applied, [](const std::string& step) { return step.ends_with(".aside"); });
  EXPECT_EQ(apply.applied, GetParam().applied);
  EXPECT_EQ(scenario.database().value(GetParam().query), GetParam().value);
  expect_silence(scenario);
}

TEST_P(AdditionTest, IsMadeFromNothing) {
  const Scenario scenario(file());
  if (server_major() < GetParam().since) return expect_refusal_before(GetParam().since, scenario);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  expect_silence(scenario);
}

std::string name_of(const testing::TestParamInfo<AdditionCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Objects, AdditionTest, testing::ValuesIn(kAddedObjects), name_of);
INSTANTIATE_TEST_SUITE_P(Columns, AdditionTest, testing::ValuesIn(kAddedColumns), name_of);
INSTANTIATE_TEST_SUITE_P(Constraints, AdditionTest, testing::ValuesIn(kAddedConstraints), name_of);
INSTANTIATE_TEST_SUITE_P(Indexes, AdditionTest, testing::ValuesIn(kAddedIndexes), name_of);
INSTANTIATE_TEST_SUITE_P(Partitions, AdditionTest, testing::ValuesIn(kAddedPartitions), name_of);

constexpr auto kRows = "CREATE TABLE t (a integer); INSERT INTO t VALUES (1), (2)";

std::string file_with(const std::string& column) {
  return "version: 1\ntables:\n  t:\n    columns:\n      - {name: a, type: integer}\n      - {name: b, " + column +
         "}\n";
}

TEST(Rewrites, AreBlockedAboveTheLimitUnlessTheColumnAllowsThem) {
  for (const auto* column : {"type: bigint, identity: always", "type: serial", "type: integer, generated: a * 2",
                             "type: uuid, default: gen_random_uuid()"}) {
    SCOPED_TRACE(column);
    const Scenario refused(file_with(column), kRows);
    const auto blocked = refused.apply({"--rewrite-limit", "1kB"});
    EXPECT_EQ(blocked.exit_code, 3) << blocked.errors;
    ASSERT_EQ(blocked.differences.size(), 1U);
    EXPECT_EQ(blocked.differences.front().difference_class, "blocked");
    EXPECT_THAT(blocked.differences.front().message,
                testing::EndsWith("and adding it would rewrite a table of 8192 bytes"));
    EXPECT_THAT(blocked.applied, IsEmpty());

    const Scenario allowed(file_with(std::string(column) + ", rewrite: allow"), kRows);
    EXPECT_EQ(allowed.apply({"--rewrite-limit", "1kB"}).exit_code, 0);
    EXPECT_EQ(allowed.database().value("SELECT count(b) || ' ' || sum(a) FROM t"), "2 3");
    expect_silence(allowed);
  }
}

}  // namespace
}  // namespace pgreconcile::test
