// What has no way that lets writes go on, the plan says: its lock, whether it scans, and whether it rewrites. And no kind
// of change is forgotten, here or among those that are tried.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include <set>
#include <variant>

#include "reconciler/change.hpp"
#include "tests/load/change_case.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using namespace reconciler;

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

/// A kind of step that each kind of change has: what is added to Change, and not here, does not compile.
struct KindOfStep {
  std::string operator()(const CreateSchema*) const { return "create_schema"; }
  std::string operator()(const CreateTable*) const { return "create_table"; }
  std::string operator()(const AddColumn*) const { return "add_column"; }
  std::string operator()(const AddKey*) const { return "attach_unique"; }
  std::string operator()(const AddCheck*) const { return "add_check"; }
  std::string operator()(const AddForeignKey*) const { return "add_foreign_key"; }
  std::string operator()(const ValidateConstraint*) const { return "validate_constraint"; }
  std::string operator()(const CreateIndex*) const { return "create_index"; }
  std::string operator()(const RepairIndex*) const { return "drop_invalid_index"; }
  std::string operator()(const AddExclusion*) const { return "add_exclusion"; }
  std::string operator()(const AddPartition*) const { return "attach_partition"; }
  std::string operator()(const CreateExtension*) const { return "create_extension"; }
  std::string operator()(const CreateEnum*) const { return "create_enum"; }
  std::string operator()(const AddEnumLabel*) const { return "add_enum_label"; }
  std::string operator()(const CreateDomain*) const { return "create_domain"; }
  std::string operator()(const AddDomainCheck*) const { return "add_domain_check"; }
  std::string operator()(const ValidateDomainCheck*) const { return "validate_domain_check"; }
  std::string operator()(const CreateSequence*) const { return "create_sequence"; }
  std::string operator()(const OwnSequence*) const { return "own_sequence"; }
  std::string operator()(const SetComment*) const { return "set_comment"; }
};

template <typename... Changes>
std::vector<std::string> kinds_of_steps(const std::variant<Changes...>*) {
  return {KindOfStep{}(static_cast<const Changes*>(nullptr))...};
}

std::string kind_of(const std::string& step) { return step.substr(0, step.find(' ')); }

TEST(KindsOfChanges, AreAllTriedOrAnnounced) {
  std::set<std::string> kinds;
  for (const auto* cases : {&sample_of_changes(), &other_changes()}) {
    for (const auto& change : *cases) {
      for (const auto& step : change.steps) kinds.insert(kind_of(step));
    }
  }
  for (const auto& announced : announced_changes()) {
    for (const auto& step : announced.steps) kinds.insert(kind_of(step));
  }
  EXPECT_THAT(kinds, testing::IsSupersetOf(kinds_of_steps(static_cast<const Change*>(nullptr))));
}

}  // namespace
}  // namespace pgreconcile::test
