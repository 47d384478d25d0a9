#include <fmt/format.h>

#include <memory>

#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"

namespace pgreconcile::cli {
namespace {

ExitCode run_validate(const OutputOptions& options) {
  const auto database = load_schema(options);
  std::size_t indexes = 0;
  for (const auto& table : database.tables) indexes += table.indexes.size();
  write_result(options, fmt::format("{}: valid, tables: {}, indexes: {}\n", options.files.front(),
                                    database.tables.size(), indexes));
  return ExitCode::Done;
}

}  // namespace

void add_validate_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<OutputOptions>();
  auto* command = program.add_subcommand("validate", "check the schema file; no database");
  command->footer("Example: pgreconcile validate -f schema.yaml");
  add_output_options(*command, *options, {"text"});
  add_environment(*command);
  command->callback([options, &action] { action = [options] { return run_validate(*options); }; });
}

}  // namespace pgreconcile::cli
