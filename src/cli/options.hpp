#pragma once

// Private to src/cli: options that more than one command has.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/error.hpp"
#include "src/base/new_file.hpp"
#include "src/db/connection_target.hpp"
#include "src/model/database.hpp"
#include "src/render/style.hpp"
#include "src/run/compare.hpp"
#include "src/yaml/load.hpp"

namespace pgreconcile::cli {

enum class Verbosity { Quiet, Normal, Verbose };

/// Where files are read from, results written to, and how.
struct OutputOptions {
  std::vector<std::string> files{"schema.yaml"};
  std::string format = "text";
  std::string output;
  std::string color = "auto";
  bool verbose = false;
  bool quiet = false;
  Readers readers = Readers::AsBefore;  ///< of the file that the result is written to

  Verbosity verbosity() const;
  /// Whether results are coloured: on a terminal, unless NO_COLOR or --color says otherwise.
  render::Style style() const;
};

/// Of commands that read no schema file and print in one format: where the result goes, and how much is said beside it.
void add_result_options(CLI::App& command, OutputOptions& options);

/// `--format` of these formats.
void add_format_option(CLI::App& command, OutputOptions& options, const std::vector<std::string>& formats);

void add_color_option(CLI::App& command, OutputOptions& options);

/// All of these, and which files to read.
void add_output_options(CLI::App& command, OutputOptions& options, const std::vector<std::string>& formats);

struct DatabaseOptions {
  std::string url;
  std::string role;
};

void add_database_option(CLI::App& command, DatabaseOptions& options);

/// The database that the option or the environment names; std::nullopt where none is named anywhere. Warnings go to
/// stderr.
std::optional<db::ConnectionTarget> named_database(const DatabaseOptions& options, Verbosity verbosity);

/// The same. Throws Error(Usage) where none is named.
db::ConnectionTarget required_database(const DatabaseOptions& options, Verbosity verbosity);

/// Timeouts and limits: they are part of a printed plan as of an applied one.
void add_compare_options(CLI::App& command, run::CompareOptions& options);

/// `--name DURATION`
void add_duration(CLI::App& command, const std::string& name, std::chrono::milliseconds& value,
                  const std::string& help);

/// `--name N`
void add_count(CLI::App& command, const std::string& name, std::int64_t& value, const std::string& help);

/// Gives every option of the command its variable: --lock-timeout is PGRECONCILE_LOCK_TIMEOUT.
void add_environment(CLI::App& command);

/// CLI11 2.4 passes over a variable whose value its option does not take.
/// REQUIRES: the command is parsed. Throws CLI::ParseError for such a value.
void check_environment(CLI::App& command);

/// An empty value is a variable that somebody forgot to set, as in `--plan "$PLAN"`, and never means to do without the
/// option. Only `--database-url` may be empty, as its variables may.
/// REQUIRES: the command is parsed. Throws CLI::ParseError.
void check_values(const CLI::App& command);

/// Reads the schema files, right or wrong. Throws Error(Usage) where the result would replace one of them.
yaml::LoadResult read_schema_files(const OutputOptions& options);

/// Their diagnostics go to stderr; warnings do not where it is to be quiet.
/// Throws Error(SchemaFile) where one of them is an error.
void report_diagnostics(const yaml::LoadResult& loaded, Verbosity verbosity);

/// Does both.
model::Database load_schema(const OutputOptions& options);

/// Writes a result to --output, whole or not at all, or to stdout.
/// Throws Error(Failure) where it cannot be written whole.
void write_result(const OutputOptions& options, const std::string& text);

/// Puts it on stderr. What does not go there is lost, as on a full disk: nobody could be told, and the work goes on.
void print_error(std::string_view text);

void warn(const std::string& message, Verbosity verbosity);

/// What it means: of what the standard library throws, no memory and what the system refuses are no bugs.
Error as_error(const std::exception& error);

/// The error and its hint, on stderr, however quiet the rest is.
void say_error(const Error& error);

}  // namespace pgreconcile::cli
