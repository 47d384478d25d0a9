#include "src/run/session_step_runner.hpp"

#include <algorithm>

namespace pgreconcile::run {

SessionStepRunner::SessionStepRunner(db::Session& session, sql::Repair repair, const InterruptWatcher& interrupt,
                                     const ApplyObserver& observer)
    : session_(session), repair_(repair), interrupt_(interrupt), observer_(observer) {}

void SessionStepRunner::run(std::span<const reconciler::Step> transaction) {
  interrupt_.check();
  const bool needs_transaction = transaction.size() > 1;
  std::size_t position = 0;
  try {
    if (needs_transaction) session_.begin();
    for (; position < transaction.size(); ++position) run_step(transaction[position]);
    if (needs_transaction) session_.commit();
    done_.insert(done_.end(), transaction.begin(), transaction.end());
  } catch (const Error& error) {
    if (needs_transaction) rollback();
    interrupt_.check();  // a statement that Ctrl-C cancelled says only that it was cancelled
    // What fails at the end, when deferred constraints are checked, is laid to the last step.
    throw reconciler::StepError(error, std::min(position, transaction.size() - 1));
  }
}

void SessionStepRunner::run_step(const reconciler::Step& step) {
  if (observer_.started) observer_.started(step);
  const auto statement = sql::admit(step.sql, repair_);
  if (timeouts_ != step.timeouts) {
    timeouts_.reset();  // a rollback would undo what SET did in the transaction
    session_.set_timeouts(step.timeouts);
    timeouts_ = step.timeouts;
  }
  session_.execute(statement);
}

void SessionStepRunner::rollback() noexcept {
  timeouts_.reset();
  try {
    session_.rollback();
  } catch (const std::exception&) {
    // The connection is gone, and the transaction with it: the error that led here says so.
  }
}

void SessionStepRunner::wait(std::chrono::milliseconds time) {
  if (observer_.retrying) observer_.retrying(time);
  interrupt_.sleep(time);
}

std::chrono::milliseconds SessionStepRunner::now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

double SessionStepRunner::jitter() { return std::uniform_real_distribution<double>(0.0, 1.0)(random_); }

}  // namespace pgreconcile::run
