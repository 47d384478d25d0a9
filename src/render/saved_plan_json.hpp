#pragma once

// Private to src/render: what the JSON of a plan has for apply --plan alone. saved_plan.cpp has its reader beside it.

#include <string>

#include "reconciler/plan.hpp"
#include "reconciler/saved_plan.hpp"
#include "src/render/json_object.hpp"

namespace pgreconcile::render {

Json fingerprint_json(const reconciler::PlanBasis& basis);
Json options_json(const reconciler::PlanBasis& basis);
Json search_path_json(const reconciler::Plan& plan);
Json timeouts_json(const Timeouts& timeouts);
/// The digest of each object, of the file and of the database.
Json objects_json(const reconciler::PlanBasis& basis);
/// `sha256:…` of everything else in the object, however it is indented.
std::string checksum(nlohmann::json json);

}  // namespace pgreconcile::render
