#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <optional>

#include "src/base/duration.hpp"
#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/cli/progress_printer.hpp"
#include "src/cli/saved_plan_options.hpp"
#include "src/db/session.hpp"
#include "src/render/json.hpp"
#include "src/render/stale.hpp"
#include "src/render/text.hpp"
#include "src/run/run_apply.hpp"
#include "src/run/saved_plan.hpp"

namespace pgreconcile::cli {
namespace {

constexpr std::chrono::seconds kBestEffortWait{30};

struct ApplyOptions {
  OutputOptions output;
  DatabaseOptions database;
  run::ApplyRunOptions run;
  bool best_effort = false;
  bool if_configured = false;
  bool dry_run = false;
  std::string plan;
};

ExitCode run_dry(const ApplyOptions& options, const db::ConnectionTarget& target, const model::Database& desired) {
  db::Session session(target);
  const auto comparison = run::compare_to_apply(session, desired, options.run.compare);
  const auto& plan = comparison.plan;
  if (options.run.saved) run::agreement_with(*options.run.saved, comparison, desired);
  const bool is_json = options.output.format == "json";
  write_result(options.output, is_json
                                   ? render::plan_json(plan, run::basis_of(comparison, desired, options.run.compare))
                                   : render::plan_text(plan, options.output.style()));
  return plan.status() == reconciler::Status::Conflict ? ExitCode::Conflict : ExitCode::Done;
}

ExitCode run_steps(const ApplyOptions& options, const db::ConnectionTarget& target, const model::Database& desired) {
  const auto start = std::chrono::steady_clock::now();
  run::InterruptWatcher interrupt;
  ProgressPrinter progress(standard_error(), options.output.verbosity());
  auto run_options = options.run;
  if (options.output.verbosity() == Verbosity::Quiet) run_options.watch.reset();
  const auto applied = run::run_apply(target, desired, run_options, interrupt, progress);
  const auto duration = elapsed_since(start);
  const bool is_json = options.output.format == "json";
  write_result(options.output,
               is_json ? render::apply_json(applied, duration) : render::apply_text(applied, options.output.style()));
  if (applied.failure) {
    const auto& [step, error] = *applied.failure;
    if (error.code() == ErrorCode::Interrupted) throw error;
    const auto title = step ? render::step_title(*step) + ": " : "";
    say_error(Error(error.code(), title + error.what(), error.hint()));
  }
  interrupt.check();
  return exit_code(applied);
}

ExitCode apply_to(const ApplyOptions& options, const db::ConnectionTarget& target, const model::Database& desired) {
  try {
    return options.dry_run ? run_dry(options, target, desired) : run_steps(options, target, desired);
  } catch (const run::StalePlanError& error) {
    const bool is_json = options.output.format == "json";
    write_result(options.output, is_json ? render::stale_json(error.stale()) : render::stale_text(error.stale()));
    say_error(error);
    return exit_code(error.code());
  }
}

// At start-up the service comes first: whatever the database does not allow now is only said.
ExitCode apply_best_effort(const ApplyOptions& options, const db::ConnectionTarget& target,
                           const model::Database& desired) {
  const auto verbosity = options.output.verbosity();
  try {
    const auto code = apply_to(options, target, desired);
    if (code != ExitCode::Done) {
      warn(fmt::format("the database is not converged (exit code {} without --best-effort)", static_cast<int>(code)),
           verbosity);
    }
  } catch (const Error& error) {
    const auto code = error.code();
    if (code == ErrorCode::Usage || code == ErrorCode::SchemaFile || code == ErrorCode::Interrupted) throw;
    warn(fmt::format("nothing more was applied: {}", error.what()), verbosity);
  } catch (const std::exception& error) {
    warn(fmt::format("nothing more was applied: {}", as_error(error).what()), verbosity);
  }
  return ExitCode::Done;
}

ExitCode run_apply_command(const ApplyOptions& options) {
  const auto verbosity = options.output.verbosity();
  const auto desired = load_schema(options.output);
  const std::optional<db::ConnectionTarget> target = options.if_configured
                                                         ? named_database(options.database, verbosity)
                                                         : required_database(options.database, verbosity);
  if (!target) {
    warn("no database is named: nothing was applied", Verbosity::Normal);
    return ExitCode::Done;
  }
  return options.best_effort ? apply_best_effort(options, *target, desired) : apply_to(options, *target, desired);
}

void use_saved_plan(ApplyOptions& options, const CLI::App& command) {
  auto saved = load_saved_plan(options.plan);
  options.run.compare = options_of_saved(saved, command, options.run.compare);
  options.run.saved = std::move(saved);
}

void add_apply_options(CLI::App& command, ApplyOptions& options) {
  auto* max_wait = &options.run.max_wait;
  add_duration(command, "--max-wait", *max_wait,
               "how long to wait for another apply, other DDL and locks, in all (default: 10m)");
  command.add_flag_callback(
      "--best-effort",
      [&options] {
        options.best_effort = true;
        options.run.on_conflict = reconciler::OnConflict::Skip;
      },
      "for start-up: --on-conflict skip, --max-wait 30s, and failures are warnings");
  command.add_flag("--if-configured", options.if_configured, "no database named: a warning, and exit code 0");
  command
      .add_option("--plan", options.plan,
                  "run this plan, which plan --save wrote, if it is still true; timeouts and limits are the plan's")
      ->type_name("PLAN.json");
  command.add_flag("--dry-run", options.dry_run, "only print what would be done, as plan does");
  command
      .add_option_function<std::string>(
          "--on-conflict",
          [&options](const std::string& value) {
            options.run.on_conflict = value == "skip" ? reconciler::OnConflict::Skip : reconciler::OnConflict::Refuse;
          },
          "refuse: a conflict means that nothing is applied (default); skip: apply the rest")
      ->check(CLI::IsMember({"refuse", "skip"}));
  command.add_flag_callback(
      "--record", [&options] { options.run.recording = run::Recording::On; },
      "write what is done to the table pgreconcile.history, which the command history lists");
  command
      .add_option_function<std::string>(
          "--proxy", [&options](const std::string&) { options.run.proxy = run::ProxyMode::Session; },
          "session: the pooler in between is known to pool by session")
      ->check(CLI::IsMember({"session"}));
}

}  // namespace

void add_apply_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<ApplyOptions>();
  auto* command = program.add_subcommand("apply", "run the plan, then prove that the database has converged");
  command->footer(
      "Examples: pgreconcile apply -f schema.yaml --best-effort --if-configured\n"
      "          pgreconcile apply -f schema.yaml --record && pgreconcile history --limit 1");
  add_output_options(*command, options->output, {"text", "json"});
  add_database_option(*command, options->database);
  add_compare_options(*command, options->run.compare);
  add_apply_options(*command, *options);
  add_environment(*command);
  command->callback([command, options, &action] {
    const bool waits_as_told = command->get_option("--max-wait")->count() > 0;
    if (options->best_effort && !waits_as_told) options->run.max_wait = kBestEffortWait;
    action = [command, options] {
      if (!options->plan.empty()) use_saved_plan(*options, *command);
      return run_apply_command(*options);
    };
  });
}

}  // namespace pgreconcile::cli
