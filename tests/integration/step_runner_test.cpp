// What SessionStepRunner gives apply() of the world, and tests of apply() inject.

#include "src/run/session_step_runner.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

#include "tests/support/database.hpp"

namespace pgreconcile::run {
namespace {

using testing::AllOf;
using testing::Each;
using testing::Ge;
using testing::Le;

struct Nobody : ApplyObserver {
  void on(const WaitingForApply& /*event*/) override {}
  void on(const WaitingForCatalog& /*event*/) override {}
  void on(const StepStarted& /*event*/) override {}
  void on(const WaitingForTransactions& /*event*/) override {}
  void on(const StepObserved& /*event*/) override {}
  void on(const StepEnded& /*event*/) override {}
  void on(const LockMissed& /*event*/) override {}
  void on(const NotWatching& /*event*/) override {}
  void on(const NotRecorded& /*event*/) override {}
};

std::vector<double> draw(SessionStepRunner& runner) {
  std::vector<double> drawn(1000);
  std::ranges::generate(drawn, [&] { return runner.jitter(); });
  return drawn;
}

// Of a thousand numbers between 0 and 1, not one is in a given tenth once in 10^45 times.
TEST(SessionStepRunner, DrawsItsJitterEvenlyAndForItselfAlone) {
  const InterruptWatcher interrupt;
  const test::TestDatabase database;
  Nobody nobody;
  db::Session session(db::parse_connection_target(database.url()));
  SessionStepRunner runner(session, sql::Repair::Refused, interrupt, nobody);
  SessionStepRunner of_another_host(session, sql::Repair::Refused, interrupt, nobody);
  const auto drawn = draw(runner);
  EXPECT_THAT(drawn, Each(AllOf(Ge(0.0), Le(1.0))));
  for (int tenth = 0; tenth < 10; ++tenth) {
    EXPECT_TRUE(std::ranges::any_of(drawn, [&](double each) { return static_cast<int>(each * 10) == tenth; })) << tenth;
  }
  EXPECT_NE(drawn, draw(of_another_host));
}

}  // namespace
}  // namespace pgreconcile::run
