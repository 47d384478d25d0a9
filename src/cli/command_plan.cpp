#include <memory>

#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/cli/saved_plan_options.hpp"
#include "src/db/session.hpp"
#include "src/render/json.hpp"
#include "src/render/sql.hpp"
#include "src/render/text.hpp"
#include "src/run/compare.hpp"
#include "src/run/saved_plan.hpp"

namespace pgreconcile::cli {
namespace {

struct PlanOptions {
  OutputOptions output;
  DatabaseOptions database;
  run::CompareOptions compare;
  bool exit_code = false;
  std::string save;
};

std::string rendered(const reconciler::Plan& plan, const std::string& json, const OutputOptions& options) {
  if (options.format == "json") return json;
  if (options.format == "sql") return render::plan_sql(plan);
  return render::plan_text(plan, options.style());
}

ExitCode run_plan(const PlanOptions& options) {
  check_save(options.save, options.output);
  const auto desired = load_schema(options.output);
  db::Session session(required_database(options.database, options.output.verbosity()));
  const auto comparison = run::compare(session, desired, options.compare);
  const auto& plan = comparison.plan;
  reconciler::check_index_builds(plan);
  // Fingerprints of ten thousand tables take their time.
  const bool needs_json = !options.save.empty() || options.output.format == "json";
  const auto json =
      needs_json ? render::plan_json(plan, run::basis_of(comparison, desired, options.compare)) : std::string();
  save_plan(options.save, json);
  write_result(options.output, rendered(plan, json, options.output));
  switch (plan.status()) {
    case reconciler::Status::Conflict:
      return ExitCode::Conflict;
    case reconciler::Status::Pending:
      return options.exit_code ? ExitCode::Differences : ExitCode::Done;
    case reconciler::Status::Converged:
      return ExitCode::Done;
  }
  return ExitCode::Internal;
}

}  // namespace

void add_plan_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<PlanOptions>();
  auto* command = program.add_subcommand("plan", "print the DDL that apply would run; changes nothing");
  command->footer("Example: pgreconcile plan -f schema.yaml --database-url postgresql://app@db/kraken --format sql");
  add_output_options(*command, options->output, {"text", "sql", "json"});
  add_database_option(*command, options->database);
  add_compare_options(*command, options->compare);
  command->add_flag("--exit-code", options->exit_code, "exit with 2 where DDL is pending");
  command->add_option("--save", options->save, "also save the plan, for apply --plan to run it as long as it is true")
      ->type_name("PLAN.json");
  add_environment(*command);
  command->callback([options, &action] { action = [options] { return run_plan(*options); }; });
}

}  // namespace pgreconcile::cli
