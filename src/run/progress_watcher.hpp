#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <thread>

#include "src/db/connection_target.hpp"
#include "src/run/apply_observer.hpp"

namespace pgreconcile::run {

/// When to look at a step that runs: first after so long, and then every so often.
struct WatchTimes {
  std::chrono::milliseconds after{1000};
  std::chrono::milliseconds every{1000};
};

/// Passes on what an apply tells, one call at a time, and adds what can be seen of a step that runs for long: on a thread
/// and a connection of its own, in autocommit, which it makes only when there is a long step to look at. What keeps it
/// from looking is told once, and stops nothing. Its end waits for no network.
class ProgressWatcher : public ApplyObserver {
 public:
  explicit ProgressWatcher(ApplyObserver& observer) : observer_(observer) {}

  /// Looks from now on at what the server's process `pid` does for this apply.
  /// REQUIRES: `target` names the very server that the apply speaks to; called once at most.
  void watch(const db::ConnectionTarget& target, std::int64_t pid, const WatchTimes& times);

  void on(const WaitingForApply& event) override;
  void on(const WaitingForCatalog& event) override;
  void on(const StepStarted& event) override;
  void on(const WaitingForTransactions& event) override;
  void on(const StepObserved& event) override;
  void on(const StepEnded& event) override;
  void on(const LockMissed& event) override;
  void on(const NotWatching& event) override;
  void on(const NotRecorded& event) override;

 private:
  using Clock = std::chrono::steady_clock;

  /// The step that runs, known by its number among all that ran.
  struct Current {
    const reconciler::Step* step = nullptr;
    int number = 0;
    Clock::time_point start = {};
  };

  void look_at_steps(const std::stop_token& stop, const db::ConnectionTarget& target, std::int64_t pid,
                     const WatchTimes& times);
  template <typename Event>
  void pass_on(const Event& event);

  ApplyObserver& observer_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  Current current_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace pgreconcile::run
