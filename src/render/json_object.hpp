#pragma once

// Private to src/render: what all JSON results have in common.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "reconciler/plan.hpp"
#include "src/model/live_database.hpp"
#include "src/render/running_apply.hpp"

namespace pgreconcile::render {

using Json = nlohmann::ordered_json;

inline constexpr int kFormatVersion = 1;
inline constexpr auto kTool = "pgreconcile " PGRECONCILE_VERSION;

/// Which tool says what of which database: the first keys of a result. The database is null where none is known.
Json json_head(const std::optional<model::ServerFacts>& server, const char* command);

/// How many steps and differences of each class.
Json json_summary(const reconciler::Plan& plan);

/// Null where none runs.
Json running_json(const std::optional<RunningApply>& running);

std::string json_text(const Json& json);

template <typename Value>
Json json_or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

}  // namespace pgreconcile::render
