#include "src/render/stale.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "src/base/utf8.hpp"
#include "src/render/text.hpp"

namespace pgreconcile::render {
namespace {

using reconciler::Step;

std::string changes_text(std::string_view title, const std::vector<model::ObjectChange>& changes) {
  if (changes.empty()) return "";
  auto text = fmt::format("\n{} since then:\n", title);
  for (const auto& change : changes) {
    text += fmt::format("  {:<8}  {}\n", to_string(change.fate), printable(change.object));
  }
  return text;
}

std::string step_line(const Step& step, const std::vector<Step>& others) {
  const bool only_waits_longer = std::ranges::find(others, step.sql, &Step::sql) != others.end();
  return fmt::format("  {}{}\n", step_title(step),
                     only_waits_longer ? fmt::format(" (lock_timeout {} ms, statement_timeout {} ms)",
                                                     step.timeouts.lock.count(), step.timeouts.statement.count())
                                       : "");
}

std::string steps_text(std::string_view title, const std::vector<Step>& steps, const std::vector<Step>& others) {
  if (steps.empty()) return "";
  auto text = fmt::format("\n{}:\n", title);
  for (const auto& step : steps) text += step_line(step, others);
  return text;
}

}  // namespace

std::string stale_text(const reconciler::StalePlan& stale) {
  auto text = fmt::format("Database {} (PostgreSQL {}): the saved plan is no longer true, nothing was done.\n",
                          printable(stale.server.database), stale.server.version);
  text += changes_text("In the file", stale.file);
  text += changes_text("In the database", stale.database);
  text += steps_text("Steps that it has, and that would not be made now", stale.gone, stale.made);
  text += steps_text("Steps that would be made now, and that it does not have", stale.made, stale.gone);
  if (stale.only_rearranged) {
    text += "\nIts steps would run in another order, in other transactions, or under another search_path.\n";
  }
  return text;
}

}  // namespace pgreconcile::render
