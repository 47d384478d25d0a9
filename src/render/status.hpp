#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/plan.hpp"
#include "src/model/half_done.hpp"
#include "src/model/recorded_run.hpp"
#include "src/render/style.hpp"

namespace pgreconcile::render {

/// Who applies now, and what at.
struct RunningApply {
  std::string who = {};  ///< `deploy (pid 4711), connected since 2026-11-23 07:01:12 UTC`
  std::optional<std::int64_t> pid = {};
  std::optional<std::string> application_name = {};
  std::optional<std::string> connected_since = {};
  std::string doing = {};  ///< `building index: scanning table, 42% of 2900 blocks`; empty where that cannot be seen
  std::optional<std::string> phase = {};
  std::optional<std::int64_t> percent = {};
  std::vector<std::string> waits_for = {};
};

/// Which server was asked: what runs on the primary cannot be seen from a standby.
enum class ServerRole { Primary, Standby };

struct LastRecord {
  std::optional<model::RecordedRun> run = {};
  std::string unreadable = {};  ///< why it could not be read, if it could not
};

/// What a person on call asks first.
struct DatabaseStatus {
  reconciler::Plan plan;
  model::HalfDone half_done = {};
  ServerRole server_role = ServerRole::Primary;
  std::optional<RunningApply> running = {};
  LastRecord last_record = {};
};

std::string status_text(const DatabaseStatus& status, const Style& style);
std::string status_json(const DatabaseStatus& status);

}  // namespace pgreconcile::render
