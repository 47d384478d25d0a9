#include "src/cli/progress_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "src/base/duration.hpp"
#include "src/render/text.hpp"

namespace pgreconcile::cli {
namespace {

/// Fewer things are counted one by one.
constexpr std::int64_t kFew = 100;

std::string step_number(const reconciler::Step& step) { return fmt::format("step {}", step.id); }

std::string waits_for(const std::vector<introspect::Holder>& holders) {
  std::vector<std::string> names;
  for (const auto& holder : holders) names.push_back(to_string(holder));
  return fmt::format("waits for {}", fmt::join(names, ", "));
}

}  // namespace

std::string event_text(const run::WaitingForApply& event) {
  return fmt::format("another apply runs on this database: {}; waiting for its end", to_string(event.holder));
}

std::string event_text(const run::WaitingForCatalog& /*event*/) {
  return "other DDL keeps changing the catalog while it is read; waiting for its end";
}

std::string event_text(const run::StepStarted& event) { return render::step_title(event.step); }

std::string event_text(const run::WaitingForTransactions& event) {
  return fmt::format("{}: will wait for the end of {}", step_number(event.step), to_string(event.transactions));
}

std::string event_text(const run::StepEnded& event) {
  return fmt::format("{}: done in {}", step_number(event.step), duration_text(event.elapsed));
}

std::string event_text(const run::LockMissed& event) {
  const auto& [step, error, tries, pause] = event.retry;
  const bool is_timeout = error.sqlstate() == "55P03";
  return fmt::format("{}, try {}: {}; trying again in {} ms", step_number(step), tries,
                     is_timeout ? "a lock was not had in time: " + to_string(event.locks) : error.what(),
                     pause.count());
}

std::string event_text(const run::NotWatching& event) { return fmt::format("progress is not shown: {}", event.reason); }

std::string event_text(const run::NotRecorded& event) {
  return fmt::format("pgreconcile: warning: how the apply ended is not recorded: {}", event.reason);
}

std::string state_text(const introspect::StatementProgress& progress) {
  const auto phase = progress.index_build ? progress.index_build->phase : "";
  if (progress.waits_for.empty()) return phase;
  // First, since a narrow terminal shows the first of it only.
  const auto waiting = waits_for(progress.waits_for);
  return phase.empty() ? waiting : fmt::format("{}: {}", waiting, phase);
}

std::optional<Counted> counted(const introspect::StatementProgress& progress) {
  if (!progress.index_build) return std::nullopt;
  const auto& [phase, blocks, tuples, lockers] = *progress.index_build;
  for (const auto& candidate :
       {Counted{blocks, "blocks"}, Counted{tuples, "tuples"}, Counted{lockers, "transactions"}}) {
    if (candidate.amount.total > 0) return candidate;
  }
  return std::nullopt;
}

std::int64_t percent(const introspect::Amount& amount) { return 100 * amount.done / amount.total; }

std::string counted_text(const Counted& counted, const Rate& rate) {
  const auto& [amount, unit] = counted;
  if (amount.total < kFew) return fmt::format(", {} of {} {}", amount.done, amount.total, unit);
  const auto text = fmt::format(", {}% of {} {}", percent(amount), amount.total, unit);
  return rate ? fmt::format("{}, {} {}/s", text, *rate, unit) : text;
}

std::string live_text(const run::StepObserved& event, const Rate& rate) {
  const auto state = state_text(event.progress);
  const auto amount = counted(event.progress);
  const auto what =
      state.empty() ? render::step_title(event.step) : fmt::format("{}: {}", step_number(event.step), state);
  return fmt::format("{}{}, {}", what, amount ? counted_text(*amount, rate) : "", duration_text(event.elapsed));
}

}  // namespace pgreconcile::cli
