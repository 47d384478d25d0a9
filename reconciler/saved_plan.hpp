#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/diff.hpp"
#include "reconciler/plan.hpp"
#include "src/model/fingerprint.hpp"

namespace pgreconcile::reconciler {

/// What a plan was made from: the file and the database as they were, and the options that decide about plans.
struct PlanBasis {
  model::Fingerprint desired;
  model::Fingerprint live;
  DiffOptions diff;
  PlanOptions options;
  /// std::nullopt: the plan's own, or longer where the server's deadlock_timeout wants it.
  std::optional<std::chrono::milliseconds> lock_timeout;
};

/// What an earlier run planned and somebody agreed to. Its steps are never run as they stand there: they say which of the
/// steps that are made anew may run.
struct SavedPlan {
  PlanBasis basis;
  std::vector<sql::Identifier> search_path;
  std::vector<Step> steps;
  std::vector<Difference> differences;  ///< of each what says whether it is the same conflict, and no more
};

/// Why a saved plan is no longer true, object by object and step by step.
struct StalePlan {
  model::ServerFacts server;
  std::vector<model::ObjectChange> file;
  std::vector<model::ObjectChange> database;
  std::vector<Step> gone;  ///< of the saved plan; now they would not be made, or not so
  std::vector<Step> made;  ///< instead of them
  /// All steps are the same, but in another order, in other transactions, or under another search_path.
  bool only_rearranged = false;
};

/// Whether the steps are the last of those that were agreed to, from the beginning of a transaction on: what an apply leaves
/// that was stopped. None, and all, are such too.
bool is_rest_of(std::span<const Step> steps, std::span<const Step> agreed);

/// How a plan that was made anew relates to the saved one.
enum class Agreement {
  Whole,  ///< nothing has changed: all steps are to run
  Rest,   ///< the first steps were done since, and nothing new is in their way: the others are to run
  Done,   ///< the file is the same, and nothing is left to do
};

/// Compares a plan, and what it was made from, with the saved one.
std::variant<Agreement, StalePlan> compare_with_saved(const SavedPlan& saved, const Plan& plan,
                                                      const model::Fingerprint& desired,
                                                      const model::Fingerprint& live);

}  // namespace pgreconcile::reconciler
