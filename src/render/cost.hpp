#pragma once

#include <string>

#include "reconciler/step.hpp"

namespace pgreconcile::render {

/// `SHARE ROW EXCLUSIVE on public.a and public.b`, `SHARE UPDATE EXCLUSIVE on public.a, ROW SHARE on public.b`; empty
/// where no table is locked that exists.
std::string lock_text(const reconciler::Step& step);

/// `takes ACCESS EXCLUSIVE on public.t; rewrites the table`: what a step means for whoever uses the tables meanwhile.
std::string cost(const reconciler::Step& step);

}  // namespace pgreconcile::render
