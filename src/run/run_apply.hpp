#pragma once

#include <chrono>
#include <optional>

#include "reconciler/apply.hpp"
#include "reconciler/saved_plan.hpp"
#include "src/db/connection_target.hpp"
#include "src/model/database.hpp"
#include "src/run/compare.hpp"
#include "src/run/interrupt.hpp"
#include "src/run/progress_watcher.hpp"
#include "src/run/session_step_runner.hpp"

namespace pgreconcile::run {

enum class ProxyMode { None, Session };

/// Whether what is done is kept in pgreconcile.history.
enum class Recording { Off, On };

struct ApplyRunOptions {
  CompareOptions compare;
  reconciler::OnConflict on_conflict = reconciler::OnConflict::Refuse;
  ProxyMode proxy = ProxyMode::None;
  std::chrono::milliseconds max_wait = std::chrono::minutes(10);
  Recording recording = Recording::Off;
  /// No steps are run but its own; `compare` has its options.
  std::optional<reconciler::SavedPlan> saved;
  std::optional<WatchTimes> watch = WatchTimes{};  ///< std::nullopt: nobody wants to know what a long step is at
};

/// Makes the database what the file says, as far as additive DDL can: compares, and only where something is pending
/// takes the apply lock, compares again under it, and runs the steps.
/// Once it is known what is pending, whatever may pass is the result's failure: Ctrl-C, a lock that was not had in
/// time, a broken connection, after which the database is read again on another one. It is no failure where that finds
/// all done. With a saved plan, under the lock and before the first step: StalePlanError where it is no longer true.
/// Throws Error: what connecting and reading throw; Usage behind a pooler that is not vouched for, or that does not
/// pool by session; Permission on a standby or a read-only server; Interrupted, or TryAgain where the connection broke,
/// before it is known what is pending.
reconciler::Applied run_apply(const db::ConnectionTarget& target, const model::Database& desired,
                              const ApplyRunOptions& options, InterruptWatcher& interrupt, ApplyObserver& observer);

}  // namespace pgreconcile::run
