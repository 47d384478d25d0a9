#include "reconciler/foreign_key_parts.hpp"

#include <algorithm>

#include "reconciler/compare_foreign_keys.hpp"
#include "src/model/default_name.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::ForeignKey;
using model::PartitionKind;
using model::PartitionMember;
using model::Validity;

// As PostgreSQL names it: like the whole, or by default where that name is taken.
sql::Identifier name_of_part(const PartitionMember& member, const ForeignKey& key) {
  auto name = key.name.value();
  for (int attempt = 0; std::ranges::find(member.constraints, name) != member.constraints.end(); ++attempt) {
    name = model::default_constraint_name(member.name.name, key.columns, "fkey", attempt);
  }
  return name;
}

// The same key, a valid one before others; null where there is none.
const ForeignKey* find_own(const PartitionMember& member, const ForeignKey& key) {
  const ForeignKey* found = nullptr;
  for (const auto& own : member.foreign_keys) {
    if (!same_structure(key, own)) continue;
    if (own.validity == Validity::Valid) return &own;
    found = &own;
  }
  return found;
}

void add_below(DiffContext& context, const model::PartitionTree& tree, const sql::QualifiedName& table,
               const ForeignKey& key, std::vector<ForeignKeyPart>& parts) {
  for (const auto& member : tree.members) {
    if (member.parent != table) continue;
    const auto* own = find_own(member, key);
    if (own != nullptr) context.account_for(member.name, "constraint " + own->name.value().quoted());
    if (own != nullptr && own->validity == Validity::Valid) continue;  // with all that is below
    if (member.kind == PartitionKind::Partitioned) {
      add_below(context, tree, member.name, key, parts);
    } else if (own != nullptr) {
      parts.push_back({member.name, *own->name, Presence::There});
    } else {
      parts.push_back({member.name, name_of_part(member, key)});
    }
  }
}

bool is_partitioned(const DiffContext& context, const sql::QualifiedName& table) {
  const auto* declared = context.find_desired_table(table);
  if (declared != nullptr && declared->partition_by) return true;
  const auto holder = context.live().relations.find(table);
  return holder != context.live().relations.end() && holder->second.kind == model::RelationKind::PartitionedTable;
}

}  // namespace

std::optional<std::vector<ForeignKeyPart>> parts_of(DiffContext& context, const model::Table& table,
                                                    const ForeignKey& key) {
  // What is below a table is read where the file says that it is partitioned.
  if (!table.partition_by || is_partitioned(context, key.target)) return std::nullopt;
  std::vector<ForeignKeyPart> parts;
  const auto* tree = context.find_partition_tree(table.name);
  if (tree == nullptr) return parts;
  const auto is_foreign = [](const PartitionMember& member) { return member.kind == PartitionKind::Foreign; };
  if (std::ranges::any_of(tree->members, is_foreign)) return std::nullopt;
  add_below(context, *tree, table.name, key, parts);
  return parts;
}

}  // namespace pgreconcile::reconciler
