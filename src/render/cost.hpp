#pragma once

#include <string>

#include "reconciler/step.hpp"

namespace pgreconcile::render {

/// `takes ACCESS EXCLUSIVE on public.t; rewrites the table`: what a step means for whoever uses the tables meanwhile.
std::string cost(const reconciler::Step& step);

}  // namespace pgreconcile::render
