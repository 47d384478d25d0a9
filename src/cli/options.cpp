#include "src/cli/options.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <new>
#include <system_error>

#include "src/cli/description.hpp"
#include "src/cli/quantity.hpp"
#include "src/cli/secrets.hpp"
#include "src/render/diagnostics.hpp"

namespace pgreconcile::cli {
namespace {

constexpr auto kDatabaseUrl = "--database-url";

// An empty variable counts as unset.
std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

bool libpq_names_a_database() {
  constexpr std::array kVariables{"PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE"};
  return std::ranges::any_of(kVariables, [](const char* name) { return environment(name).has_value(); });
}

// A device, a pipe, or whatever /dev/stdout is: it takes what is written to it as it comes, and is not to be replaced.
bool is_stream(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  const auto status = fs::status(path, unknown);
  if (fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status)) return true;
  const auto folder = fs::canonical(fs::absolute(path, unknown).parent_path(), unknown).string();
  return fs::is_symlink(path, unknown) && (folder == "/dev" || folder.starts_with("/proc/"));
}

// Before anything is done: that the result can be written, and does not replace the file that it is made from.
void check_output(const OutputOptions& options, const std::vector<std::string>& files) {
  if (options.output.empty()) return;
  std::error_code no_file;
  for (const auto& file : files) {
    if (!std::filesystem::equivalent(file, options.output, no_file)) continue;
    throw Error(ErrorCode::Usage, fmt::format("the result would replace the schema file {}", file),
                "give another --output");
  }
  if (!is_stream(options.output)) check_new_file(options.output);
}

// What help calls a kind of quantity, and what it looks like.
struct QuantityKind {
  const char* name;
  const char* examples;
  const char* group;
};
constexpr QuantityKind kDuration{"DURATION", "500ms, 2s, 10m or 1h", kDdlGroup};
constexpr QuantityKind kSize{"SIZE", "512kB, 100MB or 1GB", kDdlGroup};
constexpr QuantityKind kCount{"N", "1 to 1000000", kOwnGroup};

// An option that puts what `parse` makes of its text into `target`.
template <typename Target, typename Parse>
void add_quantity(CLI::App& command, const std::string& name, const QuantityKind& kind, Parse parse, Target& target,
                  const std::string& help) {
  const auto read = [name, kind, parse, &target](const std::string& text) {
    const auto value = parse(text);
    if (!value) throw CLI::ValidationError(name, fmt::format("{} is not such a value; write {}", text, kind.examples));
    target = *value;
  };
  command.add_option_function<std::string>(name, read, help)->type_name(kind.name)->group(kind.group);
}

}  // namespace

Verbosity OutputOptions::verbosity() const {
  if (quiet) return Verbosity::Quiet;
  return verbose ? Verbosity::Verbose : Verbosity::Normal;
}

render::Style OutputOptions::style() const {
  const bool automatic = output.empty() && isatty(STDOUT_FILENO) == 1 && !environment("NO_COLOR");
  return render::Style(color == "always" || (color == "auto" && automatic) ? render::Color::On : render::Color::Off);
}

void add_result_options(CLI::App& command, OutputOptions& options) {
  command.add_option("--output", options.output, "file to write the result to (default: standard output)")
      ->type_name("PATH")
      ->group(kFilesGroup);
  auto* verbose = command.add_flag("-v,--verbose", options.verbose, "say more; may show data of users in errors");
  auto* quiet = command.add_flag("-q,--quiet", options.quiet, "say nothing but results and errors");
  verbose->group(kGeneralGroup);
  quiet->group(kGeneralGroup)->excludes(verbose);
}

void add_format_option(CLI::App& command, OutputOptions& options, const std::vector<std::string>& formats) {
  command.add_option("--format", options.format, "how to print the result")
      ->check(CLI::IsMember(formats))
      ->capture_default_str()
      ->group(kFilesGroup);
}

void add_color_option(CLI::App& command, OutputOptions& options) {
  command.add_option("--color", options.color, "colours in text")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str()
      ->group(kFilesGroup);
}

void add_output_options(CLI::App& command, OutputOptions& options, const std::vector<std::string>& formats) {
  command
      .add_option("-f,--file", options.files, "schema file, or folder of *.yaml files; - is standard input; repeatable")
      ->type_name("PATH")
      ->capture_default_str()
      ->group(kFilesGroup);
  add_format_option(command, options, formats);
  add_color_option(command, options);
  add_result_options(command, options);
}

void add_database_option(CLI::App& command, DatabaseOptions& options) {
  command
      .add_option(kDatabaseUrl, options.url,
                  "postgresql://… (default: PGRECONCILE_DATABASE_URL, DATABASE_URL, then libpq's own variables)")
      ->type_name("URL")
      ->group(kDatabaseGroup);
  command.add_option("--role", options.role, "SET ROLE to it first, so that it owns what is created")
      ->type_name("ROLE")
      ->group(kDatabaseGroup);
}

std::optional<db::ConnectionTarget> named_database(const DatabaseOptions& options, Verbosity verbosity) {
  // The option's own variable, PGRECONCILE_DATABASE_URL, has been read with the options.
  const auto url = options.url.empty() ? environment("DATABASE_URL") : std::optional(options.url);
  if (!url && !libpq_names_a_database()) return std::nullopt;
  auto target = url ? db::parse_connection_target(*url) : db::ConnectionTarget{};
  for (const auto& warning : target.warnings) warn(warning, verbosity);
  target.role = options.role;
  target.show_details = verbosity == Verbosity::Verbose;
  return target;
}

