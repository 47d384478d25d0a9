#include "reconciler/saved_plan.hpp"

#include <gmock/gmock.h>

#include "tests/support/schema.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::Fate;
using testing::IsEmpty;

Step step(const std::string& sql, std::optional<int> transaction) {
  Step step;
  step.sql = sql;
  step.transaction = transaction;
  return step;
}

const std::vector<Step> kAgreed{step("a", 1), step("b", 1), step("c", std::nullopt), step("d", 2), step("e", 3)};

// As they are numbered when they are planned alone.
std::vector<Step> last(std::size_t count) {
  std::vector<Step> steps(kAgreed.end() - static_cast<std::ptrdiff_t>(count), kAgreed.end());
  int id = 0;
  for (auto& each : steps) each.id = ++id;
  return steps;
}

TEST(RestOfPlan, BeginsWithATransaction) {
  EXPECT_TRUE(is_rest_of(last(5), kAgreed));
  EXPECT_FALSE(is_rest_of(last(4), kAgreed)) << "only part of a transaction was done";
  EXPECT_TRUE(is_rest_of(last(3), kAgreed));
  EXPECT_TRUE(is_rest_of(last(1), kAgreed));
  EXPECT_TRUE(is_rest_of(last(0), kAgreed));
}

TEST(RestOfPlan, IsItsEndAndNothingElse) {
  auto steps = last(3);
  std::swap(steps[1], steps[2]);
  EXPECT_FALSE(is_rest_of(steps, kAgreed));
  steps = last(3);
  steps.erase(steps.begin() + 1);
  EXPECT_FALSE(is_rest_of(steps, kAgreed));
  steps = last(5);
  steps.push_back(step("f", 4));
  EXPECT_FALSE(is_rest_of(steps, kAgreed));
}

TEST(RestOfPlan, RunsInTheSameTransactionsWithTheSameTimeouts) {
  auto steps = last(2);
  for (auto& each : steps) each.transaction = 1;
  EXPECT_FALSE(is_rest_of(steps, kAgreed)) << "in one transaction";
  steps = last(2);
  for (auto& each : steps) ++*each.transaction;
  EXPECT_TRUE(is_rest_of(steps, kAgreed)) << "numbered otherwise";
  steps = last(2);
  steps[1].transaction.reset();
  EXPECT_FALSE(is_rest_of(steps, kAgreed)) << "alone";
  for (const auto& change : std::vector<std::function<void(Step&)>>{
           [](Step& each) { each.sql = "x"; }, [](Step& each) { each.phase = Phase::Validate; },
           [](Step& each) { each.kind = StepKind::AddUnique; }, [](Step& each) { each.object = "x"; },
           [](Step& each) { each.timeouts.lock = std::chrono::seconds(9); },
           [](Step& each) { each.timeouts.statement = std::chrono::seconds(9); }}) {
    steps = last(2);
    change(steps[1]);
    EXPECT_FALSE(is_rest_of(steps, kAgreed));
  }
}

class ComparedWithSaved : public testing::Test {
 protected:
  ComparedWithSaved() {
    plan_.search_path = test::names({"pg_catalog", "public", "pg_temp"});
    plan_.steps = kAgreed;
    plan_.differences = {{.difference_class = DifferenceClass::Missing}};
    saved_.basis.desired = desired_;
    saved_.basis.live = live_;
    saved_.search_path = plan_.search_path;
    saved_.steps = kAgreed;
  }

  std::variant<Agreement, StalePlan> compare() const { return compare_with_saved(saved_, plan_, desired_, live_); }
  Agreement agreement() const { return std::get<Agreement>(compare()); }
  StalePlan stale() const { return std::get<StalePlan>(compare()); }

  model::Fingerprint desired_{{{"table t", "1"}}};
  model::Fingerprint live_{{{"table t", "2"}}};
  Plan plan_;
  SavedPlan saved_;
};

TEST_F(ComparedWithSaved, IsWhole) { EXPECT_EQ(agreement(), Agreement::Whole); }

TEST_F(ComparedWithSaved, IsTheRestWhereTheFirstStepsAreDone) {
  plan_.steps = last(2);
  live_.objects["table u"] = "3";
  EXPECT_EQ(agreement(), Agreement::Rest);
}

TEST_F(ComparedWithSaved, IsNotTheRestWhereAFirstStepCanNoLongerBeDone) {
  plan_.steps = last(2);
  live_.objects["name c"] = "3";
  const Difference conflict{.difference_class = DifferenceClass::Conflict, .object = "c", .attribute = "kind"};
  plan_.differences = {conflict};
  EXPECT_EQ(stale().database, (std::vector<model::ObjectChange>{{Fate::Appeared, "name c"}}));
  saved_.differences = {conflict};
  EXPECT_EQ(agreement(), Agreement::Rest) << "the conflict was there before";
  saved_.differences.clear();
  plan_.differences.front().difference_class = DifferenceClass::Invalid;
  EXPECT_EQ(agreement(), Agreement::Rest) << "a build of an index that was stopped";
}

TEST_F(ComparedWithSaved, IsDoneWhereNothingIsLeft) {
  plan_.steps.clear();
  plan_.differences.clear();
  live_.objects["table u"] = "3";
  EXPECT_EQ(agreement(), Agreement::Done);
}

TEST_F(ComparedWithSaved, IsStaleWhereTheFileChanged) {
  desired_.objects = {{"table t", "9"}};
  EXPECT_EQ(stale().file, (std::vector<model::ObjectChange>{{Fate::Changed, "table t"}}));
  EXPECT_THAT(stale().database, IsEmpty());
  plan_.steps.clear();  // even where the database is what the file says now
  plan_.differences.clear();
  EXPECT_EQ(stale().gone, kAgreed);
}

TEST_F(ComparedWithSaved, IsStaleWhereTheDatabaseChangedBeforeTheFirstStep) {
  live_.objects["table u"] = "3";
  EXPECT_EQ(stale().database, (std::vector<model::ObjectChange>{{Fate::Appeared, "table u"}}));
  EXPECT_THAT(stale().gone, IsEmpty());
  EXPECT_THAT(stale().made, IsEmpty());
  EXPECT_FALSE(stale().only_rearranged);
}

// A larger table, or another deadlock_timeout: nothing that is compared has changed.
TEST_F(ComparedWithSaved, IsStaleWhereOnlyTheStepsAreOthers) {
  plan_.steps.front().timeouts.lock = std::chrono::seconds(9);
  EXPECT_EQ(stale().gone, std::vector{kAgreed.front()});
  EXPECT_EQ(stale().made, std::vector{plan_.steps.front()});
  plan_.steps = last(3);
  EXPECT_EQ(stale().gone, (std::vector{kAgreed[0], kAgreed[1]}));
}

TEST_F(ComparedWithSaved, IsStaleWhereTheStepsAreRearranged) {
  std::swap(plan_.steps[3], plan_.steps[4]);
  EXPECT_TRUE(stale().only_rearranged);
  plan_.steps = kAgreed;
  plan_.search_path = test::names({"pg_catalog", "app", "pg_temp"});
  EXPECT_TRUE(stale().only_rearranged);
}

}  // namespace
}  // namespace pgreconcile::reconciler
