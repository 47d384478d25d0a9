#pragma once

// Private to src/cli: plan --save and apply --plan.

#include <CLI/CLI.hpp>
#include <string>

#include "reconciler/saved_plan.hpp"
#include "src/cli/options.hpp"
#include "src/run/compare.hpp"

namespace pgreconcile::cli {

/// Before anything is done: that the plan would replace neither a schema file nor the result.
/// Throws Error(Usage).
void check_save(const std::string& path, const OutputOptions& output);

/// Writes the plan's JSON whole or not at all. Throws Error(Failure).
void save_plan(const std::string& path, const std::string& json);

/// Throws Error(SchemaFile) where the file cannot be read or is no plan of this pgreconcile.
reconciler::SavedPlan load_saved_plan(const std::string& path);

/// The options that the saved plan was made with. `given` has those of the command line, as far as `command` was given
/// any. Throws Error(Usage) where such a one is not the saved plan's.
run::CompareOptions options_of_saved(const reconciler::SavedPlan& saved, const CLI::App& command,
                                     const run::CompareOptions& given);

}  // namespace pgreconcile::cli
