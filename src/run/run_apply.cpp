#include "src/run/run_apply.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/error.hpp"
#include "src/db/pooling.hpp"
#include "src/run/record.hpp"
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
                "turn that setting off for this role, database or server, or apply as a role that may write");
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

// What the same apply may not meet when it is run again: there is something left for it to do.
bool is_passing(const Error& error) {
  return error.code() == ErrorCode::TryAgain || error.code() == ErrorCode::Interrupted;
}

bool is_lost(const Error& error) { return error.is_lost_connection() && error.code() == ErrorCode::TryAgain; }

// What came of the statement that ran then may be more than what was read before it.
reconciler::Proof proof_after(const Error& error) {
  return is_lost(error) ? reconciler::Proof::NotRead : reconciler::Proof::Read;
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
           InterruptWatcher& interrupt, Record& record)
      : target_(target),
        session_(target),
        desired_(desired),
        options_(options),
        interrupt_(interrupt),
        record_(record),
        watcher_(record),
        runner_(session_, repair_of(options), interrupt, watcher_),
        cancelling_(interrupt, session_.canceller()) {}

  db::Session& session() { return session_; }

  reconciler::Applied run() {
    auto first = settled_comparison();
    check_writable(first.session, options_.proxy);
    reconciler::check_index_builds(first.plan);
    if (!wants_turn(first.plan)) {
      check_saved(first);
      return {{}, {}, std::move(first.plan)};
    }
    try {
      return run_in_turn(first);
    } catch (const Error& error) {
      const auto cause = interrupt_.interrupted() ? interruption() : error;
      if (!is_passing(cause)) throw;
      return {{}, reconciler::Failure{{}, cause}, std::move(first.plan), proof_after(cause)};
    }
  }

 private:
  bool runs_steps(const reconciler::Plan& plan) const {
    return !plan.steps.empty() && !reconciler::refuses(plan, options_.on_conflict);
  }

  // An index that is not valid may be one that another host builds, under the apply lock.
  bool wants_turn(const reconciler::Plan& plan) const {
    const bool may_be_unfinished = plan.count(reconciler::DifferenceClass::Invalid) > 0;
    return runs_steps(plan) || (may_be_unfinished && !reconciler::refuses(plan, options_.on_conflict));
  }

  void check_saved(const Comparison& comparison) const {
    if (options_.saved) agreement_with(*options_.saved, comparison, desired_);
  }

  std::optional<std::vector<reconciler::Step>> agreed_steps() const {
    return options_.saved ? std::optional(options_.saved->steps) : std::nullopt;
  }

  // When waiting is over, all in all: it begins with whatever is waited for first.
  milliseconds deadline() {
    if (!deadline_) deadline_ = runner_.now() + options_.max_wait;
    return *deadline_;
  }

  // DDL changes the catalog while it is read, such as that of another apply, and is waited for like its lock.
  Comparison settled_comparison() {
    for (auto longest = kFirstPoll;; pause(longest)) {
      try {
        return compare(session_, desired_, options_.compare);
      } catch (const introspect::CatalogUnsettledError&) {
        if (runner_.now() >= deadline()) throw;
        if (longest == kFirstPoll) watcher_.on(WaitingForCatalog{});
      }
    }
  }

  reconciler::Applied run_in_turn(const Comparison& first) {
    if (first.session.behind_proxy) db::check_pooled_by_session(session_, first.session, target_);
    resolve_names_in(first.plan.search_path);
    take_lock();
    if (options_.watch) watcher_.watch(session_.same_server(target_), first.session.backend_pid, *options_.watch);
    const auto comparison = settled_comparison();
    reconciler::check_index_builds(comparison.plan);
    check_saved(comparison);
    resolve_names_in(comparison.plan.search_path);
    if (options_.recording == Recording::On && runs_steps(comparison.plan))
      record_.begin(session_, comparison.plan.steps);
    const auto read_and_plan = [&] {
      interrupt_.check();
      return plan_now();
    };
    return reconciler::apply(comparison.plan, runner_, read_and_plan,
                             {deadline() - runner_.now(), options_.on_conflict, agreed_steps()});
  }

  reconciler::Plan plan_now() {
    try {
      auto plan = settled_comparison().plan;
      resolve_names_in(plan.search_path);
      return plan;
    } catch (const Error&) {
      interrupt_.check();  // a query that Ctrl-C cancelled says only that it was cancelled
      throw;
    }
  }

  // Where a schema or an extension came meanwhile, it is another path than before.
  void resolve_names_in(const std::vector<sql::Identifier>& search_path) {
    if (search_path_ == search_path) return;
    session_.prepare_for_ddl(search_path);
    search_path_ = search_path;
  }

  void take_lock() {
    std::optional<introspect::ApplyLockHolder> holder;
    for (auto longest = kFirstPoll; !session_.try_advisory_lock(); pause(longest)) {
      auto now_held_by = introspect::apply_lock_holder(session_);
      if (runner_.now() >= deadline()) throw another_apply_runs(now_held_by);
      if (longest == kFirstPoll || (now_held_by && now_held_by != holder)) watcher_.on(WaitingForApply{now_held_by});
      holder = std::move(now_held_by);
    }
  }

  // At least half of `longest`, which doubles, so that many hosts do not poll a server to death.
  void pause(milliseconds& longest) {
    interrupt_.sleep(std::chrono::duration_cast<milliseconds>(longest * (0.5 + runner_.jitter() / 2)));
    longest = std::min(2 * longest, kLongestPoll);
  }

  const db::ConnectionTarget& target_;
  db::Session session_;
  const model::Database& desired_;
  const ApplyRunOptions& options_;
  InterruptWatcher& interrupt_;
  Record& record_;
  ProgressWatcher watcher_;
  SessionStepRunner runner_;
  OnSignal cancelling_;
  std::optional<std::vector<sql::Identifier>> search_path_;
  std::optional<milliseconds> deadline_;
};

