#include "src/run/interrupt.hpp"

#include <pthread.h>

#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <string>
#include <system_error>
#include <vector>

namespace pgreconcile::run {
namespace {

constexpr std::chrono::milliseconds kBetweenCancels{200};

bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

// What the caller wants ignored, as nohup or a shell in the background, stays so.
std::vector<int> signals_to_heed() {
  std::vector<int> signals{SIGINT, SIGTERM, SIGHUP};
  std::erase_if(signals, is_ignored);
  return signals;
}

sigset_t watched_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : signals_to_heed()) sigaddset(&signals, signal);
  sigaddset(&signals, SIGUSR1);
  return signals;
}

int exit_code_at_signals = EXIT_FAILURE;

// At Ctrl-C by the signal itself, which a shell calls 130: it ends a loop whose program ended so, and goes on after one
// that has dealt with it. The first process of a container outlives that.
[[noreturn]] void end_program(int signal) {
  if (signal == SIGINT) {
    std::signal(signal, SIG_DFL);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, signal);
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    std::raise(signal);
  }
  std::_Exit(exit_code_at_signals);
}

}  // namespace

Error interruption() { return {ErrorCode::Interrupted, "interrupted", "run again: what was done stays done"}; }

void end_at_signals(int exit_code) {
  exit_code_at_signals = exit_code;
  for (const int signal : signals_to_heed()) std::signal(signal, end_program);
}

struct InterruptWatcher::State {
  mutable std::mutex mutex;
  mutable std::condition_variable changed;
  bool interrupted = false;
  std::function<void()> action;
  Ending ending = Ending::Prompt;
  bool is_over = false;

  // SIGUSR1 is how the destructor ends the wait; one of somebody else's means nothing.
  static void watch(const std::shared_ptr<State>& state) {
    const auto signals = watched_signals();
    int signal = 0;
    while (sigwait(&signals, &signal) == 0) {
      const std::lock_guard lock(state->mutex);
      if (state->is_over) return;
      // A terminal that goes away says so more than once.
      const bool is_repeated = state->interrupted && (state->ending == Ending::Orderly || signal == SIGHUP);
      if (signal == SIGUSR1 || is_repeated) continue;
      // Nothing to cancel, or a second signal while cancelling takes its time.
      if (!state->action || state->interrupted) end_program(signal);
      state->interrupted = true;
      state->changed.notify_all();
    }
  }

  // After a signal, again and again: a request that comes between two statements cancels nothing.
  void cancel() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return interrupted || is_over; });
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
  const auto signals = watched_signals();
  pthread_sigmask(SIG_BLOCK, &signals, &former_mask_);
  try {
    // Made now, while that it cannot be had is an error like others, and left to itself, because a cancel request hangs
    // as long as the network does.
    std::thread([state = state_] { state->cancel(); }).detach();
    watcher_ = std::thread([state = state_] { State::watch(state); });
  } catch (const std::system_error& error) {
    throw Error(ErrorCode::TryAgain, std::string("no thread can be made: ") + error.what(),
                "run again when fewer processes run, or raise their limit (ulimit -u)");
  }
}

InterruptWatcher::~InterruptWatcher() {
  on_signal({});
  {
    const std::lock_guard lock(state_->mutex);
    state_->is_over = true;
    state_->changed.notify_all();
  }
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
