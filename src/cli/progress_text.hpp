#pragma once

// Private to src/cli: what the events of an apply say, without the line's end.

#include <chrono>
#include <cstdint>
#include <string>

#include "src/run/apply_observer.hpp"

namespace pgreconcile::cli {

std::string event_text(const run::WaitingForApply& event);
std::string event_text(const run::WaitingForCatalog& event);
std::string event_text(const run::StepStarted& event);
std::string event_text(const run::WaitingForTransactions& event);
std::string event_text(const run::StepEnded& event);
std::string event_text(const run::LockMissed& event);
std::string event_text(const run::NotWatching& event);
std::string event_text(const run::NotRecorded& event);

/// What a log tells of a step that runs: its phase and whom it waits for, `building index: scanning table` or
/// `waits for reporter (pid 4711)`; empty where there is nothing to tell.
std::string state_text(const introspect::StatementProgress& progress);

/// What of an index build is counted now, and its unit.
struct Counted {
  introspect::Amount amount;
  std::string unit;

  friend bool operator==(const Counted&, const Counted&) = default;
};

/// std::nullopt where nothing is.
std::optional<Counted> counted(const introspect::StatementProgress& progress);

/// How much of what is counted is done each second; std::nullopt while that cannot be said.
using Rate = std::optional<std::int64_t>;

/// REQUIRES: it is counted()
std::int64_t percent(const introspect::Amount& amount);

/// `, 42% of 2900 blocks, 350 blocks/s`
std::string counted_text(const Counted& counted, const Rate& rate);

/// `step 2: create index public.ix: building index: scanning table, 42% of 2900 blocks, 350 blocks/s, 12.0 s`
std::string live_text(const run::StepObserved& event, const Rate& rate);

}  // namespace pgreconcile::cli