// What the database lacks, read on a connection of its own.
std::optional<reconciler::Plan> read_anew(const db::ConnectionTarget& target, const model::Database& desired,
                                          const ApplyRunOptions& options) {
  try {
    db::Session session(target);
    return compare(session, desired, options.compare).plan;
  } catch (const Error&) {
    return std::nullopt;
  }
}

// What a cancelled step has left, such as an invalid index, and whether a lost one was done, only the catalog knows.
void read_what_was_not(reconciler::Applied& applied, const db::ConnectionTarget& target, const model::Database& desired,
                       const ApplyRunOptions& options) {
  if (applied.proof == reconciler::Proof::Read) return;
  auto left = read_anew(target, desired, options);
  if (!left) return;
  applied.left = std::move(*left);
  applied.proof = reconciler::Proof::Read;
  // Whatever failed but a step of its own fault is mended by that.
  const auto& failure = applied.failure;
  const bool was_in_the_way = failure && (!failure->step || is_lost(failure->error));
  if (was_in_the_way && applied.status() == reconciler::Status::Converged) applied.failure.reset();
}

// To run the same again would meet the index that a failed build has left.
void hint_at_repair(reconciler::Applied& applied) {
  if (!applied.has_left_invalid_index()) return;
  const auto& error = applied.failure->error;
  auto hint = error.hint();
  if (hint.empty()) hint = error.code() == ErrorCode::Failure ? "mend what failed, and run again" : "run again";
  applied.failure->error =
      Error(error.code(), error.what(), hint + "; --repair-invalid-indexes builds the invalid index anew")
          .with_sqlstate(error.sqlstate());
}

// `run` is where the attempt is made, and stays: its session is where the end is recorded.
reconciler::Applied attempt(std::optional<ApplyRun>& run, const db::ConnectionTarget& target,
                            const model::Database& desired, const ApplyRunOptions& options, InterruptWatcher& interrupt,
                            Record& record) {
  try {
    run.emplace(target, desired, options, interrupt, record);
    return run->run();
  } catch (const Error& error) {
    interrupt.check();  // a query that Ctrl-C cancelled says only that it was cancelled
    if (!run || !is_lost(error)) throw;
    auto plan = read_anew(target, desired, options);
    interrupt.check();
    if (!plan) throw;
    if (plan->status() == reconciler::Status::Converged) return {{}, {}, std::move(*plan)};
    return {{}, reconciler::Failure{{}, error}, std::move(*plan)};
  }
}

}  // namespace

reconciler::Applied run_apply(const db::ConnectionTarget& target, const model::Database& desired,
                              const ApplyRunOptions& options, InterruptWatcher& interrupt, ApplyObserver& observer) {
  Record record(target, desired, observer);
  std::optional<ApplyRun> run;
  auto applied = attempt(run, target, desired, options, interrupt, record);
  read_what_was_not(applied, target, desired, options);
  if (interrupt.interrupted() && !applied.failure) applied.failure = reconciler::Failure{{}, interruption()};
  hint_at_repair(applied);
  record.end(run->session(), applied);
  return applied;
}

}  // namespace pgreconcile::run
