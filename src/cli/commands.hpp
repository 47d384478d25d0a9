#pragma once

// Private to src/cli: each command adds itself to the program, and sets the action that runs it when it is chosen.

#include <CLI/CLI.hpp>
#include <functional>

#include "src/cli/exit_code.hpp"

namespace pgreconcile::cli {

using Action = std::function<ExitCode()>;

void add_plan_command(CLI::App& program, Action& action);
void add_apply_command(CLI::App& program, Action& action);
void add_drift_command(CLI::App& program, Action& action);
void add_validate_command(CLI::App& program, Action& action);
void add_verify_command(CLI::App& program, Action& action);
void add_graph_command(CLI::App& program, Action& action);
void add_export_command(CLI::App& program, Action& action);
void add_status_command(CLI::App& program, Action& action);
void add_history_command(CLI::App& program, Action& action);
void add_json_schema_command(CLI::App& program, Action& action);
// What these print is made of the program's other commands.
void add_completion_command(CLI::App& program, Action& action);
void add_manual_command(CLI::App& program, Action& action);

}  // namespace pgreconcile::cli
