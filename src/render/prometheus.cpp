#include <fmt/format.h>

#include <string_view>

#include "src/render/drift.hpp"

namespace pgreconcile::render {
namespace {

// The text of a label's value, between its quotes.
std::string escaped(std::string_view value) {
  std::string result;
  for (const char c : value) {
    if (c == '\n') {
      result += "\\n";
    } else {
      if (c == '\\' || c == '"') result += '\\';
      result += c;
    }
  }
  return result;
}

struct Metric {
  std::string_view name;
  std::string_view help;
};

constexpr Metric kDifferences{"pgreconcile_drift_differences",
                              "Differences between the schema file and the database, by class."};
constexpr Metric kConverged{"pgreconcile_converged", "Whether nothing is missing or in the way: 1, or else 0."};
constexpr Metric kApplyRunning{
    "pgreconcile_apply_running",
    "Whether there are differences and an apply runs, whose work they may be: 1, or else 0."};
constexpr Metric kLastRun{"pgreconcile_last_run_timestamp_seconds",
                          "When the last comparison ended, in seconds since 1970."};
constexpr Metric kDuration{"pgreconcile_run_duration_seconds", "How long the last comparison took."};

// What stands before a metric's samples. All are gauges: each run says it anew.
std::string head(const Metric& metric) {
  return fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n", metric.name, metric.help);
}

// A metric that is one number.
std::string one_sample(const Metric& metric, std::string_view labels, const auto& value) {
  return fmt::format("{}{}{} {}\n", head(metric), metric.name, labels, value);
}

std::string sample_of_each_class(const reconciler::Plan& plan, std::string_view database) {
  auto text = head(kDifferences);
  for (const auto difference_class : reconciler::kDifferenceClasses) {
    text += fmt::format("{}{{{},class=\"{}\"}} {}\n", kDifferences.name, database, to_string(difference_class),
                        plan.count(difference_class));
  }
  return text;
}

// `1795445375.250`
std::string seconds(std::chrono::milliseconds time) {
  return fmt::format("{}.{:03}", time.count() / 1000, time.count() % 1000);
}

}  // namespace

// Every sample names the database: node_exporter refuses all files where two of them have one series.
std::string drift_prometheus(const Drift& drift) {
  const auto& plan = drift.plan;
  const auto label = fmt::format("database=\"{}\"", escaped(plan.server.database));
  const auto of_database = fmt::format("{{{}}}", label);
  const auto since_1970 = std::chrono::duration_cast<std::chrono::milliseconds>(drift.at.time_since_epoch());
  return sample_of_each_class(plan, label) +
         one_sample(kConverged, of_database, plan.status() == reconciler::Status::Converged ? 1 : 0) +
         one_sample(kApplyRunning, of_database, drift.running ? 1 : 0) +
         one_sample(kLastRun, of_database, seconds(since_1970)) +
         one_sample(kDuration, of_database, seconds(drift.duration));
}

}  // namespace pgreconcile::render
