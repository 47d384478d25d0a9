#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "introspect/activity.hpp"
#include "reconciler/apply.hpp"

namespace pgreconcile::run {

/// Another host's apply holds the apply lock. Said once, and again when the holder changes.
struct WaitingForApply {
  std::optional<introspect::ApplyLockHolder> holder;  ///< std::nullopt where nobody can be seen
};

/// Other DDL, such as another host's apply, changes the catalog while it is read. Said once for each reading.
struct WaitingForCatalog {};

struct StepStarted {
  const reconciler::Step& step;
};

/// What a step that begins now, which must run alone, will wait for before it ends.
struct WaitingForTransactions {
  const reconciler::Step& step;
  std::vector<introspect::OldTransaction> transactions;  ///< not empty
};

/// A look at a step that runs for a while already.
struct StepObserved {
  const reconciler::Step& step;
  introspect::StatementProgress progress;
  std::chrono::milliseconds elapsed;
};

enum class StepEnd { Done, Failed };

struct StepEnded {
  const reconciler::Step& step;
  StepEnd end;
  std::chrono::milliseconds elapsed;
};

/// A lock was not had in time: the same is tried again after a pause.
struct LockMissed {
  reconciler::Retry retry;
  std::vector<introspect::ConflictingLock> locks;  ///< empty where whoever holds it cannot be seen, or is gone
};

/// Progress cannot be watched, which stops nothing.
struct NotWatching {
  std::string reason;
};

/// The record lacks the end of this run, which says nothing about the run itself.
struct NotRecorded {
  std::string reason;
};

/// Whom a run tells what it does: one call at a time, from two threads. A StepObserved stands between the StepStarted and
/// the StepEnded of its step.
class ApplyObserver {
 public:
  virtual ~ApplyObserver() = default;

  virtual void on(const WaitingForApply& event) = 0;
  virtual void on(const WaitingForCatalog& event) = 0;
  virtual void on(const StepStarted& event) = 0;
  virtual void on(const WaitingForTransactions& event) = 0;
  virtual void on(const StepObserved& event) = 0;
  virtual void on(const StepEnded& event) = 0;
  virtual void on(const LockMissed& event) = 0;
  virtual void on(const NotWatching& event) = 0;
  virtual void on(const NotRecorded& event) = 0;
};

}  // namespace pgreconcile::run
