#pragma once

#include <string>
#include <string_view>

#include "reconciler/saved_plan.hpp"

namespace pgreconcile::render {

/// Reads what plan_json() wrote; `file` is what messages call it.
/// Throws Error(SchemaFile) where the text is no such thing, was made by another pgreconcile, or was changed since.
reconciler::SavedPlan read_saved_plan(std::string_view text, const std::string& file);

}  // namespace pgreconcile::render
