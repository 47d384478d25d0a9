#include "src/db/answer_deadline.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace pgreconcile::db {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::hours kLong{24 * 365};

}  // namespace

struct AnswerDeadline::State {
  // A file descriptor of its own: that of libpq may belong to something else as soon as it has closed it.
  explicit State(int connected) : socket(fcntl(connected, F_DUPFD_CLOEXEC, 0)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (socket >= 0) close(socket);
  }

  const int socket;
  mutable std::mutex mutex;
  std::condition_variable_any changed;
  std::optional<Clock::time_point> until;  // std::nullopt: nothing is awaited, or as long as it takes
  bool is_awaited = false;
  bool has_passed = false;

  void hang_up() const { shutdown(socket, SHUT_RDWR); }

  void await(const Time& time) {
    const std::lock_guard lock(mutex);
    is_awaited = true;
    until = time ? std::optional(Clock::now() + *time) : std::nullopt;
    changed.notify_all();
  }
  void stop_awaiting() {
    const std::lock_guard lock(mutex);
    is_awaited = false;
    until.reset();
  }
  void shorten(std::chrono::milliseconds time) {
    const std::lock_guard lock(mutex);
    if (!is_awaited) return;
    const auto sooner = Clock::now() + time;
    until = until ? std::min(*until, sooner) : sooner;
    changed.notify_all();
  }

  void watch(const std::stop_token& stop) {
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      // What is no longer awaited wakes nobody, so that a short statement costs no more than a long one.
      const auto next = until.value_or(Clock::now() + kLong);
      changed.wait_until(lock, stop, next, [&] { return until && *until < next; });
      if (!until || Clock::now() < *until) continue;
      has_passed = true;
      until.reset();
      hang_up();
    }
  }
};

AnswerDeadline::AnswerDeadline(int socket) : state_(std::make_shared<State>(socket)) {}

AnswerDeadline::~AnswerDeadline() = default;

AnswerDeadline::Wait::Wait(AnswerDeadline& deadline, const Time& time) : deadline_(deadline) {
  if (!deadline.watch_.joinable()) {
    deadline.watch_ = std::jthread([state = deadline.state_](const std::stop_token& stop) { state->watch(stop); });
  }
  deadline.state_->await(time);
}

AnswerDeadline::Wait::~Wait() { deadline_.state_->stop_awaiting(); }

bool AnswerDeadline::has_passed() const {
  const std::lock_guard lock(state_->mutex);
  return state_->has_passed;
}

std::function<void()> AnswerDeadline::shortener(std::chrono::milliseconds time) const {
  return [state = state_, time] { state->shorten(time); };
}

std::function<void()> AnswerDeadline::hanger_up() const {
  return [state = state_] { state->hang_up(); };
}

}  // namespace pgreconcile::db
