#include <algorithm>
#include <memory>

#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/db/session.hpp"
#include "src/render/json.hpp"
#include "src/render/markdown.hpp"
#include "src/render/text.hpp"
#include "src/run/compare.hpp"

namespace pgreconcile::cli {
namespace {

struct DriftOptions {
  OutputOptions output;
  DatabaseOptions database;
  std::vector<std::string> ignored_classes;
};

bool counts(const reconciler::Difference& difference, const std::vector<std::string>& ignored_classes) {
  if (difference.difference_class == reconciler::DifferenceClass::Unmanaged) return false;
  return std::ranges::find(ignored_classes, to_string(difference.difference_class)) == ignored_classes.end();
}

ExitCode run_drift(const DriftOptions& options) {
  const auto desired = load_schema(options.output);
  db::Session session(required_database(options.database, options.output.verbosity()));
  const auto plan = run::compare(session, desired, {}).plan;
  const auto& format = options.output.format;
  write_result(options.output, format == "json"       ? render::drift_json(plan)
                               : format == "markdown" ? render::drift_markdown(plan, {desired, options.output.files})
                                                      : render::drift_text(plan, options.output.style()));
  const auto drifted = [&](const auto& difference) { return counts(difference, options.ignored_classes); };
  return std::ranges::any_of(plan.differences, drifted) ? ExitCode::Differences : ExitCode::Done;
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
  command->footer("Example: pgreconcile drift --format json --ignore extra,renamed");
  add_output_options(*command, options->output, {"text", "json", "markdown"});
  add_database_option(*command, options->database);
  command->add_option("--ignore", options->ignored_classes, "classes that do not count for the exit code")
      ->delimiter(',')
      ->check(CLI::IsMember(class_names()))
      ->type_name("CLASS,…");
  add_environment(*command);
  command->callback([options, &action] { action = [options] { return run_drift(*options); }; });
}

}  // namespace pgreconcile::cli
