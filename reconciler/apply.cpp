#include "reconciler/apply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "reconciler/saved_plan.hpp"

namespace pgreconcile::reconciler {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstWait{1000};
constexpr milliseconds kLongestWait{30000};
/// How often a plan may be made anew because somebody else changes the same things at the same time.
constexpr int kPlans = 10;

std::span<const Step> next_transaction(std::span<const Step> steps) {
  const auto& first = steps.front().transaction;
  if (!first) return steps.first(1);
  const auto end = std::ranges::find_if(steps, [&](const Step& step) { return step.transaction != first; });
  return steps.first(static_cast<std::size_t>(end - steps.begin()));
}

// Where two sessions that create the same thing meet. By whole names: the quotes around them depend on lc_messages.
constexpr auto kCatalogIndexes = std::to_array<std::string_view>(
    {"pg_class_relname_nsp_index", "pg_constraint_conrelid_contypid_conname_index", "pg_extension_name_index",
     "pg_namespace_nspname_index", "pg_type_typname_nsp_index"});

bool is_catalog_race(const Error& error) {
  // The loser of two sessions that create the same thing: https://www.postgresql.org/docs/current/errcodes-appendix.html
  constexpr auto kStates = std::to_array<std::string_view>({"42710", "42P07", "42P06", "42701"});
  if (std::ranges::find(kStates, error.sqlstate()) != kStates.end()) return true;
  const std::string_view message = error.what();
  const auto names = [&](std::string_view text) { return message.find(text) != std::string_view::npos; };
  if (error.sqlstate() == "23505") return std::ranges::any_of(kCatalogIndexes, names);
  return error.sqlstate() == "XX000" && names("tuple concurrently updated");
}

bool is_same_failure(const std::optional<Failure>& a, const std::optional<Failure>& b) {
  return a && b && a->step->sql == b->step->sql && a->error.sqlstate() == b->error.sqlstate();
}

bool is_transient(const std::optional<Failure>& failure) {
  return failure && failure->error.code() == ErrorCode::TryAgain;
}

Error no_longer_agreed(const Error& error) {
  return Error(ErrorCode::StalePlan,
               fmt::format("the saved plan is no longer true, somebody else changes the same: {}", error.what()),
               "make a new plan")
      .with_sqlstate(error.sqlstate());
}

// A race for which the server has but the code of its own bugs passes like all others.
Error as_passing(const Error& error) {
  if (error.sqlstate() != "XX000" || !is_catalog_race(error)) return error;
  return Error(ErrorCode::TryAgain, error.what(), "somebody else changes the same; try again")
      .with_sqlstate(error.sqlstate());
}

class Application {
 public:
  Application(StepRunner& runner, const ReadAndPlan& read_and_plan, const ApplyOptions& options)
      : runner_(runner), read_and_plan_(read_and_plan), options_(options), deadline_(runner.now() + options.max_wait) {}

  Applied run(const Plan& plan) {
    if (refuses(plan, options_.on_conflict)) return {{}, {}, plan};
    auto outcome = run_steps(plan);
    for (int plans = 1; outcome == Outcome::ReadAgain && plans < kPlans && !applied_.left.steps.empty(); ++plans) {
      if (refuses(applied_.left, options_.on_conflict)) {
        applied_.failure.reset();  // what the other one did is a conflict, which says it better
        break;
      }
      if (!is_agreed(applied_.left)) {
        applied_.failure = Failure{{}, no_longer_agreed(applied_.failure->error)};
        break;
      }
      const auto before = std::exchange(applied_.failure, std::nullopt);
      const auto anew = applied_.left;
      outcome = run_steps(anew);
      const bool is_alone = is_same_failure(before, applied_.failure);  // nobody else is at work
      if (is_alone && outcome == Outcome::ReadAgain) outcome = Outcome::Failed;
    }
    // Somebody else did what failed here.
    const bool is_passing = outcome == Outcome::ReadAgain || is_transient(applied_.failure);
    if (is_passing && applied_.status() == Status::Converged) applied_.failure.reset();
    return std::move(applied_);
  }

 private:
  enum class Outcome { Done, ReadAgain, Failed, Stopped };

