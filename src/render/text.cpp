#include "src/render/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "src/base/utf8.hpp"
#include "src/render/cost.hpp"
#include "src/render/drift.hpp"
#include "src/render/in_words.hpp"
#include "src/render/plural.hpp"
#include "src/render/shown_difference.hpp"
#include "src/render/subject.hpp"

namespace pgreconcile::render {
namespace {

using reconciler::Difference;
using reconciler::DifferenceClass;
using reconciler::Mending;
using reconciler::Plan;
using reconciler::Status;
using reconciler::Step;

constexpr std::string_view kIndent = "     ";

std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    result += fmt::format("{}{}\n", kIndent, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

// `create table public.kraken_turns`
std::string what(const Step& step) {
  return fmt::format("{} {}", in_words(to_string(step.kind)), printable(step.object));
}

std::string step_text(const Step& step, const Style& style) {
  const auto title = style.bold(what(step));
  const auto reason = style.dim(fmt::format("{}: {}", to_string(step.source), step.reason));
  return fmt::format("{:>3}  {}  {}\n{}{}\n{}\n", step.id, title, reason, kIndent, cost(step),
                     indented(step.sql + ";"));
}

std::string colored(const Difference& difference, const Style& style) {
  const auto name = to_string(difference.difference_class);
  if (is_conflict(difference)) return style.red(name);
  return difference.difference_class == DifferenceClass::Unmanaged ? style.dim(name) : style.yellow(name);
}

std::string difference_text(const Difference& difference, const Style& style) {
  auto text = fmt::format("{} {} ({})  {}\n{}{}\n", colored(difference, style),
                          style.bold(printable(difference.object)), difference.attribute,
                          style.dim(printable(to_string(difference.source))), kIndent, printable(difference.message));
  if (!difference.desired.empty() && !repeats_itself(difference)) {
    text += fmt::format("{}file:     {}\n", kIndent, printable(difference.desired));
  }
  if (!difference.live.empty()) text += fmt::format("{}database: {}\n", kIndent, printable(difference.live));
  if (!difference.manual_sql.empty()) text += fmt::format("{}by hand:  {}\n", kIndent, difference.manual_sql);
  return text + "\n";
}

// What stops an apply comes first.
std::string differences_text(const Plan& plan, Missing missing, const Style& style) {
  std::string conflicts;
  std::string others;
  for (const auto& difference : plan.differences) {
    if (!is_shown(difference.difference_class, missing)) continue;
    (is_conflict(difference) ? conflicts : others) += difference_text(difference, style);
  }
  return conflicts + others;
}

// `2 conflicts, 1 extra`
std::string counts(const Plan& plan, Missing missing) {
  std::vector<std::string> parts;
  for (const auto difference_class : reconciler::kDifferenceClasses) {
    if (!is_shown(difference_class, missing)) continue;
    const auto count = plan.count(difference_class);
    if (count == 0) continue;
    const auto name = to_string(difference_class);
    const bool is_noun = difference_class == DifferenceClass::Conflict;
    parts.push_back(is_noun ? plural(count, name) : fmt::format("{} {}", count, name));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string status_text(Status status, const Style& style) {
  switch (status) {
    case Status::Converged:
      return style.green("converged");
    case Status::Pending:
      return style.yellow("pending");
    case Status::Conflict:
      return style.red("conflict");
  }
  return {};
}

// `Database kraken (PostgreSQL 15.18): conflict, 2 steps, 1 conflict, 1 extra.`
std::string summary(const Plan& plan, Status status, std::string_view steps, Missing missing, const Style& style) {
  auto text = fmt::format("{}: {}", database_heading(plan.server), status_text(status, style));
  if (!steps.empty()) text += fmt::format(", {}", steps);
  const auto found = counts(plan, missing);
  return text + (found.empty() ? "" : ", " + found) + ".\n";
}

std::string steps_of(const Plan& plan) { return plan.steps.empty() ? "" : plural(plan.steps.size(), "step"); }

constexpr std::string_view kByHand = "Settle by hand what additive DDL cannot mend";

constexpr std::string_view kRepair = "pgreconcile apply --repair-invalid-indexes";

// Where nothing but indexes that are not valid stands in the way.
std::optional<std::string> advice_on_indexes(const Plan& plan) {
  bool is_repair = false;
  for (const auto& difference : plan.differences) {
    if (!is_conflict(difference)) continue;
    if (difference.mending == Mending::ByHand) return std::nullopt;
    is_repair = is_repair || difference.mending == Mending::ByRepair;
  }
  if (!is_repair) return "Wait until the index is built, and look again.\n";
  return fmt::format("Run {} to build anew what is invalid.\n", kRepair);
}

std::string advice_on_conflict(const Plan& plan) {
  return advice_on_indexes(plan).value_or(fmt::format("{}.\n", kByHand));
}

std::string advice_after_drift(const Plan& plan) {
  switch (plan.status()) {
    case Status::Converged:
      return "";
    case Status::Pending:
      return "Run pgreconcile plan to see the DDL that adds what is missing.\n";
    case Status::Conflict:
      return advice_on_conflict(plan);
  }
  return {};
}

bool failed_for_good(const reconciler::Applied& applied) {
  if (!applied.failure) return false;
  const auto code = applied.failure->error.code();
  return code != ErrorCode::TryAgain && code != ErrorCode::Interrupted;
}

std::string advice_after_apply(const reconciler::Applied& applied) {
  switch (applied.status()) {
    case Status::Converged:
      return "";
    case Status::Pending:
      if (failed_for_good(applied)) return "Mend what failed, and run pgreconcile apply again: it goes on from here.\n";
      return "Run pgreconcile apply again: it goes on from here.\n";
    case Status::Conflict:
      if (failed_for_good(applied) && advice_on_indexes(applied.left))
        return fmt::format("Mend what failed, and run {}: it goes on from here.\n", kRepair);
      return advice_after_plan(applied.left);
  }
  return {};
}

std::string failure_text(const reconciler::Failure& failure, const Style& style) {
  const auto* verb = failure.error.code() == ErrorCode::Interrupted ? "stopped" : "failed";
  const auto title = failure.step ? " " + style.bold(step_title(*failure.step)) : "";
  auto text = fmt::format("{}{}: {}\n", style.red(verb), title, failure.error.what());
  if (!failure.error.hint().empty()) text += fmt::format("{}HINT: {}\n", kIndent, failure.error.hint());
  return text + "\n";
}

std::string list(std::string_view title, const std::vector<Step>& steps) {
  std::string text;
  for (const auto& step : steps) text += fmt::format("{}{}\n", kIndent, what(step));
  return steps.empty() ? "" : fmt::format("{}:\n{}\n", title, text);
}

}  // namespace

std::string advice_after_plan(const Plan& plan) {
  switch (plan.status()) {
    case Status::Converged:
      return "";
    case Status::Pending:
      return "Run pgreconcile apply to make it so.\n";
    case Status::Conflict:
      if (plan.steps.empty() || advice_on_indexes(plan)) return advice_on_conflict(plan);
      return fmt::format("{}; pgreconcile apply --on-conflict skip runs the steps alone.\n", kByHand);
  }
  return {};
}

std::string drift_advice(const Drift& drift) {
  if (drift.running) return "Look again when the apply has ended: it may be at work on what differs.\n";
  return advice_after_drift(drift.plan);
}

std::string step_title(const Step& step) { return fmt::format("step {}: {}", step.id, what(step)); }

std::string summary_text(const Plan& plan, const Style& style) {
  return summary(plan, plan.status(), steps_of(plan), Missing::LeftOut, style);
}

std::string drift_summary_text(const Plan& plan, const Style& style) {
  return summary(plan, plan.status(), "", Missing::Shown, style);
}

std::string plan_text(const Plan& plan, const Style& style) {
  auto text = differences_text(plan, Missing::LeftOut, style);
  for (const auto& step : plan.steps) text += step_text(step, style);
  return text + summary_text(plan, style) + note_on_sizes(plan) + advice_after_plan(plan);
}

std::string drift_text(const Drift& drift, const Style& style) {
  const auto& plan = drift.plan;
  const auto note = drift.running ? fmt::format("{} {}\n\n", style.yellow("an apply is running on this database:"),
                                                to_string(*drift.running))
                                  : "";
  return note + differences_text(plan, Missing::Shown, style) + drift_summary_text(plan, style) + drift_advice(drift);
}

std::string apply_text(const reconciler::Applied& applied, const Style& style) {
  auto text = differences_text(applied.left, Missing::LeftOut, style);
  if (applied.failure) {
    text += failure_text(*applied.failure, style) + list("Done", applied.done) + list("Left", applied.left.steps);
  }
  if (applied.proof == reconciler::Proof::NotRead) {
    text += "The database could not be read after that: left is what was planned and is not known to be done.\n";
  }
  const auto left = applied.left.steps.empty() ? "" : fmt::format("{} left", steps_of(applied.left));
  return text + fmt::format("{} done. ", plural(applied.done.size(), "step")) +
         summary(applied.left, applied.status(), left, Missing::LeftOut, style) + advice_after_apply(applied);
}

}  // namespace pgreconcile::render
