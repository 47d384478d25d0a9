#include "src/sql/additive_gate.hpp"

#include <fmt/format.h>

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

// `statement` is what is refused as a whole: `text` itself, or the block that guards it.
ParseTree parse_additive(std::string_view text, std::string_view statement) {
  const auto parsed = parse_statements(text);
  if (const auto* error = std::get_if<ParseError>(&parsed)) refuse(statement, error->message);
  const auto& trees = std::get<std::vector<ParseTree>>(parsed);
  if (trees.size() != 1) refuse(statement, fmt::format("{} statements in one text", trees.size()));
  const auto& tree = trees.front();
  if (const auto refusal = find_refusal(tree, kAdditive)) refuse(statement, describe(*refusal));
  if (node_name(tree) == "AlterTableStmt" && node_fields(tree)["cmds"].size() != 1) {
    refuse(statement, "more than one command in an ALTER TABLE");
  }
  return tree;
}

ConstraintType constraint_type(const ParseTree& constraint) {
  const auto type = constraint.value("contype", "");
  if (type == "CONSTR_PRIMARY") return ConstraintType::PrimaryKey;
  if (type == "CONSTR_UNIQUE") return ConstraintType::Unique;
  if (type == "CONSTR_CHECK") return ConstraintType::Check;
  return ConstraintType::ForeignKey;  // the allow-list leaves nothing else
}

// The constraint that an ALTER TABLE … ADD CONSTRAINT adds; null for every other statement.
const ParseTree* added_constraint(const ParseTree& tree) {
  if (node_name(tree) != "AlterTableStmt") return nullptr;
  for (const auto& command : node_fields(tree)["cmds"]) {
    const auto& fields = node_fields(command);
    if (fields.value("subtype", "") == "AT_AddConstraint") return &node_fields(fields["def"]);
  }
  return nullptr;
}

ConstraintGuard guard_of(const ParseTree& tree, const ParseTree& constraint) {
  const auto& relation = node_fields(tree)["relation"];
  return {{Identifier(relation.value("schemaname", "")), Identifier(relation.value("relname", ""))},
          Identifier(constraint.value("conname", "")),
          constraint_type(constraint)};
}

void check_guarded(std::string_view block, const std::string& inner) {
  const auto tree = parse_additive(inner, block);
  const auto* constraint = added_constraint(tree);
  if (constraint == nullptr) refuse(block, "only ADD CONSTRAINT may stand in a guard");
  const auto guard = guard_of(tree, *constraint);
  if (with_guard(guard, inner) != block) refuse(block, "the guard is not the one that belongs to its statement");
  // ADD CONSTRAINT a USING INDEX b renames the index b to a.
  if (constraint->value("indexname", guard.constraint.name()) != guard.constraint.name()) {
    refuse(block, "USING INDEX would rename the index");
  }
}

}  // namespace

AdditiveStatement admit(std::string_view statement) {
  if (const auto inner = without_guard(statement)) {
    check_guarded(statement, *inner);
  } else if (added_constraint(parse_additive(statement, statement)) != nullptr) {
    refuse(statement, "ADD CONSTRAINT without its guard");
  }
  return AdditiveStatement(std::string(statement));
}

}  // namespace pgreconcile::sql
