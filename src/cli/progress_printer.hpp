#pragma once

// Private to src/cli.

#include <functional>
#include <optional>
#include <string>

#include "src/cli/options.hpp"
#include "src/cli/progress_text.hpp"
#include "src/run/apply_observer.hpp"

namespace pgreconcile::cli {

/// Where progress is written.
struct ProgressOutput {
  std::function<void(const std::string&)> write;
  /// The width of a terminal, which shows what changes all the time on a line that is cleared again; std::nullopt for a
  /// log, which gets a line for each change of state.
  std::optional<std::size_t> columns = {};
};

/// Standard error, whatever it is.
ProgressOutput standard_error();

/// Says what an apply does.
class ProgressPrinter : public run::ApplyObserver {
 public:
  ProgressPrinter(ProgressOutput output, Verbosity verbosity);

  void on(const run::WaitingForApply& event) override;
  void on(const run::WaitingForCatalog& event) override;
  void on(const run::StepStarted& event) override;
  void on(const run::WaitingForTransactions& event) override;
  void on(const run::StepObserved& event) override;
  void on(const run::StepEnded& event) override;
  void on(const run::LockMissed& event) override;
  void on(const run::NotWatching& event) override;
  void on(const run::NotRecorded& event) override;

 private:
  /// Where the counting of a phase began.
  struct Mark {
    std::string phase;
    std::string unit;
    std::int64_t done = 0;
    std::chrono::milliseconds at{0};
  };

  void say(const std::string& line);
  void show(const std::string& text, std::size_t columns);
  void clear();
  Rate rate(const run::StepObserved& event);

  ProgressOutput output_;
  Verbosity verbosity_;
  bool live_ = false;  // whether a line stands there that has to be cleared
  std::string state_;  // what a log was told last of the step that runs
  std::optional<Mark> mark_;
};

}  // namespace pgreconcile::cli
