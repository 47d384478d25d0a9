#pragma once

#include <optional>
#include <random>

#include "reconciler/apply.hpp"
#include "src/db/session.hpp"
#include "src/run/apply_observer.hpp"
#include "src/run/interrupt.hpp"
#include "src/sql/additive_gate.hpp"

namespace pgreconcile::run {

/// Runs steps on a session: each statement through the additive gate right before it is sent, with its own timeouts.
class SessionStepRunner : public reconciler::StepRunner {
 public:
  SessionStepRunner(db::Session& session, sql::Repair repair, const InterruptWatcher& interrupt,
                    ApplyObserver& observer);

  void run(std::span<const reconciler::Step> transaction) override;
  void wait(const reconciler::Retry& retry) override;
  std::chrono::milliseconds now() override;
  double jitter() override;

 private:
  void run_step(const reconciler::Step& step);
  void execute(const reconciler::Step& step);
  void name_old_transactions(const reconciler::Step& step);
  Error explained(const Error& error, const reconciler::Step& step);
  void rollback() noexcept;

  db::Session& session_;
  sql::Repair repair_;
  const InterruptWatcher& interrupt_;
  ApplyObserver& observer_;
  std::optional<Timeouts> timeouts_;
  std::vector<introspect::ConflictingLock> missed_;  // what the last failure was about
  std::mt19937 random_{std::random_device{}()};
};

}  // namespace pgreconcile::run
