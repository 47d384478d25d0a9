// What has no way that lets writes go on, the plan says: its lock, whether it scans, and whether it rewrites. And no kind
// of step is forgotten, here or among those that are tried.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include <set>

#include "reconciler/step_kind.hpp"
#include "tests/load/change_case.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

class AnnouncedChanges : public testing::TestWithParam<AnnouncedCase> {};

std::string announcement(const nlohmann::json& step) {
  std::vector<std::string> locks;
  for (const auto& lock : step.at("locks")) {
    locks.push_back(lock.at("mode").get<std::string>() + ' ' + lock.at("table").get<std::string>());
  }
  return fmt::format("{} {}: {}{}{}", step.at("kind").get<std::string>(), step.at("object").get<std::string>(),
                     fmt::join(locks, ", "), step.at("scans").get<bool>() ? "; scans" : "",
                     step.at("rewrites").get<bool>() ? "; rewrites" : "");
}

TEST_P(AnnouncedChanges, SayWhatTheyLock) {
  const auto& announced = GetParam();
  constexpr auto kRows = 10;
  const Scenario scenario(file_with(announced.added), make_tables(kRows) + announced.prepared);
  const auto plan = scenario.plan();
  std::vector<std::string> steps;
  for (const auto& step : plan.json.at("steps")) steps.push_back(announcement(step));
  EXPECT_EQ(steps, announced.steps);
}

std::string title(const testing::TestParamInfo<AnnouncedCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Each, AnnouncedChanges, testing::ValuesIn(announced_changes()), title);

std::string kind_of(const std::string& step) { return step.substr(0, step.find(' ')); }

TEST(KindsOfSteps, AreAllTriedOrAnnounced) {
  std::set<std::string> kinds;
  for (const auto* cases : {&sample_of_changes(), &other_changes()}) {
    for (const auto& change : *cases) {
      for (const auto& step : change.steps) kinds.insert(kind_of(step));
    }
  }
  for (const auto& announced : announced_changes()) {
    for (const auto& step : announced.steps) kinds.insert(kind_of(step));
  }
  std::set<std::string> all;
  for (const auto kind : reconciler::kStepKinds) all.insert(to_string(kind));
  EXPECT_EQ(kinds, all);
}

}  // namespace
}  // namespace pgreconcile::test
