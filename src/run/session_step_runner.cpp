#include "src/run/session_step_runner.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgreconcile::run {
namespace {

using std::chrono::milliseconds;

/// Transactions that live longer than most are worth a name before a step waits for their end.
constexpr std::chrono::seconds kOldTransaction{30};

std::vector<introspect::WantedLock> wanted_locks(const reconciler::Step& step) {
  std::vector<introspect::WantedLock> wanted;
  for (const auto& lock : step.locks) wanted.push_back({to_string(lock.mode), lock.table});
  return wanted;
}

std::vector<sql::QualifiedName> locked_tables(const reconciler::Step& step) {
  std::vector<sql::QualifiedName> tables;
  for (const auto& lock : step.locks) tables.push_back(lock.table);
  return tables;
}

/// What a connection that broke has left of the step: the server undoes a transaction that it was not asked to commit.
enum class Effect { None, Unknown };

Error with_effect(const Error& error, Effect effect) {
  const auto* known = effect == Effect::None ? "nothing of the step's transaction was done"
                                             : "whether the step was done is not known: it may have been committed";
  return Error(error.code(), fmt::format("{}; {}", error.what(), known),
               "run apply again: it reads what was done, and goes on from there")
      .with_sqlstate(error.sqlstate());
}

// What is only good to know must not stop an apply. A connection that is gone shows at the next statement.
template <typename Ask>
auto asked(Ask ask) -> decltype(ask()) {
  try {
    return ask();
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

SessionStepRunner::SessionStepRunner(db::Session& session, sql::Repair repair, const InterruptWatcher& interrupt,
                                     ApplyObserver& observer)
    : session_(session), repair_(repair), interrupt_(interrupt), observer_(observer) {}

void SessionStepRunner::run(std::span<const reconciler::Step> transaction) {
  interrupt_.check();
  const bool needs_transaction = transaction.size() > 1;
  std::size_t position = 0;
  try {
    if (needs_transaction) session_.begin();
    for (; position < transaction.size(); ++position) run_step(transaction[position]);
    if (needs_transaction) session_.commit();
  } catch (const Error& error) {
    if (needs_transaction) rollback();
    interrupt_.check();  // a statement that Ctrl-C cancelled says only that it was cancelled
    const auto effect = needs_transaction && position < transaction.size() ? Effect::None : Effect::Unknown;
    // What fails at the end, when deferred constraints are checked, is laid to the last step.
    position = std::min(position, transaction.size() - 1);
    throw reconciler::StepError(
        error.is_lost_connection() ? with_effect(error, effect) : explained(error, transaction[position]), position);
  }
}

void SessionStepRunner::run_step(const reconciler::Step& step) {
  observer_.on(StepStarted{step});
  const auto start = now();
  try {
    execute(step);
  } catch (...) {  // the observer looks at the step as long as it runs
    observer_.on(StepEnded{step, StepEnd::Failed, now() - start});
    throw;
  }
  observer_.on(StepEnded{step, StepEnd::Done, now() - start});
}

void SessionStepRunner::execute(const reconciler::Step& step) {
  const auto statement = sql::admit(step.sql, repair_);
  if (timeouts_ != step.timeouts) {
    timeouts_.reset();  // a rollback would undo what SET did in the transaction
    session_.set_timeouts(step.timeouts);
    timeouts_ = step.timeouts;
  }
  if (is_concurrent_build(step)) {
    name_old_transactions(step);
    interrupt_.check();  // Ctrl-C may have cancelled the question alone
  }
  session_.execute(statement);
}

void SessionStepRunner::name_old_transactions(const reconciler::Step& step) {
  auto transactions =
      asked([&] { return introspect::old_transactions(session_, locked_tables(step), kOldTransaction); });
  if (!transactions.empty()) observer_.on(WaitingForTransactions{step, std::move(transactions)});
}

// Names who held the lock that was not had in time, as far as they can be seen and still hold it.
Error SessionStepRunner::explained(const Error& error, const reconciler::Step& step) {
  missed_.clear();
  if (error.sqlstate() != "55P03") return error;
  missed_ = asked([&] { return introspect::conflicting_locks(session_, wanted_locks(step)); });
  return Error(error.code(), fmt::format("{}: {}", error.what(), introspect::to_string(missed_)), error.hint())
      .with_sqlstate(error.sqlstate());
}

void SessionStepRunner::rollback() noexcept {
  timeouts_.reset();
  try {
    session_.rollback();
  } catch (const std::exception&) {
    // The connection is gone, and the transaction with it: the error that led here says so.
  }
}

void SessionStepRunner::wait(const reconciler::Retry& retry) {
  observer_.on(LockMissed{retry, missed_});
  interrupt_.sleep(retry.pause);
}

milliseconds SessionStepRunner::now() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

double SessionStepRunner::jitter() { return std::uniform_real_distribution<double>(0.0, 1.0)(random_); }

}  // namespace pgreconcile::run
