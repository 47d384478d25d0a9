#include <memory>

#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/render/diagnostics.hpp"

namespace pgreconcile::cli {
namespace {

render::Validation validation_of(const yaml::LoadResult& loaded) {
  render::Validation validation{loaded.files, loaded.database.tables.size(), 0, loaded.diagnostics};
  for (const auto& table : loaded.database.tables) validation.indexes += table.indexes.size();
  return validation;
}

ExitCode run_validate(const OutputOptions& options) {
  const auto loaded = read_schema_files(options);
  const auto validation = validation_of(loaded);
  if (options.format == "text") {
    report_diagnostics(loaded, options.verbosity());
    write_result(options, render::validation_text(validation));
    return ExitCode::Done;
  }
  // In these formats the diagnostics are the result.
  write_result(options,
               options.format == "json" ? render::validation_json(validation) : render::validation_github(validation));
  return validation.is_valid() ? ExitCode::Done : ExitCode::SchemaFile;
}

}  // namespace

void add_validate_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<OutputOptions>();
  auto* command = program.add_subcommand("validate", "check schema files; no database");
  command->footer("Example: pgreconcile validate -f schema.yaml --format github");
  add_output_options(*command, *options, {"text", "json", "github"});
  add_environment(*command);
  command->callback([options, &action] { action = [options] { return run_validate(*options); }; });
}

}  // namespace pgreconcile::cli
