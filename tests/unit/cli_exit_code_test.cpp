#include "src/cli/exit_code.hpp"

#include <gtest/gtest.h>

namespace pgreconcile::cli {
namespace {

using reconciler::Difference;
using reconciler::DifferenceClass;
using reconciler::Mending;

Error error(ErrorCode code, const std::string& sqlstate = "") {
  return Error(code, "it failed").with_sqlstate(sqlstate);
}

/// A plan has a step for what is missing.
reconciler::Plan left(std::vector<Difference> differences) {
  reconciler::Plan plan;
  for (const auto& difference : differences) {
    if (difference.difference_class == DifferenceClass::Missing) plan.steps.emplace_back();
  }
  plan.differences = std::move(differences);
  return plan;
}

const Difference kConflict{.difference_class = DifferenceClass::Conflict};
const Difference kMissing{.difference_class = DifferenceClass::Missing};
const Difference kExtra{.difference_class = DifferenceClass::Extra};
const Difference kInvalid{.difference_class = DifferenceClass::Invalid, .mending = Mending::ByRepair};
const Difference kBeingBuilt{.difference_class = DifferenceClass::Invalid, .mending = Mending::ByTime};

/// A build that failed, and whose index is left.
reconciler::Applied broken_build(const Error& error) {
  const reconciler::Step step{.phase = reconciler::Phase::Index, .kind = reconciler::StepKind::CreateIndex};
  return {{}, reconciler::Failure{step, error}, left({kInvalid})};
}

TEST(ExitCodeOfAnApply, IsThatOfWhatIsLeft) {
  const auto without_failure = [](std::vector<Difference> differences) {
    return exit_code(reconciler::Applied{{}, {}, left(std::move(differences))});
  };
  EXPECT_EQ(without_failure({}), ExitCode::Done);
  EXPECT_EQ(without_failure({kExtra}), ExitCode::Done);
  EXPECT_EQ(without_failure({kMissing}), ExitCode::TryAgain);
  EXPECT_EQ(without_failure({kConflict, kMissing}), ExitCode::Conflict);
  EXPECT_EQ(without_failure({kInvalid}), ExitCode::Conflict);
  EXPECT_EQ(without_failure({kBeingBuilt}), ExitCode::TryAgain);
  EXPECT_EQ(without_failure({kBeingBuilt, kConflict}), ExitCode::Conflict);
}

TEST(ExitCodeOfAnApply, IsThatOfTheFailure) {
  for (const auto& [code, exit] :
       {std::pair(ErrorCode::Failure, ExitCode::Failure), std::pair(ErrorCode::Usage, ExitCode::Usage),
        std::pair(ErrorCode::SchemaFile, ExitCode::SchemaFile),
        std::pair(ErrorCode::Unreachable, ExitCode::Unreachable), std::pair(ErrorCode::Internal, ExitCode::Internal),
        std::pair(ErrorCode::TryAgain, ExitCode::TryAgain), std::pair(ErrorCode::Permission, ExitCode::Permission),
        std::pair(ErrorCode::Interrupted, ExitCode::Interrupted),
        std::pair(ErrorCode::StalePlan, ExitCode::Conflict)}) {
    EXPECT_EQ(exit_code(code), exit);
    for (const auto& differences : {std::vector{kMissing}, std::vector{kConflict}}) {
      EXPECT_EQ(exit_code(reconciler::Applied{{}, reconciler::Failure{{}, error(code)}, left(differences)}), exit);
    }
  }
}

// To run the same again does not help, unless the server may be at work on it still.
TEST(ExitCodeOfAnApply, ThatLeftAnInvalidIndexIsAConflict) {
  EXPECT_EQ(exit_code(broken_build(error(ErrorCode::TryAgain, "57014"))), ExitCode::Conflict);
  EXPECT_EQ(exit_code(broken_build(error(ErrorCode::TryAgain, "08006"))), ExitCode::TryAgain);
  EXPECT_EQ(exit_code(broken_build(error(ErrorCode::Failure, "23505"))), ExitCode::Failure);
  EXPECT_EQ(exit_code(broken_build(error(ErrorCode::Interrupted))), ExitCode::Interrupted);
}

}  // namespace
}  // namespace pgreconcile::cli
