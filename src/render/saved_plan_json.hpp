#pragma once

// Private to src/render: what the JSON of a plan has for apply --plan alone. saved_plan.cpp has its reader beside it.

#include <nlohmann/json.hpp>
#include <string>

#include "reconciler/plan.hpp"
#include "reconciler/saved_plan.hpp"

namespace pgreconcile::render {

using Json = nlohmann::ordered_json;

inline constexpr int kPlanFormatVersion = 1;
inline constexpr auto kTool = "pgreconcile " PGRECONCILE_VERSION;

Json fingerprint_json(const reconciler::PlanBasis& basis);
Json options_json(const reconciler::PlanBasis& basis);
Json search_path_json(const reconciler::Plan& plan);
Json timeouts_json(const Timeouts& timeouts);
/// The digest of each object, of the file and of the database.
Json objects_json(const reconciler::PlanBasis& basis);
/// `sha256:…` of everything else in the object, however it is indented.
std::string checksum(nlohmann::json json);

}  // namespace pgreconcile::render
