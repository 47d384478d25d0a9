#include <algorithm>
#include <chrono>
#include <memory>

#include "src/base/duration.hpp"
#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/cli/running_apply.hpp"
#include "src/db/session.hpp"
#include "src/render/drift.hpp"
#include "src/render/markdown.hpp"
#include "src/run/compare.hpp"

namespace pgreconcile::cli {
namespace {

struct DriftOptions {
  OutputOptions output;
  DatabaseOptions database;
  std::string scope = "declared";
  std::vector<std::string> ignored_classes;
};

bool has_drifted(const reconciler::Plan& plan, const DriftOptions& options) {
  return std::ranges::any_of(plan.differences, [&](const auto& difference) {
    if (difference.difference_class == reconciler::DifferenceClass::Unmanaged) return false;
    return std::ranges::find(options.ignored_classes, to_string(difference.difference_class)) ==
           options.ignored_classes.end();
  });
}

run::CompareOptions compare_options(const DriftOptions& options) {
  using introspect::Scope;
  return {.scope = options.scope == "schema" ? Scope::WholeSchemas : Scope::DeclaredTables};
}

// Compares, and where anything counts looks whether an apply is at work on it.
render::Drift find_drift(const model::Database& desired, const DriftOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  db::Session session(required_database(options.database, options.output.verbosity()));
  render::Drift drift{.plan = run::compare(session, desired, compare_options(options)).plan};
  if (has_drifted(drift.plan, options)) drift.running = running_apply(session);
  drift.at = std::chrono::system_clock::now();
  drift.duration = elapsed_since(started);
  return drift;
}

std::string rendered(const render::Drift& drift, const model::Database& desired, const OutputOptions& output) {
  if (output.format == "json") return render::drift_json(drift);
  if (output.format == "markdown") return render::drift_markdown(drift, {desired, output.files});
  if (output.format == "prometheus") return render::drift_prometheus(drift);
  if (output.format == "html") return render::drift_html(drift, desired);
  return render::drift_text(drift, output.style());
}

ExitCode run_drift(const DriftOptions& options) {
  const auto desired = load_schema(options.output);
  const auto drift = find_drift(desired, options);
  write_result(options.output, rendered(drift, desired, options.output));
  if (!has_drifted(drift.plan, options)) return ExitCode::Done;
  return drift.running ? ExitCode::TryAgain : ExitCode::Differences;
}

std::vector<std::string> class_names() {
  std::vector<std::string> names;
  for (const auto difference_class : reconciler::kDifferenceClasses) names.push_back(to_string(difference_class));
  return names;
}

}  // namespace

void add_drift_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<DriftOptions>();
  auto* command =
      program.add_subcommand("drift", "every difference between the file and the database; changes nothing");
  command->footer("Example: pgreconcile drift --format html --output drift.html");
  add_output_options(*command, options->output, {"text", "json", "markdown", "prometheus", "html"});
  add_database_option(*command, options->database);
  command->add_option("--scope", options->scope, "the file's tables, or also undeclared ones in its schemas")
      ->check(CLI::IsMember({"declared", "schema"}))
      ->capture_default_str();
  command->add_option("--ignore", options->ignored_classes, "classes that do not count for the exit code")
      ->delimiter(',')
      ->check(CLI::IsMember(class_names()))
      ->type_name("CLASS,…");
  add_environment(*command);
  command->callback([options, &action] {
    // What collects metrics runs as another user, and a result that it cannot read is one that is missing.
    if (options->output.format == "prometheus") options->output.readers = Readers::Everyone;
    action = [options] { return run_drift(*options); };
  });
}

}  // namespace pgreconcile::cli