  bool is_agreed(const Plan& plan) const { return !options_.agreed || is_rest_of(plan.steps, *options_.agreed); }

  // Until all have run, one has failed for good, or it is time to read again; and then reads what is left.
  Outcome run_steps(const Plan& plan) {
    std::span<const Step> steps = plan.steps;
    auto outcome = Outcome::Done;
    while (!steps.empty()) {
      const auto transaction = next_transaction(steps);
      outcome = run_transaction(transaction);
      if (outcome != Outcome::Done) break;
      steps = steps.subspan(transaction.size());
    }
    leave(plan, steps);
    return outcome == Outcome::Stopped || !read_left(outcome) ? Outcome::Stopped : outcome;
  }

  // What is left as long as it is not read.
  void leave(const Plan& plan, std::span<const Step> steps) {
    applied_.left = plan;
    applied_.left.steps.assign(steps.begin(), steps.end());
    applied_.proof = Proof::NotRead;
  }

  // That a step failed for good tells more than that the database cannot be read after it.
  bool read_left(Outcome outcome) {
    try {
      applied_.left = read_and_plan_();
      applied_.proof = Proof::Read;
      return true;
    } catch (const Error& error) {
      if (outcome != Outcome::Failed) applied_.failure = Failure{{}, error};
      return false;
    }
  }

  Outcome run_transaction(std::span<const Step> transaction) {
    try {
      return try_transaction(transaction);
    } catch (const Error& error) {
      applied_.failure = Failure{transaction.front(), error};
      return Outcome::Stopped;
    }
  }

  Outcome try_transaction(std::span<const Step> transaction) {
    auto longest = kFirstWait;
    for (int tries = 1;; ++tries, longest = std::min(2 * longest, kLongestWait)) {
      try {
        runner_.run(transaction);
        applied_.done.insert(applied_.done.end(), transaction.begin(), transaction.end());
        return Outcome::Done;
      } catch (const StepError& error) {
        const auto& step = transaction[error.position()];
        if (error.is_lost_connection()) {
          applied_.failure = Failure{step, error};
          return Outcome::Stopped;
        }
        const auto recovery = recovery_for(error, step);
        const auto time_left = deadline_ - runner_.now();
        if (recovery != Recovery::Retry || time_left <= milliseconds(0)) {
          applied_.failure = Failure{step, as_passing(error)};
          return recovery == Recovery::ReadAgain ? Outcome::ReadAgain : Outcome::Failed;
        }
        const auto pause = std::chrono::duration_cast<milliseconds>(longest * runner_.jitter());
        runner_.wait({step, error, tries, std::min(pause, time_left)});
      }
    }
  }

  StepRunner& runner_;
  const ReadAndPlan& read_and_plan_;
  const ApplyOptions& options_;
  milliseconds deadline_;
  Applied applied_;
};

}  // namespace

Status Applied::status() const {
  const auto status = left.status();
  return status == Status::Converged && proof == Proof::NotRead ? Status::Pending : status;
}

bool Applied::has_left_invalid_index() const {
  const auto is_to_repair = [](const Difference& difference) { return difference.mending == Mending::ByRepair; };
  return failure && failure->step && is_concurrent_build(*failure->step) &&
         std::ranges::any_of(left.differences, is_to_repair);
}

bool refuses(const Plan& plan, OnConflict on_conflict) {
  const auto forbids = [](const Difference& difference) {
    return is_conflict(difference) && !is_of_an_invalid_index(difference);
  };
  return on_conflict == OnConflict::Refuse && std::ranges::any_of(plan.differences, forbids);
}

Recovery recovery_for(const Error& error, const Step& step) {
  if (is_catalog_race(error)) return Recovery::ReadAgain;
  const bool transient = error.sqlstate() == "55P03" || error.sqlstate() == "40P01";
  if (!transient) return Recovery::GiveUp;
  // What it leaves is an invalid index, which IF NOT EXISTS would take for the real one.
  return is_concurrent_build(step) ? Recovery::ReadAgain : Recovery::Retry;
}

Applied apply(const Plan& plan, StepRunner& runner, const ReadAndPlan& read_and_plan, const ApplyOptions& options) {
  return Application(runner, read_and_plan, options).run(plan);
}

}  // namespace pgreconcile::reconciler
