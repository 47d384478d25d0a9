#include <memory>

#include "src/cli/commands.hpp"
#include "src/cli/manual.hpp"
#include "src/cli/options.hpp"

namespace pgreconcile::cli {

void add_manual_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<OutputOptions>();
  auto* command = program.add_subcommand("manual", "the manual page that is installed beside the program");
  command->group("");  // hidden: a build calls it, and people call man
  command->footer("Example: pgreconcile manual --output pgreconcile.1");
  add_result_options(*command, *options);
  add_environment(*command);
  command->callback([options, &program, &action] {
    action = [options, &program] {
      write_result(*options, manual_page(describe_commands(program)));
      return ExitCode::Done;
    };
  });
}

}  // namespace pgreconcile::cli
