#include "src/sql/additive_gate.hpp"

#include <fmt/format.h>

#include "src/base/error.hpp"
#include "src/sql/allow_list.hpp"
#include "src/sql/guard.hpp"
#include "src/sql/invalid_index.hpp"
#include "src/sql/parse_tree.hpp"

namespace pgreconcile::sql {
namespace {

constexpr std::string_view kAdditive =
    "CreateSchemaStmt CreateStmt CreateStmt/partition CreateStmt/like IndexStmt AlterTableStmt AlterTableStmt/index "
    "CreateExtensionStmt CreateEnumStmt "
    "AlterEnumStmt "
    "CreateDomainStmt AlterDomainStmt/C AlterDomainStmt/V CreateSeqStmt AlterSeqStmt CommentStmt";

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
  if (type == "CONSTR_EXCLUSION") return ConstraintType::Exclusion;
  return ConstraintType::ForeignKey;  // the allow-list leaves nothing else
}

bool is_key_type(ConstraintType type) { return type == ConstraintType::PrimaryKey || type == ConstraintType::Unique; }

// The one command of an ALTER TABLE, where it is of that kind; null for every other statement.
const ParseTree* find_command(const ParseTree& tree, std::string_view subtype) {
  if (node_name(tree) != "AlterTableStmt") return nullptr;
  const auto& command = node_fields(node_fields(tree)["cmds"].front());
  return command.value("subtype", "") == subtype ? &command : nullptr;
}

bool is_of_index(const ParseTree& tree) { return node_fields(tree).value("objtype", "") == "OBJECT_INDEX"; }

// The constraint that an ALTER TABLE … ADD CONSTRAINT adds; null for every other statement.
const ParseTree* added_constraint(const ParseTree& tree) {
  const auto* command = find_command(tree, "AT_AddConstraint");
  return command == nullptr ? nullptr : &node_fields((*command)["def"]);
}

// A part that is missing is an empty name, which names_in_full() does not let pass.
QualifiedName relation_name(const ParseTree& range_var) {
  return {Identifier(range_var.value("schemaname", "")), Identifier(range_var.value("relname", ""))};
}

QualifiedName qualified_name(const ParseTree& list) {
  const auto names = string_list(list);
  return names.size() == 2 ? QualifiedName{Identifier(names[0]), Identifier(names[1])} : QualifiedName{};
}

CommentGuard comment_guard(const ParseTree& comment) {
  const auto names = string_list(node_fields(comment["object"])["items"]);
  const bool is_column = comment.value("objtype", "") == "OBJECT_COLUMN";
  if (names.size() != (is_column ? 3U : 2U)) return {};
  return {{Identifier(names[0]), Identifier(names[1])}, is_column ? std::optional(Identifier(names[2])) : std::nullopt};
}

// The guard that the statement has to stand in; std::nullopt for one that has an IF NOT EXISTS or can be repeated.
std::optional<Guard> guard_of(const ParseTree& tree) {
  const auto& name = node_name(tree);
  const auto& fields = node_fields(tree);
  if (const auto* constraint = added_constraint(tree)) {
    return ConstraintGuard{relation_name(fields["relation"]), Identifier(constraint->value("conname", "")),
                           constraint_type(*constraint)};
  }
  if (name == "CreateEnumStmt") return TypeGuard{qualified_name(fields["typeName"])};
  if (name == "CreateDomainStmt") return TypeGuard{qualified_name(fields["domainname"])};
  if (name == "AlterDomainStmt" && fields.value("subtype", "") == "C") {
    return DomainCheckGuard{qualified_name(fields["typeName"]),
                            Identifier(node_fields(fields["def"]).value("conname", ""))};
  }
  if (name == "AlterSeqStmt") return SequenceOwnerGuard{relation_name(fields["sequence"])};
  if (name == "CommentStmt") return comment_guard(fields);
  if (const auto* command = find_command(tree, "AT_SetStorage")) {
    return StorageGuard{relation_name(fields["relation"]), Identifier(command->value("name", ""))};
  }
  if (const auto* command = find_command(tree, "AT_AttachPartition"); command != nullptr && !is_of_index(tree)) {
    return PartitionGuard{relation_name(fields["relation"]), relation_name(node_fields((*command)["def"])["name"])};
  }
  return std::nullopt;
}

std::vector<Identifier> identifiers(const ParseTree& list) {
  std::vector<Identifier> names;
  for (const auto& name : string_list(list)) names.emplace_back(name);
  return names;
}

char letter(const ParseTree& fields, const char* field) {
  const auto text = fields.value(field, "");
  return text.size() == 1 ? text.front() : ' ';
}

// The other guard that a foreign key may stand in; std::nullopt for every other statement, and for one that is NOT VALID.
std::optional<Guard> parts_guard_of(const ParseTree& tree) {
  const auto* key = added_constraint(tree);
  const bool is_valid_foreign_key =
      key != nullptr && key->value("contype", "") == "CONSTR_FOREIGN" && !key->value("skip_validation", false);
  if (!is_valid_foreign_key) return std::nullopt;
  return ForeignKeyPartsGuard{
      relation_name(node_fields(tree)["relation"]),
      Identifier(key->value("conname", "")),
      {identifiers((*key)["fk_attrs"]), relation_name((*key)["pktable"]), identifiers((*key)["pk_attrs"]),
       letter(*key, "fk_upd_action"), letter(*key, "fk_del_action"), letter(*key, "fk_matchtype"),
       key->value("deferrable", false), key->value("initdeferred", false)}};
}

// The guard that the statement stands in, if it is one that belongs to it.
std::optional<Guard> guard_around(std::string_view block, const ParseTree& tree, std::string_view statement) {
  for (auto& guard : {guard_of(tree), parts_guard_of(tree)}) {
    if (guard && with_guard(*guard, statement) == block) return guard;
  }
  return std::nullopt;
}

// ONLY keeps a statement from partitions: for what they get by themselves, an index or the index of a key.
std::optional<std::string> find_refusal_of_only(const ParseTree& tree) {
  const auto relation = node_fields(tree).find("relation");
  const bool is_of_only = relation != node_fields(tree).end() && !relation->value("inh", false);
  if (!is_of_only) return std::nullopt;
  const bool is_index = node_name(tree) == "IndexStmt" && !node_fields(tree).value("concurrent", false);
  const auto* constraint = added_constraint(tree);
  const bool is_key =
      constraint != nullptr && is_key_type(constraint_type(*constraint)) && !constraint->contains("indexname");
  return is_index || is_key ? std::nullopt : std::optional<std::string>("ONLY is for indexes and keys");
}

// What the allow-list cannot say, because it looks at one field at a time.
std::optional<std::string> find_other_refusal(const ParseTree& tree) {
  const auto& name = node_name(tree);
  const auto& fields = node_fields(tree);
  if (auto refusal = find_refusal_of_only(tree)) return refusal;
  if (name == "CreateStmt" && creates_like(fields) && fields["tableElts"].size() != 1) return "LIKE stands alone";
  if (const auto* constraint = added_constraint(tree)) {
    // ADD CONSTRAINT a USING INDEX b renames the index b to a.
    const auto constraint_name = constraint->value("conname", "");
    if (constraint->value("indexname", constraint_name) != constraint_name) return "USING INDEX would rename the index";
  }
  if (name == "AlterSeqStmt") {
    // OWNED BY NONE is a list of one name.
    const auto& options = fields["options"];
    const bool has_owner =
        options.size() == 1 && string_list(node_fields(node_fields(options[0])["arg"])["items"]).size() == 3;
    if (!has_owner) return "OWNED BY must name a column, with its table and schema";
  }
  if (name == "AlterDomainStmt" && fields.value("subtype", "") == "C" &&
      !node_fields(fields["def"]).value("skip_validation", false)) {
    return "a check that is added to a domain must be NOT VALID";
  }
  return std::nullopt;
}

// A guard over an empty name finds nothing, or another thing than the statement would make.
struct NamesInFull {
  static bool is_full(const Identifier& name) { return !name.name().empty(); }
  static bool is_full(const QualifiedName& name) { return is_full(name.schema) && is_full(name.name); }

