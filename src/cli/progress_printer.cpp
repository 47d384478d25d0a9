#include "src/cli/progress_printer.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>
#include <utility>

#include "src/base/utf8.hpp"

namespace pgreconcile::cli {
namespace {

using std::chrono::milliseconds;

/// What took longer is said.
constexpr milliseconds kLong{1000};
/// Of a terminal that does not say.
constexpr std::size_t kColumns = 80;
/// To the line's beginning, and the rest of it cleared.
constexpr std::string_view kClear = "\r\033[K";

std::optional<std::size_t> terminal_columns(int file) {
  if (isatty(file) == 0) return std::nullopt;
  winsize size{};
  const bool is_known = ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_known ? size.ws_col : kColumns;
}

}  // namespace

ProgressOutput standard_error() { return {print_error, terminal_columns(STDERR_FILENO)}; }

ProgressPrinter::ProgressPrinter(ProgressOutput output, Verbosity verbosity)
    : output_(std::move(output)), verbosity_(verbosity) {}

void ProgressPrinter::on(const run::WaitingForApply& event) { say(event_text(event)); }

void ProgressPrinter::on(const run::WaitingForCatalog& event) { say(event_text(event)); }

void ProgressPrinter::on(const run::StepStarted& event) { say(event_text(event)); }

void ProgressPrinter::on(const run::WaitingForTransactions& event) { say(event_text(event)); }

void ProgressPrinter::on(const run::StepObserved& event) {
  if (verbosity_ == Verbosity::Quiet) return;
  if (output_.columns) {
    show(live_text(event, rate(event)), *output_.columns);
    return;
  }
  auto state = state_text(event.progress);
  if (state == state_) return;
  say(fmt::format("step {}: {}", event.step.id, state.empty() ? "goes on" : state));
  state_ = std::move(state);
}

void ProgressPrinter::on(const run::StepEnded& event) {
  state_.clear();
  mark_.reset();
  clear();
  if (event.end == run::StepEnd::Done && event.elapsed > kLong) say(event_text(event));
}

void ProgressPrinter::on(const run::LockMissed& event) { say(event_text(event)); }

void ProgressPrinter::on(const run::NotWatching& event) {
  if (verbosity_ == Verbosity::Verbose) say(event_text(event));
}

void ProgressPrinter::on(const run::NotRecorded& event) { say(event_text(event)); }

void ProgressPrinter::say(const std::string& line) {
  if (verbosity_ == Verbosity::Quiet) return;
  clear();
  output_.write(line + "\n");
}

// One column stays free: some terminals wrap a line as soon as it is full.
void ProgressPrinter::show(const std::string& text, std::size_t columns) {
  output_.write(fmt::format("{}{}", kClear, text.substr(0, character_offset(text, columns - 1))));
  live_ = true;
}

void ProgressPrinter::clear() {
  if (std::exchange(live_, false)) output_.write(std::string(kClear));
}

// Since the phase began to count: what came before it was seen says nothing of the speed.
Rate ProgressPrinter::rate(const run::StepObserved& event) {
  const auto now = counted(event.progress);
  if (!now) return std::nullopt;
  const auto& phase = event.progress.index_build->phase;
  if (!mark_ || mark_->phase != phase || mark_->unit != now->unit) {
    mark_ = Mark{phase, now->unit, now->amount.done, event.elapsed};
  }
  const auto time = event.elapsed - mark_->at;
  if (time.count() == 0) return std::nullopt;
  return (now->amount.done - mark_->done) * 1000 / time.count();
}

}  // namespace pgreconcile::cli
