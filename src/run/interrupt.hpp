#pragma once

#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include "src/base/error.hpp"

namespace pgreconcile::run {

/// What a signal makes of whatever it stops.
Error interruption();

/// From here on SIGINT, SIGTERM and SIGHUP, but for those that the caller has ignored, end the program with this exit
/// code, the first process of a container too, where nothing would come of them; SIGINT, where it can, by itself.
void end_at_signals(int exit_code);

/// How a program ends that a signal stops.
enum class Ending {
  /// A second signal, unless it is SIGHUP, ends it at once.
  Prompt,
  /// It leaves something behind that it must not: a second signal changes nothing.
  Orderly,
};

/// Watches for SIGINT, SIGTERM and SIGHUP, but for those that the caller has ignored, from its making to its end. The
/// first calls `on_signal` (which cancels what the server runs), on a thread where nothing is forbidden, until there is
/// nothing to call any more. A first one while there is nothing to call, as while a connection is made, ends the program as
/// without a watcher; what a second one does, its Ending says.
/// REQUIRES: end_at_signals() was called, and no other thread made; one at a time. Throws Error(TryAgain) where no
/// thread can be made.
class InterruptWatcher {
 public:
  explicit InterruptWatcher(Ending ending = Ending::Prompt);
  ~InterruptWatcher();
  InterruptWatcher(const InterruptWatcher&) = delete;
  InterruptWatcher& operator=(const InterruptWatcher&) = delete;

  /// Returns what was to be called before.
  std::function<void()> on_signal(std::function<void()> action);
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

/// While this lives a signal calls the action; after it, what it called before.
class OnSignal {
 public:
  OnSignal(InterruptWatcher& interrupt, std::function<void()> action)
      : interrupt_(interrupt), former_(interrupt.on_signal(std::move(action))) {}
  ~OnSignal() { interrupt_.on_signal(std::move(former_)); }
  OnSignal(const OnSignal&) = delete;
  OnSignal& operator=(const OnSignal&) = delete;

 private:
  InterruptWatcher& interrupt_;
  std::function<void()> former_;
};

}  // namespace pgreconcile::run
