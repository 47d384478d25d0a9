#include "src/render/json.hpp"

#include <algorithm>

#include "src/render/drift.hpp"
#include "src/render/saved_plan_json.hpp"
#include "src/render/shown_difference.hpp"

namespace pgreconcile::render {
namespace {

Json source_json(const SourceLocation& source) {
  return {{"file", source.file}, {"line", source.line}, {"column", source.column}};
}

// What makes a step another one.
Json statement_json(const reconciler::Step& step) {
  Json json{{"id", step.id},
            {"phase", to_string(step.phase)},
            {"kind", to_string(step.kind)},
            {"object", step.object},
            {"sql", step.sql}};
  json["transaction"] = step.transaction ? Json(*step.transaction) : Json();
  json["timeouts"] = timeouts_json(step.timeouts);
  return json;
}

Json step_json(const reconciler::Step& step) {
  auto locks = Json::array();
  for (const auto& lock : step.locks) {
    locks.push_back({{"mode", to_string(lock.mode)}, {"table", lock.table.quoted()}});
  }
  auto json = statement_json(step);
  json["locks"] = locks;
  json["scans"] = step.scans;
  json["rewrites"] = step.rewrites;
  json["reason"] = step.reason;
  json["source"] = source_json(step.source);
  return json;
}

Json statements_json(const std::vector<reconciler::Step>& steps) {
  auto json = Json::array();
  for (const auto& step : steps) json.push_back(statement_json(step));
  return json;
}

Json steps_json(const std::vector<reconciler::Step>& steps) {
  auto json = Json::array();
  for (const auto& step : steps) json.push_back(step_json(step));
  return json;
}

Json difference_json(const reconciler::Difference& difference) {
  return {{"class", to_string(difference.difference_class)},
          {"object", difference.object},
          {"attribute", difference.attribute},
          {"desired", difference.desired},
          {"live", difference.live},
          {"breaks_inserts", difference.breaks_inserts},
          {"message", difference.message},
          {"manual_sql", difference.manual_sql},
          {"source", source_json(difference.source)}};
}

Json differences_json(const reconciler::Plan& plan, Missing missing) {
  auto json = Json::array();
  for (const auto& difference : plan.differences) {
    if (!is_shown(difference.difference_class, missing)) continue;
    json.push_back(difference_json(difference));
  }
  return json;
}

Json head_json(const model::ServerFacts& server, reconciler::Status status, const char* command) {
  auto json = json_head(server, command);
  json["status"] = to_string(status);
  return json;
}

Json head_json(const reconciler::Plan& plan, const char* command) {
  return head_json(plan.server, plan.status(), command);
}

Json changes_json(const std::vector<model::ObjectChange>& changes) {
  auto json = Json::array();
  for (const auto& change : changes) json.push_back({{"change", to_string(change.fate)}, {"object", change.object}});
  return json;
}

// Gives the steps of several plans, each numbered from 1, ids and transactions that count through.
void number(std::vector<reconciler::Step>& steps) {
  int transaction = 0;
  reconciler::Step last;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    auto& step = steps[at];
    const bool continues = step.transaction == last.transaction && step.id > last.id;
    last = step;
    step.id = static_cast<int>(at) + 1;
    if (step.transaction) step.transaction = continues ? transaction : ++transaction;
  }
}

const reconciler::Step* failed_step(const reconciler::Applied& applied) {
  return applied.failure && applied.failure->step ? &*applied.failure->step : nullptr;
}

// What was done and what was not, in one list: where a step failed and is no longer pending (its index is invalid now),
// it stands between the two.
std::vector<reconciler::Step> all_steps(const reconciler::Applied& applied) {
  auto steps = applied.done;
  const auto& left = applied.left.steps;
  const auto* failed = failed_step(applied);
  if (failed != nullptr && std::ranges::find(left, failed->sql, &reconciler::Step::sql) == left.end()) {
    steps.push_back(*failed);
  }
  steps.insert(steps.end(), left.begin(), left.end());
  number(steps);
  return steps;
}

// Of all steps, of which those that were done come first.
Json failure_json(const reconciler::Applied& applied, const std::vector<reconciler::Step>& steps) {
  if (!applied.failure) return {};
  const auto& error = applied.failure->error;
  Json json{{"id", Json()}, {"sqlstate", error.sqlstate()}, {"message", error.what()}};
  if (const auto* step = failed_step(applied)) {
    const auto not_done = steps.begin() + static_cast<std::ptrdiff_t>(applied.done.size());
    json["id"] = std::ranges::find(not_done, steps.end(), step->sql, &reconciler::Step::sql)->id;
  }
  return json;
}

void add_plan(const reconciler::Plan& plan, Json& json) {
  json["search_path"] = search_path_json(plan);
  json["steps"] = steps_json(plan.steps);
  json["differences"] = differences_json(plan, Missing::LeftOut);
  json["summary"] = json_summary(plan);
}

}  // namespace

std::string plan_json(const reconciler::Plan& plan, const reconciler::PlanBasis& basis) {
  auto json = head_json(plan, "plan");
  json["fingerprint"] = fingerprint_json(basis);
  json["options"] = options_json(basis);
  add_plan(plan, json);
  json["objects"] = objects_json(basis);
  json["checksum"] = checksum(nlohmann::json(json));
  return json_text(json);
}

std::string plan_json(const reconciler::Plan& plan) {
  auto json = head_json(plan, "plan");
  add_plan(plan, json);
  return json_text(json);
}

std::string drift_json(const Drift& drift) {
  auto json = head_json(drift.plan, "drift");
  json["apply_running"] = running_json(drift.running);
  json["differences"] = differences_json(drift.plan, Missing::Shown);
  json["summary"] = json_summary(drift.plan);
  return json_text(json);
}

std::string apply_json(const reconciler::Applied& applied, std::chrono::milliseconds duration) {
  const auto steps = all_steps(applied);
  auto json = head_json(applied.left.server, applied.status(), "apply");
  json["steps"] = steps_json(steps);
  json["differences"] = differences_json(applied.left, Missing::LeftOut);
  json["summary"] = json_summary(applied.left);
  auto& done = json["applied"] = Json::array();
  for (std::size_t at = 0; at < applied.done.size(); ++at) done.push_back(steps[at].id);
  auto& left = json["left"] = Json::array();
  for (auto at = steps.size() - applied.left.steps.size(); at < steps.size(); ++at) left.push_back(steps[at].id);
  json["failed"] = failure_json(applied, steps);
  json["duration_ms"] = duration.count();
  return json_text(json);
}

std::string stale_json(const reconciler::StalePlan& stale) {
  auto json = head_json(stale.server, reconciler::Status::Conflict, "apply");
  json["stale"] = {{"file", changes_json(stale.file)},
                   {"database", changes_json(stale.database)},
                   {"gone", statements_json(stale.gone)},
                   {"made", statements_json(stale.made)}};
  json["applied"] = Json::array();
  return json_text(json);
}

}  // namespace pgreconcile::render
