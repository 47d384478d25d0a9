#include "src/cli/program.hpp"

#include "src/cli/description.hpp"
#include "src/cli/help.hpp"
#include "src/cli/version.hpp"

namespace pgreconcile::cli {

void add_all_commands(CLI::App& program, Action& action) {
  // Before the commands, which take both over.
  program.set_help_flag("-h,--help", "print this help");
  program.formatter_fn([](const CLI::App* command, const auto&, auto) { return help_text(*command); });
  program.set_version_flag("--version", version_text, "print the version, and those of the libraries")
      ->group(kGeneralGroup);
  program.require_subcommand(1);
  add_plan_command(program, action);
  add_apply_command(program, action);
  add_drift_command(program, action);
  add_validate_command(program, action);
  add_verify_command(program, action);
  add_export_command(program, action);
  add_status_command(program, action);
  add_history_command(program, action);
  add_graph_command(program, action);
  add_json_schema_command(program, action);
  add_completion_command(program, action);
  add_manual_command(program, action);
}

}  // namespace pgreconcile::cli
