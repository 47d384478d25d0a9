#pragma once

#include <string>

#include "reconciler/plan.hpp"

namespace pgreconcile::render {

/// The plan as a script for psql: the same statements, settings, transactions and timeouts as apply uses. Run again, it
/// changes nothing; it ends with a check that fails if an index that it built is invalid.
std::string plan_sql(const reconciler::Plan& plan);

}  // namespace pgreconcile::render
