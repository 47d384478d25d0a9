#include "src/render/json_object.hpp"

namespace pgreconcile::render {

Json json_head(const std::optional<model::ServerFacts>& server, const char* command) {
  Json json{{"format_version", kFormatVersion}, {"tool", kTool}, {"command", command}, {"database", Json()}};
  if (!server) return json;
  const auto& files = server->described_by;
  json["database"] = {{"name", files.empty() ? Json(server->database) : Json()}, {"server_version", server->version}};
  if (!files.empty()) json["from"] = files;
  return json;
}

Json json_summary(const reconciler::Plan& plan) {
  Json json{{"steps", plan.steps.size()}};
  for (const auto difference_class : reconciler::kDifferenceClasses) {
    json[to_string(difference_class)] = plan.count(difference_class);
  }
  return json;
}

Json running_json(const std::optional<RunningApply>& running) {
  if (!running) return {};
  return {{"pid", json_or_null(running->pid)},
          {"application_name", json_or_null(running->application_name)},
          {"connected_since", json_or_null(running->connected_since)},
          {"phase", json_or_null(running->phase)},
          {"percent", json_or_null(running->percent)},
          {"waits_for", running->waits_for}};
}

std::string json_text(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace pgreconcile::render
