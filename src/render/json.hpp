#pragma once

#include <chrono>
#include <string>

#include "reconciler/apply.hpp"
#include "reconciler/plan.hpp"
#include "reconciler/saved_plan.hpp"

namespace pgreconcile::render {

// One JSON object each (drift.hpp has another), as docs/cli.md describes it; keys may be added within a format_version,
// never changed.

/// It is also what apply --plan reads: saved_plan.hpp.
std::string plan_json(const reconciler::Plan& plan, const reconciler::PlanBasis& basis);
/// The same of a plan between files, which cannot be saved.
std::string plan_json(const reconciler::Plan& plan);
std::string apply_json(const reconciler::Applied& applied, std::chrono::milliseconds duration);
/// Of an apply that did not run its saved plan.
std::string stale_json(const reconciler::StalePlan& stale);

}  // namespace pgreconcile::render
