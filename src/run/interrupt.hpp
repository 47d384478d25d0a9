#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace pgreconcile::run {

/// Watches for SIGINT and SIGTERM from its making to its end. Each signal calls `on_signal` (which cancels what the
/// server runs) on the watcher's own thread, where nothing is forbidden. While there is nothing to call, as while a
/// connection is made, a signal ends the program as it would without a watcher.
/// REQUIRES: made before any other thread; one at a time.
class InterruptWatcher {
 public:
  InterruptWatcher();
  ~InterruptWatcher();
  InterruptWatcher(const InterruptWatcher&) = delete;
  InterruptWatcher& operator=(const InterruptWatcher&) = delete;

  void on_signal(std::function<void()> action);
  bool interrupted() const;
  /// Sleeps for the time, or less: throws Error(Interrupted) as soon as a signal comes.
  void sleep(std::chrono::milliseconds time) const;
  /// Throws Error(Interrupted) after a signal.
  void check() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pgreconcile::run
