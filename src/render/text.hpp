#pragma once

#include <string>

#include "reconciler/apply.hpp"
#include "reconciler/plan.hpp"
#include "src/render/style.hpp"

namespace pgreconcile::render {

// For people: the summary and what to do next come last.

std::string plan_text(const reconciler::Plan& plan, const Style& style);
std::string apply_text(const reconciler::Applied& applied, const Style& style);

/// `Database kraken (PostgreSQL 15.18): conflict, 2 steps, 1 conflict, 1 extra.`
std::string summary_text(const reconciler::Plan& plan, const Style& style);

/// The same with the number of those that are missing, and without the steps.
std::string drift_summary_text(const reconciler::Plan& plan, const Style& style);

/// What to do next, in a line; empty where there is nothing to do.
std::string advice_after_plan(const reconciler::Plan& plan);

/// `step 3: add column public.kraken_turns.cache_read_tokens`
std::string step_title(const reconciler::Step& step);

}  // namespace pgreconcile::render
