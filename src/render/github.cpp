#include "src/render/github.hpp"

#include <fmt/format.h>

#include <optional>

#include "src/render/cost.hpp"
#include "src/render/shown_difference.hpp"
#include "src/render/text.hpp"
#include "src/render/workflow_command.hpp"

namespace pgreconcile::render {
namespace {

using reconciler::Difference;
using reconciler::DifferenceClass;
using reconciler::Step;

// std::nullopt for what a step mends, and for what no file could say.
std::optional<AnnotationLevel> level_of(const Difference& difference) {
  if (is_conflict(difference)) return AnnotationLevel::Error;
  switch (difference.difference_class) {
    case DifferenceClass::Extra:
    case DifferenceClass::Renamed:
    case DifferenceClass::Unknown:
      return AnnotationLevel::Warning;
    case DifferenceClass::Conflict:
    case DifferenceClass::Blocked:
    case DifferenceClass::Missing:
    case DifferenceClass::Invalid:
    case DifferenceClass::Unmanaged:
      return std::nullopt;
  }
  return std::nullopt;
}

// `the column has another type (file: varchar(320); database: text)`
std::string message_of(const Difference& difference) {
  auto text = difference.message;
  if (!has_sides(difference)) return text;
  text += " (";
  if (!difference.desired.empty()) text += "file: " + difference.desired;
  if (!difference.live.empty()) text += (difference.desired.empty() ? "" : "; ") + ("database: " + difference.live);
  return text + ")";
}

std::string differences_at(const reconciler::Plan& plan, AnnotationLevel level) {
  std::string text;
  for (const auto& difference : plan.differences) {
    if (level_of(difference) != level) continue;
    const auto title =
        fmt::format("{} {} ({})", to_string(difference.difference_class), difference.object, difference.attribute);
    text += workflow_command(
        {.level = level, .where = difference.source, .title = title, .message = message_of(difference)});
  }
  return text;
}

std::string command_of(const Step& step) {
  return workflow_command({.level = AnnotationLevel::Notice,
                           .where = step.source,
                           .title = step_title(step),
                           .message = fmt::format("{}; {}", step.reason, cost(step))});
}

}  // namespace

std::string plan_github(const reconciler::Plan& plan) {
  auto text = differences_at(plan, AnnotationLevel::Error) + differences_at(plan, AnnotationLevel::Warning);
  for (const auto& step : plan.steps) text += command_of(step);
  return text + summary_text(plan, Style(Color::Off));
}

}  // namespace pgreconcile::render
