#pragma once

#include <optional>
#include <string>

#include "reconciler/plan.hpp"
#include "src/model/half_done.hpp"
#include "src/model/recorded_run.hpp"
#include "src/render/running_apply.hpp"
#include "src/render/style.hpp"

namespace pgreconcile::render {

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
