#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reconciler/plan.hpp"
#include "src/base/error.hpp"

namespace pgreconcile::reconciler {

/// The error of one step of several that run together.
class StepError : public Error {
 public:
  StepError(const Error& error, std::size_t position) : Error(error), position_(position) {}

  /// Which of the steps that were run together, from 0.
  std::size_t position() const { return position_; }

 private:
  std::size_t position_;
};

/// The same is tried again after a pause, because what it needs was locked.
struct Retry {
  Step step;
  Error error;
  int tries = 0;  ///< so far
  std::chrono::milliseconds pause{0};
};

/// What applying a plan needs of the world. Tests give it one that fails at step N.
class StepRunner {
 public:
  virtual ~StepRunner() = default;

  /// Runs the steps of one transaction, or one step that must run alone. Throws StepError; then nothing of a transaction
  /// was done, while a step that ran alone may have left something (an invalid index). Throws Error(Interrupted) where
  /// the user stops it.
  virtual void run(std::span<const Step> transaction) = 0;
  /// Waits for the pause. Throws Error(Interrupted) where the user stops it.
  virtual void wait(const Retry& retry) = 0;
  /// Time since some fixed moment.
  virtual std::chrono::milliseconds now() = 0;
  /// A number from 0 to 1, evenly spread: hosts that wait for each other must not wake up together.
  virtual double jitter() = 0;
};

/// Reads the database again and compares it with the file.
using ReadAndPlan = std::function<Plan()>;

enum class OnConflict {
  Refuse,  ///< nothing is applied while a conflict stands, other than an invalid index
  Skip,    ///< the steps that there are run all the same
};

/// True where a difference of the plan forbids running its steps.
bool refuses(const Plan& plan, OnConflict on_conflict);

struct ApplyOptions {
  /// How long to go on trying in all.
  std::chrono::milliseconds max_wait = std::chrono::minutes(10);
  OnConflict on_conflict = OnConflict::Refuse;
  /// Of a saved plan: a plan that is made anew is run only where it is the rest of these.
  std::optional<std::vector<Step>> agreed = {};
};

/// Why a run did not come to its end.
struct Failure {
  std::optional<Step> step;  ///< the one that failed for good; std::nullopt: none ran at that time
  Error error;
};

/// Whether the database was read after the last step.
enum class Proof { Read, NotRead };

struct Applied {
  std::vector<Step> done;  ///< in order; ids are those of the plan that each belonged to
  std::optional<Failure> failure;
  Plan left;  ///< what the database still lacks; where it was not read, what the plan had and was not done
  Proof proof = Proof::Read;

  /// Converged only where the database was read.
  Status status() const;
  /// An index build that failed has left an index which only --repair-invalid-indexes builds anew: to run the same again
  /// does not help.
  bool has_left_invalid_index() const;
};

/// What to do about an error of a step.
enum class Recovery {
  Retry,      ///< nothing was done: wait, and run the same again
  ReadAgain,  ///< somebody else may have done it: read and plan again
  GiveUp,
};

/// By SQLSTATE, and by whether the step leaves nothing behind when it fails.
Recovery recovery_for(const Error& error, const Step& step);

/// Runs the plan's steps to the end or to a failure, and reads again: success is what the catalog says afterwards. Runs
/// nothing of a plan that it refuses, be it the first or one that was made anew.
/// REQUIRES: the caller holds the apply lock, and the plan was made under it.
/// Where the user stops it, or the connection breaks, it reads no more: the failure is of the first step that is not known
/// to have been done, or of none where that was while reading.
Applied apply(const Plan& plan, StepRunner& runner, const ReadAndPlan& read_and_plan, const ApplyOptions& options);

}  // namespace pgreconcile::reconciler
