#include "tests/support/tool.hpp"

#include <unistd.h>

namespace pgreconcile::test {
namespace {

ProcessOptions without_database(ProcessOptions options) {
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string text = *variable;
    const auto name = text.substr(0, text.find('='));
    if (name.starts_with("PG") || name == "DATABASE_URL") options.environment.try_emplace(name, std::nullopt);
  }
  return options;
}

std::vector<std::string> command_line(const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {PGRECONCILE_BINARY};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

}  // namespace

ProcessResult run_tool(const std::vector<std::string>& arguments, const ProcessOptions& options) {
  return start_tool(arguments, options).wait();
}

Process start_tool(const std::vector<std::string>& arguments, const ProcessOptions& options) {
  return Process(command_line(arguments), without_database(options));
}

}  // namespace pgreconcile::test
