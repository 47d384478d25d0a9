#include "src/run/progress_watcher.hpp"

#include <functional>
#include <optional>
#include <system_error>

#include "src/base/error.hpp"
#include "src/db/session.hpp"

namespace pgreconcile::run {
namespace {

using std::chrono::milliseconds;

/// What the watcher itself may wait for: an answer that comes later is of no use.
constexpr Timeouts kLookTimeouts{std::chrono::seconds(5), std::chrono::seconds(5)};

/// A session that a stop hangs up, whatever it waits for.
class Look {
 public:
  Look(const std::stop_token& stop, const db::ConnectionTarget& target)
      : session_(target, stop), hang_up_(stop, session_.hanger_up()) {
    session_.prepare_for_ddl({sql::Identifier("pg_catalog")});
    session_.set_timeouts(kLookTimeouts);
  }

  introspect::StatementProgress at(std::int64_t pid) { return introspect::statement_progress(session_, pid); }

 private:
  db::Session session_;
  std::stop_callback<std::function<void()>> hang_up_;  // ends before the session that it hangs up
};

}  // namespace

void ProgressWatcher::watch(const db::ConnectionTarget& target, std::int64_t pid, const WatchTimes& times) {
  try {
    thread_ = std::jthread([this, target, pid, times](const std::stop_token& stop) {
      try {
        look_at_steps(stop, target, pid, times);
      } catch (const std::exception& error) {
        if (!stop.stop_requested()) pass_on(NotWatching{error.what()});
      }
    });
  } catch (const std::system_error& error) {
    pass_on(NotWatching{error.what()});
  }
}

void ProgressWatcher::look_at_steps(const std::stop_token& stop, const db::ConnectionTarget& target, std::int64_t pid,
                                    const WatchTimes& times) {
  std::optional<Look> look;
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [&] { return current_.step != nullptr; })) {
    const auto number = current_.number;
    const auto is_over = [&] { return current_.step == nullptr || current_.number != number; };
    const auto ends_within = [&](milliseconds time) {
      return changed_.wait_for(lock, stop, time, is_over) || stop.stop_requested();
    };
    if (ends_within(times.after)) continue;
    do {
      lock.unlock();  // the step may end meanwhile
      if (!look) look.emplace(stop, target);
      const auto progress = look->at(pid);
      lock.lock();
      if (is_over()) break;
      const auto elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - current_.start);
      observer_.on(StepObserved{*current_.step, progress, elapsed});
    } while (!ends_within(times.every));
  }
}

template <typename Event>
void ProgressWatcher::pass_on(const Event& event) {
  const std::lock_guard lock(mutex_);
  observer_.on(event);
}

void ProgressWatcher::on(const StepStarted& event) {
  const std::lock_guard lock(mutex_);
  observer_.on(event);
  current_ = {&event.step, current_.number + 1, Clock::now()};
  changed_.notify_all();
}

void ProgressWatcher::on(const StepEnded& event) {
  const std::lock_guard lock(mutex_);
  current_.step = nullptr;
  observer_.on(event);
  changed_.notify_all();
}

void ProgressWatcher::on(const WaitingForApply& event) { pass_on(event); }
void ProgressWatcher::on(const WaitingForCatalog& event) { pass_on(event); }
void ProgressWatcher::on(const WaitingForTransactions& event) { pass_on(event); }
void ProgressWatcher::on(const StepObserved& event) { pass_on(event); }
void ProgressWatcher::on(const LockMissed& event) { pass_on(event); }
void ProgressWatcher::on(const NotWatching& event) { pass_on(event); }
void ProgressWatcher::on(const NotRecorded& event) { pass_on(event); }

}  // namespace pgreconcile::run
