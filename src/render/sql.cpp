#include "src/render/sql.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "src/render/cost.hpp"
#include "src/render/subject.hpp"
#include "src/sql/literal.hpp"
#include "src/sql/pinned_settings.hpp"

namespace pgreconcile::render {
namespace {

using reconciler::Step;

// A comment ends with its line: nothing that the file or the catalog says may end it sooner.
std::string comment(std::string_view text) {
  std::string line = "-- ";
  for (const char c : text) line += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  return line + "\n";
}

std::string settings(const reconciler::Plan& plan) {
  std::string text;
  for (const auto setting : sql::kPinnedSettings) text += fmt::format("SET {};\n", setting);
  for (const auto& [since, setting] : sql::kSettingsOfChanges) {
    if (plan.server.version_number >= since) text += fmt::format("SET {};\n", setting);
  }
  return text + fmt::format("SET search_path = {};\n", sql::quoted_list(plan.search_path));
}

std::string timeouts(const Timeouts& timeouts) {
  return fmt::format("SET lock_timeout = '{}ms';\nSET statement_timeout = '{}ms';\n", timeouts.lock.count(),
                     timeouts.statement.count());
}

bool in_one_transaction(const Step& a, const Step& b) { return a.transaction && a.transaction == b.transaction; }

std::string steps(const std::vector<Step>& steps) {
  std::string text;
  std::optional<Timeouts> current;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const auto& step = steps[at];
    const bool continues = at > 0 && in_one_transaction(steps[at - 1], step);
    const bool goes_on = at + 1 < steps.size() && in_one_transaction(step, steps[at + 1]);
    if (!continues) text += "\n";
    if (current != step.timeouts) text += timeouts(step.timeouts);
    current = step.timeouts;
    if (!continues && goes_on) text += "BEGIN;\n";
    text += comment(fmt::format("{}: {}, {} ({})", step.id, step.object, step.reason, to_string(step.source)));
    text += comment(cost(step));
    text += step.sql + ";\n";
    if (continues && !goes_on) text += "COMMIT;\n";
  }
  return text;
}

// IF NOT EXISTS takes an invalid index for the real one: a second run of the script must not hide the first one's failure.
std::string check_of_indexes(const std::vector<Step>& steps) {
  std::vector<std::string> names;
  for (const auto& step : steps) {
    if (!step.index) continue;
    auto name = sql::quote_literal(step.index->quoted());
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  if (names.empty()) return "";
  return fmt::format(
      "\n"
      "DO $check$\n"
      "BEGIN\n"
      "  IF EXISTS (\n"
      "    SELECT FROM pg_catalog.pg_index\n"
      "     WHERE indexrelid = ANY (ARRAY[{}]::pg_catalog.regclass[]) AND NOT indisvalid)\n"
      "  THEN\n"
      "    RAISE EXCEPTION 'an index of this plan is invalid: make a plan anew, which says what to do';\n"
      "  END IF;\n"
      "END\n"
      "$check$;\n",
      fmt::join(names, ", "));
}

}  // namespace

std::string plan_sql(const reconciler::Plan& plan) {
  auto text = comment(fmt::format("pgreconcile plan for {}, PostgreSQL {}: {}", database_name(plan.server),
                                  plan.server.version, to_string(plan.status())));
  for (const auto& difference : plan.differences) {
    if (difference.difference_class == reconciler::DifferenceClass::Missing) continue;
    text += comment(
        fmt::format("{}: {}: {}", to_string(difference.difference_class), difference.object, difference.message));
  }
  if (plan.steps.empty()) return text + comment("nothing to do");
  return text + settings(plan) + steps(plan.steps) + check_of_indexes(plan.steps);
}

}  // namespace pgreconcile::render