  bool operator()(const ConstraintGuard& guard) const { return is_full(guard.table) && is_full(guard.constraint); }
  bool operator()(const ForeignKeyPartsGuard& guard) const {
    return is_full(guard.table) && is_full(guard.constraint) && is_full(guard.structure.target);
  }
  bool operator()(const PartitionGuard& guard) const { return is_full(guard.parent) && is_full(guard.partition); }
  bool operator()(const TypeGuard& guard) const { return is_full(guard.type); }
  bool operator()(const DomainCheckGuard& guard) const { return is_full(guard.domain) && is_full(guard.constraint); }
  bool operator()(const SequenceOwnerGuard& guard) const { return is_full(guard.sequence); }
  bool operator()(const CommentGuard& guard) const { return is_full(guard.relation); }
  bool operator()(const StorageGuard& guard) const { return is_full(guard.table); }
};

bool names_in_full(const Guard& guard) { return std::visit(NamesInFull{}, guard); }

void check_guarded(std::string_view block, const std::string& inner) {
  const auto tree = parse_additive(inner, block);
  if (!guard_of(tree)) refuse(block, "a statement that needs no guard stands in one");
  const auto guard = guard_around(block, tree, inner);
  if (!guard) refuse(block, "the guard is not the one that belongs to its statement");
  if (!names_in_full(*guard)) refuse(block, "the guarded statement does not name its object in full");
  if (const auto reason = find_other_refusal(tree)) refuse(block, *reason);
}

void check_unguarded(std::string_view statement) {
  const auto tree = parse_additive(statement, statement);
  if (guard_of(tree)) refuse(statement, fmt::format("{} without its guard", node_name(tree)));
  if (const auto reason = find_other_refusal(tree)) refuse(statement, *reason);
}

}  // namespace

AdditiveStatement admit(std::string_view statement, Repair repair) {
  if (read_drop_invalid_index(statement)) {
    if (repair == Repair::Refused)
      refuse(statement, "an invalid index is only dropped where --repair-invalid-indexes was given");
  } else if (const auto inner = without_guard(statement)) {
    check_guarded(statement, *inner);
  } else {
    check_unguarded(statement);
  }
  return AdditiveStatement(std::string(statement));
}

}  // namespace pgreconcile::sql