db::ConnectionTarget required_database(const DatabaseOptions& options, Verbosity verbosity) {
  auto target = named_database(options, verbosity);
  if (!target) throw Error(ErrorCode::Usage, "no database is named", "give --database-url or set DATABASE_URL");
  return *target;
}

void add_duration(CLI::App& command, const std::string& name, std::chrono::milliseconds& value,
                  const std::string& help) {
  add_quantity(command, name, kDuration, parse_duration, value, help);
}

void add_count(CLI::App& command, const std::string& name, std::int64_t& value, const std::string& help) {
  add_quantity(command, name, kCount, parse_count, value, help);
}

void add_compare_options(CLI::App& command, run::CompareOptions& options) {
  add_quantity(command, "--lock-timeout", kDuration, parse_duration, options.lock_timeout,
               "how long a step may wait for its lock (default: 2s, or more where deadlock_timeout wants it)");
  add_duration(command, "--statement-timeout", options.plan.ddl.statement, "how long a step may run (default: 30s)");
  add_duration(command, "--index-timeout", options.plan.index.statement,
               "how long an index may be built (default: 6h)");
  add_duration(command, "--validate-timeout", options.plan.validate.statement,
               "how long a constraint may be validated (default: 1h)");
  add_quantity(command, "--rewrite-limit", kSize, parse_size, options.diff.rewrite_limit,
               "the largest table that adding a column may rewrite (default: 100MB)");
  command
      .add_flag_callback(
          "--no-concurrently", [&options] { options.plan.index_build = reconciler::IndexBuild::Plain; },
          "build indexes on existing tables with plain CREATE INDEX, which stops writes meanwhile")
      ->group(kDdlGroup);
  command
      .add_flag_callback(
          "--repair-invalid-indexes",
          [&options] { options.diff.invalid_indexes = reconciler::InvalidIndexes::Repaired; },
          "drop and rebuild an index that a broken CREATE INDEX CONCURRENTLY left invalid")
      ->group(kDdlGroup);
}

void add_environment(CLI::App& command) {
  // Once the command is chosen: CLI11 reads the variables of all commands, and not all have the same formats.
  command.preparse_callback([&command](std::size_t) {
    for (auto* option : command.get_options()) {
      auto name = option->get_lnames().empty() ? std::string() : option->get_lnames().front();
      if (name.empty() || name == "help") continue;
      std::ranges::transform(name, name.begin(), [](unsigned char c) { return c == '-' ? '_' : std::toupper(c); });
      option->envname("PGRECONCILE_" + name);
    }
  });
}

void check_environment(CLI::App& command) {
  for (auto* option : command.get_options()) {
    const auto value = environment(option->get_envname().c_str());
    if (!value || option->count() > 0) continue;
    option->add_result(*value);
    option->run_callback();
  }
}

void check_values(const CLI::App& command) {
  for (const auto* option : command.get_options()) {
    if (option->count() == 0 || option->get_name() == kDatabaseUrl) continue;
    if (std::ranges::find(option->results(), "") == option->results().end()) continue;
    throw CLI::ValidationError(option->get_name(), "the value is empty");
  }
}

yaml::LoadResult read_schema_files(const OutputOptions& options) {
  auto loaded = yaml::load_files(options.files);
  check_output(options, loaded.files);
  return loaded;
}

void report_diagnostics(const yaml::LoadResult& loaded, Verbosity verbosity) {
  for (const auto& diagnostic : loaded.diagnostics) {
    if (diagnostic.severity == Severity::Warning && verbosity == Verbosity::Quiet) continue;
    print_error(render::diagnostic_text(diagnostic));
  }
  if (!loaded.has_errors()) return;
  const auto* subject = loaded.files.size() == 1 ? "the schema file is" : "the schema files are";
  throw Error(ErrorCode::SchemaFile, fmt::format("{} wrong, nothing was done", subject));
}

model::Database load_schema(const OutputOptions& options) {
  auto loaded = read_schema_files(options);
  report_diagnostics(loaded, options.verbosity());
  return std::move(loaded.database);
}

void write_result(const OutputOptions& options, const std::string& text) {
  if (options.output.empty()) {
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (!written) throw Error(ErrorCode::Failure, "cannot write to standard output");
    return;
  }
  if (is_stream(options.output)) {
    std::ofstream stream(options.output, std::ios::binary | std::ios::app);
    stream << text;
    stream.close();
    if (!stream) throw Error(ErrorCode::Failure, fmt::format("cannot write {}", options.output));
    return;
  }
  write_new_file(options.output, text, options.readers);
}

void print_error(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

void warn(const std::string& message, Verbosity verbosity) {
  if (verbosity != Verbosity::Quiet) print_error(fmt::format("pgreconcile: warning: {}\n", without_secrets(message)));
}

Error as_error(const std::exception& error) {
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) return {ErrorCode::Failure, "out of memory"};
  if (dynamic_cast<const std::system_error*>(&error) != nullptr) {
    return {ErrorCode::Failure, fmt::format("the system refuses: {}", error.what())};
  }
  return {ErrorCode::Internal, fmt::format("a bug in pgreconcile: {}", error.what()), "please report this"};
}

void say_error(const Error& error) {
  print_error(fmt::format("pgreconcile: error: {}\n", without_secrets(error.what())));
  if (!error.hint().empty()) print_error(fmt::format("HINT: {}\n", without_secrets(error.hint())));
}

}  // namespace pgreconcile::cli
