#include "src/run/interrupt.hpp"

#include <pthread.h>

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>

namespace pgreconcile::run {
namespace {

constexpr std::chrono::milliseconds kBetweenCancels{200};

bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

sigset_t watched_signals(Ending ending) {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaddset(&signals, signal);
  if (ending == Ending::Orderly && !is_ignored(SIGHUP)) sigaddset(&signals, SIGHUP);
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

Error interruption() { return {ErrorCode::Interrupted, "interrupted", "run again: what was done stays done"}; }

struct InterruptWatcher::State {
  mutable std::mutex mutex;
  mutable std::condition_variable changed;
  bool interrupted = false;
  std::function<void()> action;
  Ending ending = Ending::Prompt;

  // SIGUSR1 is how the destructor ends the wait.
  static void watch(const std::shared_ptr<State>& state) {
    const auto signals = watched_signals(state->ending);
    int signal = 0;
    while (sigwait(&signals, &signal) == 0 && signal != SIGUSR1) {
      const std::lock_guard lock(state->mutex);
      if (state->interrupted && state->ending == Ending::Orderly) continue;
      // Nothing to cancel, or a second signal while cancelling takes its time.
      if (!state->action || state->interrupted) end_program(signal);
      state->interrupted = true;
      state->changed.notify_all();
      // On its own, because a cancel request hangs as long as the network does.
      std::thread([state] { state->cancel(); }).detach();
    }
  }

  // Again and again: a request that comes between two statements cancels nothing.
  void cancel() {
    std::unique_lock lock(mutex);
    while (action) {
      const auto cancel_once = action;
      lock.unlock();
      cancel_once();
      lock.lock();
      changed.wait_for(lock, kBetweenCancels, [&] { return !action; });
    }
  }
};

InterruptWatcher::InterruptWatcher(Ending ending) : state_(std::make_shared<State>()) {
  state_->ending = ending;
  const auto signals = watched_signals(ending);
  pthread_sigmask(SIG_BLOCK, &signals, &former_mask_);
  watcher_ = std::thread([state = state_] { State::watch(state); });
}

InterruptWatcher::~InterruptWatcher() {
  on_signal({});
  pthread_kill(watcher_.native_handle(), SIGUSR1);
  watcher_.join();
  pthread_sigmask(SIG_SETMASK, &former_mask_, nullptr);
}

std::function<void()> InterruptWatcher::on_signal(std::function<void()> action) {
  const std::lock_guard lock(state_->mutex);
  std::swap(state_->action, action);
  state_->changed.notify_all();
  return action;
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
  if (interrupted()) throw interruption();
}

}  // namespace pgreconcile::run
