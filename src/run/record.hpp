#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "reconciler/apply.hpp"
#include "src/db/connection_target.hpp"
#include "src/db/session.hpp"
#include "src/model/database.hpp"
#include "src/run/apply_observer.hpp"

namespace pgreconcile::run {

/// Keeps a run in pgreconcile.history: a row when it begins and another when it ends, because nothing that is written
/// is changed again. Between the two it passes on what is observed, and notes how long each step took.
class Record : public ApplyObserver {
 public:
  /// REQUIRES: `desired` and `next` outlive it.
  Record(db::ConnectionTarget target, const model::Database& desired, ApplyObserver& next);

  /// Makes the table where there is none, and writes the first row.
  /// REQUIRES: the session has the apply lock, and is prepared for DDL.
  /// Throws Error where that fails: an apply whose record cannot be kept runs nothing.
  void begin(db::Session& session, const std::vector<reconciler::Step>& steps);

  /// Where begin() was called, writes the second row, on a connection of its own where the session's broke. What was
  /// applied stays applied: where this fails the observer is told, and nothing is thrown.
  void end(db::Session& session, const reconciler::Applied& applied);

  void on(const WaitingForApply& event) override { next_.on(event); }
  void on(const WaitingForCatalog& event) override { next_.on(event); }
  void on(const StepStarted& event) override { next_.on(event); }
  void on(const WaitingForTransactions& event) override { next_.on(event); }
  void on(const StepObserved& event) override { next_.on(event); }
  void on(const StepEnded& event) override;
  void on(const LockMissed& event) override { next_.on(event); }
  void on(const NotWatching& event) override { next_.on(event); }
  void on(const NotRecorded& event) override { next_.on(event); }

 private:
  db::HistoryRow row(std::string event, std::string steps) const;
  void add(db::Session& session, const db::HistoryRow& row);
  void add_anew(const db::HistoryRow& row);
  std::string steps_text(const reconciler::Applied& applied) const;

  db::ConnectionTarget target_;
  const model::Database& desired_;
  ApplyObserver& next_;
  std::string run_;                                             // empty where nothing is recorded
  std::map<std::string, std::chrono::milliseconds> durations_;  // of each statement's last try
};

}  // namespace pgreconcile::run
