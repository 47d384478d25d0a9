#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/model/live_database.hpp"
#include "src/model/recorded_run.hpp"
#include "src/render/style.hpp"

namespace pgreconcile::render {

/// std::nullopt where the database has no record.
using RecordedRuns = std::optional<std::vector<model::RecordedRun>>;

std::string history_text(const model::ServerFacts& server, const RecordedRuns& runs, const Style& style);
std::string history_json(const model::ServerFacts& server, const RecordedRuns& runs);

}  // namespace pgreconcile::render
