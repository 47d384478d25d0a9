#include <fmt/format.h>

#include "reconciler/diff_context.hpp"
#include "reconciler/ignore.hpp"

namespace pgreconcile::reconciler {
namespace {

std::string advice_on(model::RelationKind kind) {
  return kind == model::RelationKind::ForeignTable ? "no file can declare it, so name it under ignore"
                                                   : "pgreconcile export --table prints how a file would declare it";
}

// Whose table it is the file does not say, nor whether its rows are wanted: unlike an extra column it comes with no DROP.
Difference undeclared(const sql::QualifiedName& table, model::RelationKind kind) {
  const auto is = model::to_string(kind);
  return {.difference_class = DifferenceClass::Extra,
          .object = table.quoted(),
          .attribute = "table",
          .live = is,
          .message = fmt::format("{} is not declared; {}", is, advice_on(kind))};
}

}  // namespace

void report_undeclared_tables(DiffContext& context) {
  const auto schemas = model::used_schemas(context.desired());
  for (const auto& [table, kind] : context.live().tables_of_schemas) {
    const bool is_declared = context.find_desired_table(table) != nullptr || context.declares_partition(table);
    if (is_declared || is_ignored(context.desired(), table)) continue;
    auto difference = undeclared(table, kind);
    // The file that the schema is in, and no line of it: none speaks of the table.
    difference.source.file = schemas.at(table.schema).where.file;
    context.report(std::move(difference));
  }
}

}  // namespace pgreconcile::reconciler
