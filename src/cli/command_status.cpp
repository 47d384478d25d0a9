#include <memory>

#include "introspect/half_done.hpp"
#include "introspect/history.hpp"
#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/cli/running_apply.hpp"
#include "src/db/session.hpp"
#include "src/render/status.hpp"

namespace pgreconcile::cli {
namespace {

struct StatusOptions {
  OutputOptions output;
  DatabaseOptions database;
};

// Who may see whether a database has converged may not have the right to read the record.
render::LastRecord last_record(db::Session& session) {
  try {
    const auto runs = introspect::recorded_runs(session, 1);
    if (!runs || runs->empty()) return {};
    return {runs->front(), {}};
  } catch (const Error& error) {
    if (error.is_lost_connection()) throw;
    return {{}, error.what()};
  }
}

std::vector<sql::QualifiedName> table_names(const model::Database& desired) {
  std::vector<sql::QualifiedName> names;
  for (const auto& table : desired.tables) names.push_back(table.name);
  return names;
}

render::DatabaseStatus read_status(db::Session& session, const model::Database& desired) {
  render::DatabaseStatus status{.plan = run::compare(session, desired, {}).plan};
  const auto facts = session.begin_read_only({sql::Identifier("pg_catalog")}, kReadTimeouts);
  status.half_done = introspect::half_done(session, facts, table_names(desired));
  if (facts.in_recovery) status.server_role = render::ServerRole::Standby;
  status.running = running_apply(session);
  status.last_record = last_record(session);
  return status;
}

ExitCode run_status(const StatusOptions& options) {
  const auto desired = load_schema(options.output);
  db::Session session(required_database(options.database, options.output.verbosity()));
  const auto status = read_status(session, desired);
  const bool is_json = options.output.format == "json";
  write_result(options.output,
               is_json ? render::status_json(status) : render::status_text(status, options.output.style()));
  return status.plan.status() == reconciler::Status::Converged ? ExitCode::Done : ExitCode::Differences;
}

}  // namespace

void add_status_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<StatusOptions>();
  auto* command = program.add_subcommand(
      "status", "is it converged, what is half done, who applies now, what was last recorded; changes nothing");
  command->footer("Example: pgreconcile status --format json");
  add_output_options(*command, options->output, {"text", "json"});
  add_database_option(*command, options->database);
  add_environment(*command);
  command->callback([options, &action] { action = [options] { return run_status(*options); }; });
}

}  // namespace pgreconcile::cli
