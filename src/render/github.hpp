#pragma once

#include <string>

#include "reconciler/plan.hpp"

namespace pgreconcile::render {

/// Workflow commands that GitHub shows at the file's lines: an error for what makes plan exit with 3, a warning for what
/// else differs and stays, a notice for each step. They come in this order, because GitHub shows ten of each kind at most.
/// After them the summary.
std::string plan_github(const reconciler::Plan& plan);

}  // namespace pgreconcile::render
