#include "src/run/saved_plan.hpp"

#include <utility>
#include <variant>

namespace pgreconcile::run {

StalePlanError::StalePlanError(reconciler::StalePlan stale)
    : Error(ErrorCode::StalePlan, "the saved plan is no longer true", "make and review a new one with plan --save"),
      stale_(std::move(stale)) {}

reconciler::PlanBasis basis_of(const Comparison& comparison, const model::Database& desired,
                               const CompareOptions& options) {
  return {model::fingerprint(model::canonical_texts(desired)),
          model::fingerprint(model::canonical_texts(comparison.live)), options.diff, options.plan,
          options.lock_timeout};
}

CompareOptions options_of(const reconciler::SavedPlan& saved) {
  return {saved.basis.diff, saved.basis.options, saved.basis.lock_timeout};
}

reconciler::Agreement agreement_with(const reconciler::SavedPlan& saved, const Comparison& comparison,
                                     const model::Database& desired) {
  const auto basis = basis_of(comparison, desired, {});
  auto result = reconciler::compare_with_saved(saved, comparison.plan, basis.desired, basis.live);
  if (auto* stale = std::get_if<reconciler::StalePlan>(&result)) throw StalePlanError(std::move(*stale));
  return std::get<reconciler::Agreement>(result);
}

}  // namespace pgreconcile::run
