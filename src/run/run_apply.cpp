#include "src/run/run_apply.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/error.hpp"
#include "src/run/saved_plan.hpp"

namespace pgreconcile::run {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPoll{50};
constexpr milliseconds kLongestPoll{2000};

void check_writable(const db::SessionFacts& facts, ProxyMode proxy) {
  if (facts.in_recovery) {
    throw Error(ErrorCode::Permission, "the server is a standby", "apply on the primary; plan and drift work here too");
  }
  if (facts.read_only) {
    throw Error(ErrorCode::Permission, "the server or the role is read-only (default_transaction_read_only)",
                "apply as a role that may write");
  }
  if (facts.behind_proxy && proxy == ProxyMode::None) {
    throw Error(ErrorCode::Usage, "there is a connection pooler between pgreconcile and the server",
                "connect to the server itself, or say --proxy session if the pooler pools by session");
  }
}

sql::Repair repair_of(const ApplyRunOptions& options) {
  return options.compare.diff.invalid_indexes == reconciler::InvalidIndexes::Repaired ? sql::Repair::Allowed
                                                                                      : sql::Repair::Refused;
}

// Everything that one attempt on one connection needs.
class ApplyRun {
 public:
  ApplyRun(const db::ConnectionTarget& target, const model::Database& desired, const ApplyRunOptions& options,
           InterruptWatcher& interrupt, const ApplyObserver& observer)
      : session_(target),
        desired_(desired),
        options_(options),
        interrupt_(interrupt),
        observer_(observer),
        runner_(session_, repair_of(options), interrupt, observer) {
    interrupt_.on_signal(session_.canceller());
  }
  ~ApplyRun() { interrupt_.on_signal({}); }
  const std::vector<reconciler::Step>& done() const { return runner_.done(); }
  ApplyRun(const ApplyRun&) = delete;
  ApplyRun& operator=(const ApplyRun&) = delete;

  reconciler::Applied run() {
    auto comparison = compare(session_, desired_, options_.compare);
    check_writable(comparison.session, options_.proxy);
    if (comparison.plan.steps.empty() || reconciler::refuses(comparison.plan, options_.on_conflict)) {
      check_saved(comparison);
      return {{}, {}, std::move(comparison.plan)};
    }
    session_.prepare_for_ddl(comparison.plan.search_path);
    const auto deadline = runner_.now() + options_.max_wait;
    take_lock(deadline);
    comparison = compare(session_, desired_, options_.compare);
    check_saved(comparison);
    const auto read_and_plan = [&] {
      interrupt_.check();
      return compare(session_, desired_, options_.compare).plan;
    };
    return reconciler::apply(comparison.plan, runner_, read_and_plan,
                             {deadline - runner_.now(), options_.on_conflict, agreed_steps()});
  }

 private:
  void check_saved(const Comparison& comparison) const {
    if (options_.saved) agreement_with(*options_.saved, comparison, desired_);
  }

  std::optional<std::vector<reconciler::Step>> agreed_steps() const {
    return options_.saved ? std::optional(options_.saved->steps) : std::nullopt;
  }

  void take_lock(milliseconds deadline) {
    for (auto longest = kFirstPoll; !session_.try_advisory_lock(); longest = std::min(2 * longest, kLongestPoll)) {
      if (runner_.now() >= deadline) {
        throw Error(ErrorCode::TryAgain, "another apply runs on this database, and did not end in time",
                    "run again when it is done, or wait longer with --max-wait");
      }
      if (longest == kFirstPoll && observer_.waiting_for_apply) observer_.waiting_for_apply();
      // At least half the time, so that many hosts do not poll a server to death.
      interrupt_.sleep(std::chrono::duration_cast<milliseconds>(longest * (0.5 + runner_.jitter() / 2)));
    }
  }

  db::Session session_;
  const model::Database& desired_;
  const ApplyRunOptions& options_;
  InterruptWatcher& interrupt_;
  const ApplyObserver& observer_;
  SessionStepRunner runner_;
};

// Whether the work was done all the same, read on a connection of its own.
std::optional<reconciler::Plan> read_anew(const db::ConnectionTarget& target, const model::Database& desired,
                                          const ApplyRunOptions& options) {
  try {
    db::Session session(target);
    return compare(session, desired, options.compare).plan;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

reconciler::Applied run_apply(const db::ConnectionTarget& target, const model::Database& desired,
                              const ApplyRunOptions& options, InterruptWatcher& interrupt,
                              const ApplyObserver& observer) {
  std::optional<ApplyRun> run;
  try {
    run.emplace(target, desired, options, interrupt, observer);
    return run->run();
  } catch (const Error& error) {
    interrupt.check();  // a query that Ctrl-C cancelled says only that it was cancelled
    if (!error.is_lost_connection() || error.code() != ErrorCode::TryAgain) throw;
    auto plan = read_anew(target, desired, options);
    if (!run || !plan || plan->status() != reconciler::Status::Converged) throw;
    return {run->done(), {}, std::move(*plan)};
  }
}

}  // namespace pgreconcile::run
