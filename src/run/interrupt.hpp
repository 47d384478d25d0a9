#pragma once

#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <thread>

#include "src/base/error.hpp"

namespace pgreconcile::run {

/// What a signal makes of whatever it stops.
Error interruption();

/// Watches for SIGINT and SIGTERM from its making to its end. The first calls `on_signal` (which cancels what the server
/// runs), on a thread where nothing is forbidden, until there is nothing to call any more. A second one ends the program
/// as it would without a watcher, and so does a first one while there is nothing to call, as while a connection is made.
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
  std::shared_ptr<State> state_;
  std::thread watcher_;
  sigset_t former_mask_{};
};

}  // namespace pgreconcile::run
