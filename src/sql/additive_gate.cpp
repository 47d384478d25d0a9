#include "src/sql/additive_gate.hpp"

#include <fmt/format.h>

#include <optional>

#include "src/base/error.hpp"
#include "src/sql/allow_list.hpp"
#include "src/sql/guard.hpp"
#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

constexpr std::string_view kAdditive = "CreateSchemaStmt CreateStmt IndexStmt AlterTableStmt";

[[noreturn]] void refuse(std::string_view statement, const std::string& reason) {
  throw Error(ErrorCode::Internal, fmt::format("the additive gate refused a statement: {}: {}", reason, statement),
              "nothing of it was run; please report this");
}

std::string describe(const Refusal& refusal) {
  if (refusal.field.empty()) return fmt::format("{} is not on the list", refusal.node);
  return fmt::format("{}.{}{}{} is not on the list", refusal.node, refusal.field, refusal.value.empty() ? "" : " = ",
                     refusal.value);
}

ParseTree parse_additive(std::string_view statement) {
  const auto parsed = parse_statements(statement);
  if (const auto* error = std::get_if<ParseError>(&parsed)) refuse(statement, error->message);
  const auto& trees = std::get<std::vector<ParseTree>>(parsed);
  if (trees.size() != 1) refuse(statement, fmt::format("{} statements in one text", trees.size()));
  if (const auto refusal = find_refusal(trees.front(), kAdditive)) refuse(statement, describe(*refusal));
  return trees.front();
}

ConstraintType constraint_type(const ParseTree& constraint) {
  const auto type = constraint.value("contype", "");
  if (type == "CONSTR_PRIMARY") return ConstraintType::PrimaryKey;
  if (type == "CONSTR_UNIQUE") return ConstraintType::Unique;
  if (type == "CONSTR_CHECK") return ConstraintType::Check;
  return ConstraintType::ForeignKey;  // the allow-list leaves nothing else
}

// What an ALTER TABLE … ADD CONSTRAINT adds; std::nullopt for every other statement.
std::optional<ConstraintGuard> added_constraint(const ParseTree& tree) {
  if (node_name(tree) != "AlterTableStmt") return std::nullopt;
  const auto& fields = node_fields(tree);
  for (const auto& command : fields["cmds"]) {
    if (node_fields(command).value("subtype", "") != "AT_AddConstraint") continue;
    const auto& constraint = node_fields(node_fields(command)["def"]);
    const auto& relation = fields["relation"];
    return ConstraintGuard{{Identifier(relation.value("schemaname", "")), Identifier(relation.value("relname", ""))},
                           Identifier(constraint.value("conname", "")),
                           constraint_type(constraint)};
  }
  return std::nullopt;
}

void check_single_command(const ParseTree& tree, std::string_view statement) {
  if (node_name(tree) == "AlterTableStmt" && node_fields(tree)["cmds"].size() != 1) {
    refuse(statement, "more than one command in an ALTER TABLE");
  }
}

void check_guarded(std::string_view block, const std::string& inner) {
  const auto tree = parse_additive(inner);
  check_single_command(tree, block);
  const auto guard = added_constraint(tree);
  if (!guard) refuse(block, "only ADD CONSTRAINT may stand in a guard");
  if (with_guard(*guard, inner) != block) refuse(block, "the guard is not the one that belongs to its statement");
}

}  // namespace

AdditiveStatement admit(std::string_view statement) {
  if (const auto inner = without_guard(statement)) {
    check_guarded(statement, *inner);
  } else {
    const auto tree = parse_additive(statement);
    check_single_command(tree, statement);
    if (added_constraint(tree)) refuse(statement, "ADD CONSTRAINT without its guard");
  }
  return AdditiveStatement(std::string(statement));
}

}  // namespace pgreconcile::sql
