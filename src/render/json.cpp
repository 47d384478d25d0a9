#include "src/render/json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "src/render/missing.hpp"

namespace pgreconcile::render {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kPlanFormatVersion = 1;

Json source_json(const SourceLocation& source) {
  return {{"file", source.file}, {"line", source.line}, {"column", source.column}};
}

Json step_json(const reconciler::Step& step) {
  auto locks = Json::array();
  for (const auto& lock : step.locks) {
    locks.push_back({{"mode", to_string(lock.mode)}, {"table", lock.table.quoted()}});
  }
  Json json{{"id", step.id},
            {"phase", to_string(step.phase)},
            {"kind", step.kind},
            {"object", step.object},
            {"sql", step.sql}};
  json["transaction"] = step.transaction ? Json(*step.transaction) : Json();
  json["locks"] = locks;
  json["scans"] = step.scans;
  json["rewrites"] = step.rewrites;
  json["reason"] = step.reason;
  json["source"] = source_json(step.source);
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

Json summary_json(const reconciler::Plan& plan) {
  Json json{{"steps", plan.steps.size()}};
  for (const auto difference_class : reconciler::kDifferenceClasses) {
    json[to_string(difference_class)] = plan.count(difference_class);
  }
  return json;
}

Json head_json(const reconciler::Plan& plan, const char* command) {
  return {{"format_version", kPlanFormatVersion},
          {"tool", "pgreconcile " PGRECONCILE_VERSION},
          {"command", command},
          {"database", {{"name", plan.server.database}, {"server_version", plan.server.version}}},
          {"status", to_string(plan.status())}};
}

std::string text_of(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

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

// What was done and what was not, in one list: where a step failed and is no longer pending (its index is invalid now),
// it stands between the two.
std::vector<reconciler::Step> all_steps(const reconciler::Applied& applied) {
  auto steps = applied.done;
  const auto& left = applied.left.steps;
  if (applied.failure && std::ranges::find(left, applied.failure->step.sql, &reconciler::Step::sql) == left.end()) {
    steps.push_back(applied.failure->step);
  }
  steps.insert(steps.end(), left.begin(), left.end());
  number(steps);
  return steps;
}

}  // namespace

std::string plan_json(const reconciler::Plan& plan) {
  auto json = head_json(plan, "plan");
  json["steps"] = steps_json(plan.steps);
  json["differences"] = differences_json(plan, Missing::LeftOut);
  json["summary"] = summary_json(plan);
  return text_of(json);
}

std::string drift_json(const reconciler::Plan& plan) {
  auto json = head_json(plan, "drift");
  json["differences"] = differences_json(plan, Missing::Shown);
  json["summary"] = summary_json(plan);
  return text_of(json);
}

std::string apply_json(const reconciler::Applied& applied, std::chrono::milliseconds duration) {
  const auto steps = all_steps(applied);
  auto json = head_json(applied.left, "apply");
  json["steps"] = steps_json(steps);
  json["differences"] = differences_json(applied.left, Missing::LeftOut);
  json["summary"] = summary_json(applied.left);
  auto& done = json["applied"] = Json::array();
  for (std::size_t at = 0; at < applied.done.size(); ++at) done.push_back(steps[at].id);
  auto& left = json["left"] = Json::array();
  for (auto at = steps.size() - applied.left.steps.size(); at < steps.size(); ++at) left.push_back(steps[at].id);
  json["failed"] = Json();
  if (const auto& failure = applied.failure) {
    const auto& sql = failure->step.sql;
    const auto failed = std::ranges::find(steps.begin() + static_cast<std::ptrdiff_t>(applied.done.size()), steps.end(),
                                          sql, &reconciler::Step::sql);
    json["failed"] = {{"id", failed->id}, {"sqlstate", failure->error.sqlstate()}, {"message", failure->error.what()}};
  }
  json["duration_ms"] = duration.count();
  return text_of(json);
}

}  // namespace pgreconcile::render
