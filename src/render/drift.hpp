#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "reconciler/plan.hpp"
#include "src/model/database.hpp"
#include "src/render/running_apply.hpp"
#include "src/render/style.hpp"

namespace pgreconcile::render {

/// What drift found, and what was going on at that time.
struct Drift {
  reconciler::Plan plan;
  /// Whose work may be what is missing; looked for only where there are differences that count.
  std::optional<RunningApply> running = {};
  std::chrono::system_clock::time_point at = {};
  std::chrono::milliseconds duration = {};
};

/// For people: the summary and what to do next come last.
std::string drift_text(const Drift& drift, const Style& style);

/// One JSON object, as docs/cli.md describes it.
std::string drift_json(const Drift& drift);

/// Metrics in Prometheus' text format, for the textfile collector of node_exporter.
/// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
std::string drift_prometheus(const Drift& drift);

/// One page of HTML that needs no network, with a picture of the file's tables that differ.
std::string drift_html(const Drift& drift, const model::Database& desired);

/// What to do next, in one line; empty where there is nothing to do.
std::string drift_advice(const Drift& drift);

}  // namespace pgreconcile::render
