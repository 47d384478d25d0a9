#include "src/render/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace pgreconcile::render {
namespace {

using reconciler::Difference;
using reconciler::DifferenceClass;
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

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

// `takes ACCESS EXCLUSIVE on public.t; scans the table`
std::string cost(const Step& step) {
  std::vector<std::string> parts;
  for (const auto& lock : step.locks) {
    parts.push_back(fmt::format("takes {} on {}", to_string(lock.mode), lock.table.quoted()));
  }
  if (step.rewrites) parts.emplace_back("rewrites the table");
  if (step.scans && !step.rewrites) parts.emplace_back("scans the table");
  if (!step.transaction) parts.emplace_back("runs outside a transaction");
  return parts.empty() ? "locks no table that exists" : fmt::format("{}", fmt::join(parts, "; "));
}

std::string step_text(const Step& step, const Style& style) {
  auto kind = step.kind;
  std::ranges::replace(kind, '_', ' ');
  const auto title = style.bold(fmt::format("{} {}", kind, step.object));
  return fmt::format("{:>3}  {}  {}\n{}{}: {}\n{}\n", step.id, title, style.dim(to_string(step.source)), kIndent,
                     step.reason, cost(step), indented(step.sql + ";"));
}

std::string colored(const Difference& difference, const Style& style) {
  const auto name = to_string(difference.difference_class);
  if (is_conflict(difference)) return style.red(name);
  return difference.difference_class == DifferenceClass::Unmanaged ? style.dim(name) : style.yellow(name);
}

std::string difference_text(const Difference& difference, const Style& style) {
  auto text = fmt::format("{} {} ({})  {}\n{}{}\n", colored(difference, style), style.bold(difference.object),
                          difference.attribute, style.dim(to_string(difference.source)), kIndent, difference.message);
  if (!difference.desired.empty()) text += fmt::format("{}file:     {}\n", kIndent, difference.desired);
  if (!difference.live.empty()) text += fmt::format("{}database: {}\n", kIndent, difference.live);
  if (!difference.manual_sql.empty()) text += fmt::format("{}by hand:  {}\n", kIndent, difference.manual_sql);
  return text + "\n";
}

enum class Missing { Shown, LeftOut };

// What stops an apply comes first.
std::string differences_text(const Plan& plan, Missing missing, const Style& style) {
  std::string conflicts;
  std::string others;
  for (const auto& difference : plan.differences) {
    if (missing == Missing::LeftOut && difference.difference_class == DifferenceClass::Missing) continue;
    (is_conflict(difference) ? conflicts : others) += difference_text(difference, style);
  }
  return conflicts + others;
}

std::string counts(const Plan& plan, Missing missing) {
  std::vector<std::string> parts;
  for (const auto difference_class : reconciler::kDifferenceClasses) {
    if (missing == Missing::LeftOut && difference_class == DifferenceClass::Missing) continue;
    const auto count = plan.count(difference_class);
    if (count > 0) parts.push_back(fmt::format("{} {}", count, to_string(difference_class)));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string database(const Plan& plan) {
  return fmt::format("Database {} (PostgreSQL {})", plan.server.database, plan.server.version);
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

std::string summary(const Plan& plan, Missing missing, const Style& style) {
  auto text = fmt::format("{}: {}", database(plan), status_text(plan.status(), style));
  if (missing == Missing::LeftOut && !plan.steps.empty()) text += ", " + plural(plan.steps.size(), "step");
  const auto found = counts(plan, missing);
  return text + (found.empty() ? "" : ", " + found) + ".\n";
}

std::string advice(const Plan& plan) {
  switch (plan.status()) {
    case Status::Converged:
      return "";
    case Status::Pending:
      return "Run pgreconcile apply to make it so.\n";
    case Status::Conflict:
      return "Settle by hand what additive DDL cannot; pgreconcile apply --on-conflict skip runs the steps alone.\n";
  }
  return {};
}

}  // namespace

std::string step_title(const Step& step) {
  auto kind = step.kind;
  std::ranges::replace(kind, '_', ' ');
  return fmt::format("step {}: {} {}", step.id, kind, step.object);
}

std::string plan_text(const Plan& plan, const Style& style) {
  auto text = differences_text(plan, Missing::LeftOut, style);
  for (const auto& step : plan.steps) text += step_text(step, style);
  return text + summary(plan, Missing::LeftOut, style) + advice(plan);
}

std::string drift_text(const Plan& plan, const Style& style) {
  return differences_text(plan, Missing::Shown, style) + summary(plan, Missing::Shown, style);
}

std::string apply_text(const reconciler::Applied& applied, const Style& style) {
  auto text = differences_text(applied.left, Missing::LeftOut, style);
  if (applied.failure) {
    text += fmt::format("{} failed: {}\n", step_title(applied.failure->step), applied.failure->error.what());
  }
  return text + fmt::format("{} done. ", plural(applied.done.size(), "step")) +
         summary(applied.left, Missing::LeftOut, style);
}

}  // namespace pgreconcile::render
