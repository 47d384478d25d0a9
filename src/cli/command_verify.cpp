#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/cli/verification.hpp"
#include "src/server/server_programs.hpp"

namespace pgreconcile::cli {
namespace {

struct VerifyOptions {
  OutputOptions output;
  std::string server_bin;
};

// libpq and the server's programs would take them to be about this server: a service, options, what kind of server it has
// to be, where its data is. Our own begin as theirs do, and have been read.
void forget_postgres_variables() {
  std::vector<std::string> names;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (text.starts_with("PG")) names.emplace_back(text.substr(0, text.find('=')));
  }
  for (const auto& name : names) unsetenv(name.c_str());
}

std::filesystem::path server_programs(const VerifyOptions& options) {
  const char* path = std::getenv("PATH");
  return server::find_server_programs({.given = options.server_bin, .path = path == nullptr ? "" : path});
}

ExitCode run_verify(const VerifyOptions& options) {
  const auto loaded = read_schema_files(options.output);
  report_diagnostics(loaded, options.output.verbosity());
  const auto programs = server_programs(options);
  forget_postgres_variables();
  const auto [verification, exit_code] = verify(loaded, programs, options.output.verbosity());
  const bool is_json = options.output.format == "json";
  write_result(options.output, is_json ? render::verification_json(verification)
                                       : render::verification_text(verification, options.output.style()));
  if (const auto& failure = verification.failure) {
    const auto message = fmt::format("{}: {}", verification.stages.back().name, failure->message);
    say_error(Error(ErrorCode::Failure, message, failure->hint));
  }
  return exit_code;
}

}  // namespace

void add_verify_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<VerifyOptions>();
  auto* command = program.add_subcommand(
      "verify", "apply the file to a throwaway local server, export it, plan again; needs no database");
  command->footer("Example: pgreconcile verify -f schema.yaml --server-bin /usr/lib/postgresql/15/bin");
  add_output_options(*command, options->output, {"text", "json"});
  command
      ->add_option("--server-bin", options->server_bin,
                   "where PostgreSQL's initdb and postgres are (default: PATH, then where packages put them)")
      ->type_name("DIR");
  add_environment(*command);
  command->callback([options, &action] { action = [options] { return run_verify(*options); }; });
}

}  // namespace pgreconcile::cli
