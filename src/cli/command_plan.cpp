#include <algorithm>
#include <memory>

#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/cli/saved_plan_options.hpp"
#include "src/db/session.hpp"
#include "src/render/github.hpp"
#include "src/render/json.hpp"
#include "src/render/markdown.hpp"
#include "src/render/sql.hpp"
#include "src/render/text.hpp"
#include "src/run/compare.hpp"
#include "src/run/saved_plan.hpp"

namespace pgreconcile::cli {
namespace {

constexpr auto kNewestServer = "18";

struct PlanOptions {
  OutputOptions output;
  DatabaseOptions database;
  run::CompareOptions compare;
  bool exit_code = false;
  std::string save;
  std::vector<std::string> from;
  std::string server_major = kNewestServer;
};

/// A plan, and its JSON where that is printed or saved: fingerprints of ten thousand tables take their time.
struct MadePlan {
  reconciler::Plan plan;
  std::string json = {};
};

bool needs_json(const PlanOptions& options) { return !options.save.empty() || options.output.format == "json"; }

MadePlan plan_between_files(const PlanOptions& options, const model::Database& desired) {
  auto earlier = options.output;
  earlier.files = options.from;
  const auto loaded = read_schema_files(earlier);
  report_diagnostics(loaded, earlier.verbosity());
  MadePlan made{
      run::compare_files({loaded.database, loaded.files, desired, std::stoi(options.server_major)}, options.compare)};
  if (needs_json(options)) made.json = render::plan_json(made.plan);
  return made;
}

MadePlan plan_for_database(const PlanOptions& options, const model::Database& desired) {
  db::Session session(required_database(options.database, options.output.verbosity()));
  auto comparison = run::compare_to_apply(session, desired, options.compare);
  MadePlan made;
  if (needs_json(options)) {
    made.json = render::plan_json(comparison.plan, run::basis_of(comparison, desired, options.compare));
  }
  made.plan = std::move(comparison.plan);
  return made;
}

std::string rendered(const MadePlan& made, const model::Database& desired, const OutputOptions& options) {
  const auto& format = options.format;
  if (format == "json") return made.json;
  if (format == "sql") return render::plan_sql(made.plan);
  if (format == "github") return render::plan_github(made.plan);
  if (format == "markdown") return render::plan_markdown(made.plan, {desired, options.files});
  return render::plan_text(made.plan, options.style());
}

// A plan between files is one for no database in particular: nobody could say later whether it is still true.
void check_from(const PlanOptions& options) {
  if (options.from.empty()) return;
  if (!options.save.empty()) {
    throw Error(ErrorCode::Usage, "a plan between files cannot be saved", "leave out --save, or --from");
  }
  const auto reads_standard_input = [](const std::vector<std::string>& files) {
    return std::ranges::find(files, "-") != files.end();
  };
  if (reads_standard_input(options.from) && reads_standard_input(options.output.files)) {
    throw Error(ErrorCode::Usage, "--from and --file are both standard input", "name a file");
  }
}

ExitCode run_plan(const PlanOptions& options) {
  check_save(options.save, options.output);
  check_from(options);
  const auto desired = load_schema(options.output);
  const auto made = options.from.empty() ? plan_for_database(options, desired) : plan_between_files(options, desired);
  save_plan(options.save, made.json);
  write_result(options.output, rendered(made, desired, options.output));
  switch (made.plan.status()) {
    case reconciler::Status::Conflict:
      return ExitCode::Conflict;
    case reconciler::Status::Pending:
      return options.exit_code ? ExitCode::Differences : ExitCode::Done;
    case reconciler::Status::Converged:
      return ExitCode::Done;
  }
  return ExitCode::Internal;
}

void add_from_options(CLI::App& command, PlanOptions& options) {
  auto* from = command
                   .add_option("--from", options.from,
                               "compare with this schema file instead of a database: what would a database get that "
                               "is what it says? repeatable, as --file")
                   ->type_name("PATH")
                   ->allow_extra_args(false);
  command.add_option("--server-version", options.server_major, "with --from: the PostgreSQL to plan for")
      ->type_name("MAJOR")
      ->check(CLI::IsMember({"13", "14", "15", "16", "17", kNewestServer}))
      ->capture_default_str()
      ->needs(from);
}

}  // namespace

void add_plan_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<PlanOptions>();
  auto* command = program.add_subcommand("plan", "print the DDL that apply would run; changes nothing");
  command->footer(
      "Examples: pgreconcile plan -f schema.yaml --database-url postgresql://app@db/kraken --format sql\n"
      "          git show main:schema.yaml | pgreconcile plan --from - -f schema.yaml --format markdown");
  add_output_options(*command, options->output, {"text", "sql", "json", "markdown", "github"});
  add_database_option(*command, options->database);
  add_compare_options(*command, options->compare);
  command->add_flag("--exit-code", options->exit_code, "exit with 2 where DDL is pending");
  command->add_option("--save", options->save, "also save the plan, for apply --plan to run it as long as it is true")
      ->type_name("PLAN.json");
  add_from_options(*command, *options);
  add_environment(*command);
  command->callback([options, &action] { action = [options] { return run_plan(*options); }; });
}

}  // namespace pgreconcile::cli
