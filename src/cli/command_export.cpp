#include <fmt/format.h>

#include <memory>

#include "introspect/export.hpp"
#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/db/session.hpp"
#include "src/model/readable.hpp"
#include "src/yaml/scalar_spelling.hpp"
#include "src/yaml/write.hpp"

namespace pgreconcile::cli {
namespace {

struct ExportOptions {
  OutputOptions output;
  DatabaseOptions database;
  introspect::ExportScope scope;
};

// Nothing of the database's name or server: equal databases make equal files.
std::vector<std::string> comments(const introspect::Exported& exported) {
  std::vector<std::string> lines;
  if (!exported.left_out.empty()) lines.emplace_back("What the format cannot say, and is not in this file:");
  for (const auto& what : exported.left_out) lines.push_back(fmt::format("- {}", what));
  return lines;
}

ExitCode run_export(const ExportOptions& options) {
  db::Session session(required_database(options.database, options.output.verbosity()));
  const auto exported = introspect::export_database(session, options.scope);
  for (const auto& what : exported.left_out) {
    warn(fmt::format("not in the file: {}", yaml::visible(what)), options.output.verbosity());
  }
  write_result(options.output, yaml::write(model::readable(exported.database), {comments(exported)}));
  return ExitCode::Done;
}

}  // namespace

void add_export_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<ExportOptions>();
  auto* command = program.add_subcommand("export", "write a live database as a schema file");
  command->footer("Example: pgreconcile export --schema public --table 'kraken_*' --output schema.yaml");
  add_result_options(*command, options->output);
  add_database_option(*command, options->database);
  command->add_option("--schema", options->scope.schemas, "only this schema (default: all but the system's)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command->add_option("--table", options->scope.table_patterns, "only tables whose name fits: kraken_*, billing.*")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  add_environment(*command);
  command->callback([options, &action] { action = [options] { return run_export(*options); }; });
}

}  // namespace pgreconcile::cli
