#include <map>
#include <memory>
#include <string>

#include "src/cli/commands.hpp"
#include "src/cli/completion.hpp"
#include "src/cli/options.hpp"

namespace pgreconcile::cli {
namespace {

struct CompletionOptions {
  OutputOptions output;
  std::string shell;
};

const std::map<std::string, std::string (*)(const CompletedProgram&)> kShells{
    {"bash", bash_completion}, {"fish", fish_completion}, {"zsh", zsh_completion}};

ExitCode run_completion(const CompletionOptions& options, const CLI::App& program) {
  const CompletedProgram completed{describe(program), describe_commands(program)};
  write_result(options.output, kShells.at(options.shell)(completed));
  return ExitCode::Done;
}

}  // namespace

void add_completion_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<CompletionOptions>();
  auto* command = program.add_subcommand("completion", "the script that completes command lines in bash, zsh or fish");
  command->footer(
      "Examples: source <(pgreconcile completion bash)\n"
      "          pgreconcile completion fish --output ~/.config/fish/completions/pgreconcile.fish");
  command->add_option("shell", options->shell, "whose script it is")->check(CLI::IsMember(kShells))->required();
  add_result_options(*command, options->output);
  add_environment(*command);
  command->callback(
      [options, &program, &action] { action = [options, &program] { return run_completion(*options, program); }; });
}

}  // namespace pgreconcile::cli
