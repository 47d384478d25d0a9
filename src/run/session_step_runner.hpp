#pragma once

#include <functional>
#include <random>

#include "reconciler/apply.hpp"
#include "src/db/session.hpp"
#include "src/run/interrupt.hpp"
#include "src/sql/additive_gate.hpp"

namespace pgreconcile::run {

/// What a run tells whoever waits for it. All may be empty.
struct ApplyObserver {
  std::function<void(const reconciler::Step&)> started;
  /// A lock was not had in time; the same is tried again after this time.
  std::function<void(std::chrono::milliseconds)> retrying;
  /// Another host's apply holds the apply lock. Said once.
  std::function<void()> waiting_for_apply;
};

/// Runs steps on a session: each statement through the additive gate right before it is sent, with its own timeouts.
class SessionStepRunner : public reconciler::StepRunner {
 public:
  SessionStepRunner(db::Session& session, sql::Repair repair, const InterruptWatcher& interrupt,
                    const ApplyObserver& observer);

  void run(std::span<const reconciler::Step> transaction) override;
  void wait(std::chrono::milliseconds time) override;
  std::chrono::milliseconds now() override;
  double jitter() override;

  /// The steps that are known to have been done.
  const std::vector<reconciler::Step>& done() const { return done_; }

 private:
  void run_step(const reconciler::Step& step);
  void rollback() noexcept;

  db::Session& session_;
  sql::Repair repair_;
  const InterruptWatcher& interrupt_;
  const ApplyObserver& observer_;
  std::optional<Timeouts> timeouts_;
  std::vector<reconciler::Step> done_;
  std::mt19937 random_{std::random_device{}()};
};

}  // namespace pgreconcile::run
