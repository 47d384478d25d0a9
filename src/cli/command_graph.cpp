#include <memory>

#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/db/session.hpp"
#include "src/render/graph.hpp"
#include "src/run/compare.hpp"

namespace pgreconcile::cli {
namespace {

struct GraphOptions {
  OutputOptions output;
  DatabaseOptions database;
};

render::Diagram diagram_of(const model::Database& desired, const std::optional<db::ConnectionTarget>& target) {
  if (!target) return render::make_diagram(desired);
  db::Session session(*target);
  return render::make_diagram(desired, run::compare(session, desired, {}).plan.differences);
}

ExitCode run_graph(const GraphOptions& options) {
  const auto desired = load_schema(options.output);
  const auto diagram = diagram_of(desired, named_database(options.database, options.output.verbosity()));
  const bool is_dot = options.output.format == "dot";
  write_result(options.output, is_dot ? render::dot(diagram) : render::mermaid(diagram));
  return ExitCode::Done;
}

}  // namespace

void add_graph_command(CLI::App& program, Action& action) {
  auto options = std::make_shared<GraphOptions>();
  options->output.format = "mermaid";
  auto* command = program.add_subcommand("graph", "the schema as an ER diagram; with a database, marks what differs");
  command->footer("Example: pgreconcile graph --format dot | dot -Tsvg -o schema.svg");
  add_output_options(*command, options->output, {"mermaid", "dot"});
  add_database_option(*command, options->database);
  add_environment(*command);
  command->callback([options, &action] { action = [options] { return run_graph(*options); }; });
}

}  // namespace pgreconcile::cli
