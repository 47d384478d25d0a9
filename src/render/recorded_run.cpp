#include "src/render/recorded_run.hpp"

#include <fmt/format.h>

#include "src/base/duration.hpp"
#include "src/base/utf8.hpp"

namespace pgreconcile::render {
namespace {

std::string outcome(const model::RecordedRun& run, const Style& style) {
  const auto text = printable(run.outcome);
  if (run.outcome == "converged") return style.green(text);
  return run.outcome == "pending" || run.outcome == model::kUnfinished ? style.yellow(text) : style.red(text);
}

Json step_json(const model::RecordedStep& step) {
  return {{"kind", step.kind},
          {"object", step.object},
          {"sql", step.sql},
          {"state", step.state},
          {"duration_ms", json_or_null(step.duration_ms)}};
}

}  // namespace

std::string in_brackets(std::optional<std::int64_t> duration_ms) {
  if (!duration_ms) return "";
  return fmt::format(" ({})", duration_text(std::chrono::milliseconds(*duration_ms)));
}

std::string recorded_run_line(const model::RecordedRun& run, const Style& style) {
  return fmt::format("{}  {}{}  {}, {}@{}", style.bold(run.started), outcome(run, style), in_brackets(run.duration_ms),
                     printable(run.role), printable(run.os_user), printable(run.host));
}

Json recorded_run_json(const model::RecordedRun& run) {
  auto steps = Json::array();
  for (const auto& step : run.steps) steps.push_back(step_json(step));
  return {{"run", run.run},
          {"started", run.started},
          {"finished", json_or_null(run.finished)},
          {"duration_ms", json_or_null(run.duration_ms)},
          {"role", run.role},
          {"os_user", run.os_user},
          {"host", run.host},
          {"tool", run.tool},
          {"file", run.file},
          {"outcome", run.outcome},
          {"sqlstate", json_or_null(run.sqlstate)},
          {"message", json_or_null(run.message)},
          {"steps", std::move(steps)}};
}

}  // namespace pgreconcile::render
