#include "src/run/run_apply.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/error.hpp"

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

Error another_apply_runs(const std::optional<introspect::ApplyLockHolder>& holder) {
  return {ErrorCode::TryAgain,
          fmt::format("another apply runs on this database, and did not end in time: {}", to_string(holder)),
          "run again when it is done, or wait longer with --max-wait"};
}

// Everything that one attempt on one connection needs.
class ApplyRun {
 public:
  ApplyRun(const db::ConnectionTarget& target, const model::Database& desired, const ApplyRunOptions& options,
           InterruptWatcher& interrupt, ApplyObserver& observer)
      : target_(target),
        session_(target),
        desired_(desired),
        options_(options),
        interrupt_(interrupt),
        watcher_(observer),
        runner_(session_, interrupt, watcher_) {
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
      return {{}, {}, std::move(comparison.plan)};
    }
    session_.prepare_for_ddl(comparison.plan.search_path);
    const auto deadline = runner_.now() + options_.max_wait;
    take_lock(deadline);
    if (options_.watch) watcher_.watch(session_.same_server(target_), comparison.session.backend_pid, *options_.watch);
    auto plan = compare(session_, desired_, options_.compare).plan;
    const auto read_and_plan = [&] {
      interrupt_.check();
      return compare(session_, desired_, options_.compare).plan;
    };
    return reconciler::apply(plan, runner_, read_and_plan, {deadline - runner_.now(), options_.on_conflict});
  }

 private:
  void take_lock(milliseconds deadline) {
    std::optional<introspect::ApplyLockHolder> holder;
    for (auto longest = kFirstPoll; !session_.try_advisory_lock(); longest = std::min(2 * longest, kLongestPoll)) {
      auto now_held_by = introspect::apply_lock_holder(session_);
      if (runner_.now() >= deadline) throw another_apply_runs(now_held_by);
      if (longest == kFirstPoll || (now_held_by && now_held_by != holder)) watcher_.on(WaitingForApply{now_held_by});
      holder = std::move(now_held_by);
      // At least half the time, so that many hosts do not poll a server to death.
      interrupt_.sleep(std::chrono::duration_cast<milliseconds>(longest * (0.5 + runner_.jitter() / 2)));
    }
  }

  const db::ConnectionTarget& target_;
  db::Session session_;
  const model::Database& desired_;
  const ApplyRunOptions& options_;
  InterruptWatcher& interrupt_;
  ProgressWatcher watcher_;
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
                              const ApplyRunOptions& options, InterruptWatcher& interrupt, ApplyObserver& observer) {
  std::optional<ApplyRun> run;
  try {
    run.emplace(target, desired, options, interrupt, observer);
    auto applied = run->run();
    // What a cancelled step has left, such as an invalid index, only the catalog knows.
    auto left = interrupt.interrupted() ? read_anew(target, desired, options) : std::nullopt;
    if (left) applied.left = std::move(*left);
    return applied;
  } catch (const Error& error) {
    const bool has_done_steps = run && !run->done().empty();
    if (!has_done_steps) interrupt.check();  // a query that Ctrl-C cancelled says only that it was cancelled
    const bool is_lost = error.is_lost_connection() && error.code() == ErrorCode::TryAgain;
    if (!is_lost && !interrupt.interrupted()) throw;
    auto plan = run ? read_anew(target, desired, options) : std::nullopt;
    if (!plan) interrupt.check();
    const bool is_enough = plan && (interrupt.interrupted() || plan->status() == reconciler::Status::Converged);
    if (!is_enough) throw;
    return {run->done(), {}, std::move(*plan)};
  }
}

}  // namespace pgreconcile::run
