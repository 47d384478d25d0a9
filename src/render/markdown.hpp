#pragma once

#include <string>
#include <vector>

#include "reconciler/plan.hpp"
#include "src/model/database.hpp"
#include "src/render/drift.hpp"

namespace pgreconcile::render {

/// What a comment was made from.
struct MarkdownSource {
  const model::Database& desired;
  const std::vector<std::string>& files;  ///< as they were named: they tell this comment from those of other schemas
};

// Comments for a pull request or an issue, which GitHub takes whole: what would make one too long is left out, and it says
// so. The first line is a marker that nobody sees, `<!-- pgreconcile:plan schema.yaml -->`.

/// Conflicts, the steps, their SQL, and a picture of the tables that change.
std::string plan_markdown(const reconciler::Plan& plan, const MarkdownSource& source);

/// All differences, and the picture.
std::string drift_markdown(const Drift& drift, const MarkdownSource& source);

}  // namespace pgreconcile::render
