#include "src/render/history.hpp"

#include <fmt/format.h>

#include "src/base/utf8.hpp"
#include "src/render/in_words.hpp"
#include "src/render/json_object.hpp"
#include "src/render/recorded_run.hpp"

namespace pgreconcile::render {
namespace {

std::string step_text(const model::RecordedStep& step) {
  return fmt::format("     {:7}  {} {}{}\n", printable(step.state), printable(in_words(step.kind)),
                     printable(step.object), in_brackets(step.duration_ms));
}

std::string run_text(const model::RecordedRun& run, const Style& style) {
  auto text = recorded_run_line(run, style) + "\n";
  if (run.outcome == model::kUnfinished) text += "     it runs still, or was killed: pgreconcile status tells which\n";
  if (run.message) text += fmt::format("     {}\n", printable(*run.message));
  for (const auto& step : run.steps) text += step_text(step);
  return text + style.dim(fmt::format("     {}, file {}", printable(run.tool), printable(run.file))) + "\n\n";
}

std::string summary(const RecordedRuns& runs) {
  if (!runs) return "has no record, because no apply was run with --record";
  if (runs->empty()) return "no apply is recorded";
  return runs->size() == 1 ? "1 recorded apply" : fmt::format("{} recorded applies, the newest first", runs->size());
}

}  // namespace

std::string history_text(const model::ServerFacts& server, const RecordedRuns& runs, const Style& style) {
  std::string text;
  if (runs) {
    for (const auto& run : *runs) text += run_text(run, style);
  }
  return text +
         fmt::format("Database {} (PostgreSQL {}): {}.\n", printable(server.database), server.version, summary(runs));
}

std::string history_json(const model::ServerFacts& server, const RecordedRuns& runs) {
  auto json = json_head(server, "history");
  json["has_record"] = runs.has_value();
  auto& all = json["runs"] = Json::array();
  if (!runs) return json_text(json);
  for (const auto& run : *runs) all.push_back(recorded_run_json(run));
  return json_text(json);
}

}  // namespace pgreconcile::render
