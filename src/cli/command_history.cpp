#include <memory>

#include "introspect/history.hpp"
#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/db/session.hpp"
#include "src/render/history.hpp"

namespace pgreconcile::cli {
namespace {

struct HistoryOptions {
  OutputOptions output;
  DatabaseOptions database;
  std::int64_t limit = 20;
};

auto recorded_runs(db::Session& session, std::int64_t limit) {
  try {
    return introspect::recorded_runs(session, limit);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::Permission) throw;
    throw Error(error.code(), error.what(),
                "it wants USAGE on the schema pgreconcile, and SELECT on its table history");
  }
}

ExitCode run_history(const HistoryOptions& options) {
  db::Session session(required_database(options.database, options.output.verbosity()));
  const auto facts = session.begin_read_only({sql::Identifier("pg_catalog")}, kReadTimeouts);
  const auto runs = recorded_runs(session, options.limit);
  const model::ServerFacts server{facts.database, facts.server_version, facts.server_version_number};
  const bool is_json = options.output.format == "json";
  write_result(options.output, is_json ? render::history_json(server, runs)
                                       : render::history_text(server, runs, options.output.style()));
  return ExitCode::Done;
}

}  // namespace

void add_history_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<HistoryOptions>();
  auto* command =
      program.add_subcommand("history", "applies recorded with --record, the newest first; changes nothing");
  command->footer("Example: pgreconcile history --limit 5 --format json");
  add_format_option(*command, options->output, {"text", "json"});
  add_color_option(*command, options->output);
  add_result_options(*command, options->output);
  add_database_option(*command, options->database);
  add_count(*command, "--limit", options->limit, "how many, at most (default: 20)");
  add_environment(*command);
  command->callback([options, &action] { action = [options] { return run_history(*options); }; });
}

}  // namespace pgreconcile::cli
