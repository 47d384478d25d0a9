#pragma once

#include <string>

#include "reconciler/saved_plan.hpp"

namespace pgreconcile::render {

/// Why a saved plan was not run: what has changed since, in the file and in the database, and which steps would be others.
std::string stale_text(const reconciler::StalePlan& stale);

}  // namespace pgreconcile::render
