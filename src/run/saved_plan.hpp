#pragma once

#include "reconciler/saved_plan.hpp"
#include "src/base/error.hpp"
#include "src/model/database.hpp"
#include "src/run/compare.hpp"

namespace pgreconcile::run {

/// "Cannot go on": the saved plan is no longer true. Nothing of it was run.
class StalePlanError : public Error {
 public:
  explicit StalePlanError(reconciler::StalePlan stale);

  const reconciler::StalePlan& stale() const { return stale_; }

 private:
  reconciler::StalePlan stale_;
};

/// What a comparison with these options was made from.
reconciler::PlanBasis basis_of(const Comparison& comparison, const model::Database& desired,
                               const CompareOptions& options);

/// The options that the saved plan was made with.
CompareOptions options_of(const reconciler::SavedPlan& saved);

/// How the comparison relates to the saved plan. Throws StalePlanError.
reconciler::Agreement agreement_with(const reconciler::SavedPlan& saved, const Comparison& comparison,
                                     const model::Database& desired);

}  // namespace pgreconcile::run
