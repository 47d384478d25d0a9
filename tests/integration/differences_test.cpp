// One object that differs from the file in one way, in each of the ways: what is said about it, how often, what an
// apply does, and that the SQL for a person to run mends it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>

#include "tests/integration/difference_cases_columns.hpp"
#include "tests/integration/difference_cases_constraints.hpp"
#include "tests/integration/difference_cases_extra.hpp"
#include "tests/integration/difference_cases_indexes.hpp"
#include "tests/integration/difference_cases_names.hpp"
#include "tests/integration/key_damage_columns.hpp"
#include "tests/integration/key_damage_constraints.hpp"
#include "tests/integration/key_damage_exclusions.hpp"
#include "tests/integration/key_damage_indexes.hpp"
#include "tests/integration/key_damage_keys.hpp"
#include "tests/integration/key_damage_partitions.hpp"
#include "tests/integration/key_damage_sequences.hpp"
#include "tests/integration/key_damage_tables.hpp"
#include "tests/integration/key_damage_types.hpp"
#include "tests/support/other_tablespace.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::IsEmpty;

bool stops_an_apply(const ReportedDifference& difference) {
  const auto& name = difference.difference_class;
  return name == "conflict" || name == "blocked" || difference.breaks_inserts;
}

class DifferenceTest : public testing::TestWithParam<DifferenceCase> {
 protected:
  static void SetUpTestSuite() { make_other_tablespace(); }
  bool is_conflict() const { return std::ranges::any_of(GetParam().differences, stops_an_apply); }
  int conflict_or(int code) const { return is_conflict() ? 3 : code; }

  void expect_report() const {
    const auto plan = scenario_->plan();
    EXPECT_EQ(plan.differences, GetParam().differences);
    EXPECT_EQ(plan.exit_code, conflict_or(0)) << plan.errors;
    EXPECT_EQ(plan.status, is_conflict() ? "conflict" : "pending");
    EXPECT_EQ(plan.steps, std::vector<std::string>{"create create_table public.aside"});

    auto drift = scenario_->drift();
    EXPECT_EQ(drift.exit_code, 2) << drift.errors;
    std::erase_if(drift.differences, [](const auto& difference) { return difference.object == "public.aside"; });
    EXPECT_EQ(drift.differences, GetParam().differences);
  }

  void expect_that_apply_leaves_it_alone() const {
    const auto before = scenario_->database().dump_schema();
    if (is_conflict()) {
      const auto apply = scenario_->apply();
      EXPECT_EQ(apply.exit_code, 3) << apply.errors;
      EXPECT_EQ(apply.differences, GetParam().differences);
      EXPECT_THAT(apply.applied, IsEmpty());
      EXPECT_EQ(scenario_->database().dump_schema(), before);
    }
    const auto skip = scenario_->apply({"--on-conflict", "skip"});
    EXPECT_EQ(skip.exit_code, conflict_or(0)) << skip.errors;
    EXPECT_EQ(skip.differences, GetParam().differences);
    EXPECT_EQ(skip.applied, std::vector<std::string>{"create create_table public.aside"});
    scenario_->database().execute("DROP TABLE aside");
    EXPECT_EQ(scenario_->database().dump_schema(), before);
  }

  void expect_that_its_sql_mends_it() const {
    for (const auto& difference : GetParam().differences) {
      const auto psql = scenario_->psql(difference.manual_sql);
      EXPECT_EQ(psql.exit_code, 0) << difference << psql;
    }
    scenario_->apply({"--on-conflict", "skip"});
    EXPECT_EQ(scenario_->drift().differences, GetParam().left);
  }

  static std::string file() {
    return "version: 1\n" + GetParam().objects + "tables:\n" + GetParam().tables +
           "  aside: {columns: [{name: a, type: integer}]}\n";
  }

  /// An older server than the case is about takes neither the one nor the other: the SQL that makes the database, or
  /// the file.
  static void expect_refusal() {
    const Scenario scenario(file());
    if (scenario.psql(GetParam().live).exit_code == 0) expect_refusal_before(GetParam().since, scenario);
  }

  void SetUp() override {
    if (server_major() >= GetParam().since) scenario_.emplace(file(), GetParam().live);
  }

  std::optional<Scenario> scenario_;  ///< none on an older server than the case is about
};

TEST_P(DifferenceTest, IsReportedOnceLeftAloneAndMendedByHand) {
  if (!scenario_) return expect_refusal();
  expect_report();
  expect_that_apply_leaves_it_alone();
  expect_that_its_sql_mends_it();
}

std::string name_of(const testing::TestParamInfo<DifferenceCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Columns, DifferenceTest, testing::ValuesIn(kColumnCases), name_of);
INSTANTIATE_TEST_SUITE_P(Constraints, DifferenceTest, testing::ValuesIn(kConstraintCases), name_of);
INSTANTIATE_TEST_SUITE_P(Indexes, DifferenceTest, testing::ValuesIn(kIndexCases), name_of);
INSTANTIATE_TEST_SUITE_P(Names, DifferenceTest, testing::ValuesIn(kNameCases), name_of);
INSTANTIATE_TEST_SUITE_P(Extra, DifferenceTest, testing::ValuesIn(kExtraCases), name_of);
INSTANTIATE_TEST_SUITE_P(KeysOfTypes, DifferenceTest, testing::ValuesIn(kDamagedTypes), name_of);
INSTANTIATE_TEST_SUITE_P(KeysOfSequences, DifferenceTest, testing::ValuesIn(kDamagedSequences), name_of);
INSTANTIATE_TEST_SUITE_P(KeysOfColumns, DifferenceTest, testing::ValuesIn(kDamagedColumns), name_of);
INSTANTIATE_TEST_SUITE_P(KeysOfKeys, DifferenceTest, testing::ValuesIn(kDamagedKeys), name_of);
INSTANTIATE_TEST_SUITE_P(KeysOfConstraints, DifferenceTest, testing::ValuesIn(kDamagedConstraints), name_of);
INSTANTIATE_TEST_SUITE_P(KeysOfExclusions, DifferenceTest, testing::ValuesIn(kDamagedExclusions), name_of);
INSTANTIATE_TEST_SUITE_P(KeysOfIndexes, DifferenceTest, testing::ValuesIn(kDamagedIndexes), name_of);
INSTANTIATE_TEST_SUITE_P(KeysOfTables, DifferenceTest, testing::ValuesIn(kDamagedTables), name_of);
INSTANTIATE_TEST_SUITE_P(KeysOfPartitions, DifferenceTest, testing::ValuesIn(kDamagedPartitions), name_of);

}  // namespace
}  // namespace pgreconcile::test
