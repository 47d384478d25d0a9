#pragma once

// Private to src/render: one run of the record, in history and in status.

#include <cstdint>
#include <optional>
#include <string>

#include "src/model/recorded_run.hpp"
#include "src/render/json_object.hpp"
#include "src/render/style.hpp"

namespace pgreconcile::render {

/// `2026-11-23T07:01:12.250Z  failed (12 ms)  deploy, ci@host-3`
std::string recorded_run_line(const model::RecordedRun& run, const Style& style);

/// ` (12 ms)`; empty where how long it took is not known.
std::string in_brackets(std::optional<std::int64_t> duration_ms);

Json recorded_run_json(const model::RecordedRun& run);

}  // namespace pgreconcile::render
