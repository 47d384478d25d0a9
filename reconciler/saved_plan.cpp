#include "reconciler/saved_plan.hpp"

#include <algorithm>

namespace pgreconcile::reconciler {
namespace {

// All that makes a statement another one for the server and for whoever agreed to it. Numbers of transactions only say
// which steps share one.
bool is_same_step(const Step& a, const Step& b) {
  return a.phase == b.phase && a.kind == b.kind && a.object == b.object && a.sql == b.sql && a.timeouts == b.timeouts;
}

bool follows_in_transaction(std::span<const Step> steps, std::size_t at) {
  return at > 0 && steps[at].transaction && steps[at].transaction == steps[at - 1].transaction;
}

std::vector<Step> without(std::span<const Step> steps, std::span<const Step> others) {
  std::vector<Step> result;
  for (const auto& step : steps) {
    const auto is_it = [&](const Step& other) { return is_same_step(step, other); };
    if (std::ranges::none_of(others, is_it)) result.push_back(step);
  }
  return result;
}

// A step is also missing where it can no longer be done. An invalid index is what a stopped apply leaves.
bool has_new_conflict(const Plan& plan, const SavedPlan& saved) {
  return std::ranges::any_of(plan.differences, [&](const Difference& difference) {
    if (!is_conflict(difference) || is_of_an_invalid_index(difference)) return false;
    return std::ranges::none_of(saved.differences, [&](const Difference& known) {
      return is_conflict(known) && known.object == difference.object && known.attribute == difference.attribute;
    });
  });
}

}  // namespace

bool is_rest_of(std::span<const Step> steps, std::span<const Step> agreed) {
  if (steps.size() > agreed.size()) return false;
  const auto done = agreed.size() - steps.size();
  if (!steps.empty() && follows_in_transaction(agreed, done)) return false;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const auto& other = agreed[done + at];
    const bool runs_alike = steps[at].transaction.has_value() == other.transaction.has_value() &&
                            (at == 0 || follows_in_transaction(steps, at) == follows_in_transaction(agreed, done + at));
    if (!runs_alike || !is_same_step(steps[at], other)) return false;
  }
  return true;
}

std::variant<Agreement, StalePlan> compare_with_saved(const SavedPlan& saved, const Plan& plan,
                                                      const model::Fingerprint& desired,
                                                      const model::Fingerprint& live) {
  const bool is_same_file = saved.basis.desired == desired;
  const bool is_same_database = saved.basis.live == live;
  const bool is_same_path = saved.search_path == plan.search_path;
  if (is_same_file && plan.status() == Status::Converged) return Agreement::Done;
  if (is_same_file && is_same_path && is_rest_of(plan.steps, saved.steps)) {
    const bool is_whole = plan.steps.size() == saved.steps.size();
    if (is_whole && is_same_database) return Agreement::Whole;
    // With the database as it was, a step that is missing was not done: it may no longer be done.
    if (!is_whole && !is_same_database && !has_new_conflict(plan, saved)) return Agreement::Rest;
  }
  StalePlan stale;
  stale.server = plan.server;
  stale.file = model::changes(saved.basis.desired, desired);
  stale.database = model::changes(saved.basis.live, live);
  stale.gone = without(saved.steps, plan.steps);
  stale.made = without(plan.steps, saved.steps);
  stale.only_rearranged = stale.file.empty() && stale.database.empty() && stale.gone.empty() && stale.made.empty();
  return stale;
}

}  // namespace pgreconcile::reconciler
