#include <memory>

#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/yaml/json_schema.hpp"
#include "src/yaml/schema_reference.hpp"

namespace pgreconcile::cli {
namespace {

ExitCode run_json_schema(const OutputOptions& options) {
  write_result(options, options.format == "markdown" ? yaml::schema_reference() : yaml::json_schema());
  return ExitCode::Done;
}

}  // namespace

void add_json_schema_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<OutputOptions>();
  options->format = "json";
  auto* command =
      program.add_subcommand("json-schema", "JSON Schema of the file format, for editors; or its reference");
  command->footer("Example: pgreconcile json-schema --output pgreconcile.schema.json");
  add_format_option(*command, *options, {"json", "markdown"});
  add_result_options(*command, *options);
  add_environment(*command);
  command->callback([options, &action] { action = [options] { return run_json_schema(*options); }; });
}

}  // namespace pgreconcile::cli
