#pragma once

#include <chrono>
#include <string>

#include "reconciler/apply.hpp"
#include "reconciler/plan.hpp"

namespace pgreconcile::render {

// One JSON object each, as docs/cli.md describes it; keys may be added within a format_version, never changed.

std::string plan_json(const reconciler::Plan& plan);
std::string drift_json(const reconciler::Plan& plan);
std::string apply_json(const reconciler::Applied& applied, std::chrono::milliseconds duration);

}  // namespace pgreconcile::render
