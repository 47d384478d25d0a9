#include "src/run/interrupt.hpp"

#include <pthread.h>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "src/base/error.hpp"

namespace pgreconcile::run {
namespace {

sigset_t watched_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&signals, signal);
  return signals;
}

[[noreturn]] void end_program(int signal) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, signal);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  std::raise(signal);
  std::_Exit(128 + signal);
}

}  // namespace

struct InterruptWatcher::State {
  mutable std::mutex mutex;
  mutable std::condition_variable changed;
  bool interrupted = false;
  std::function<void()> action;
  sigset_t former_mask{};
  std::thread watcher;

  // SIGUSR1 is how the destructor ends the wait.
  void watch() {
    const auto signals = watched_signals();
    int signal = 0;
    while (sigwait(&signals, &signal) == 0 && signal != SIGUSR1) {
      std::unique_lock lock(mutex);
      // Nothing to cancel, or a second signal while cancelling takes its time.
      if (!action || interrupted) end_program(signal);
      interrupted = true;
      changed.notify_all();
      const auto cancel = action;
      lock.unlock();
      cancel();
    }
  }
};

InterruptWatcher::InterruptWatcher() : state_(std::make_unique<State>()) {
  const auto signals = watched_signals();
  pthread_sigmask(SIG_BLOCK, &signals, &state_->former_mask);
  state_->watcher = std::thread([state = state_.get()] { state->watch(); });
}

InterruptWatcher::~InterruptWatcher() {
  pthread_kill(state_->watcher.native_handle(), SIGUSR1);
  state_->watcher.join();
  pthread_sigmask(SIG_SETMASK, &state_->former_mask, nullptr);
}

void InterruptWatcher::on_signal(std::function<void()> action) {
  const std::lock_guard lock(state_->mutex);
  state_->action = std::move(action);
}

bool InterruptWatcher::interrupted() const {
  const std::lock_guard lock(state_->mutex);
  return state_->interrupted;
}

void InterruptWatcher::sleep(std::chrono::milliseconds time) const {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait_for(lock, time, [&] { return state_->interrupted; });
  lock.unlock();
  check();
}

void InterruptWatcher::check() const {
  if (interrupted()) throw Error(ErrorCode::Interrupted, "interrupted", "run again: what was done stays done");
}

}  // namespace pgreconcile::run
