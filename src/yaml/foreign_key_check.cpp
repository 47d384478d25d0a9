// Whether the targets of foreign keys have keys that match; declared in cross_check.hpp.

#include <fmt/format.h>

#include <algorithm>

#include "src/model/by_name.hpp"
#include "src/yaml/constraint_format.hpp"
#include "src/yaml/cross_check.hpp"

namespace pgreconcile::yaml {
namespace {

std::vector<sql::Identifier> sorted(std::vector<sql::Identifier> names) {
  std::ranges::sort(names);
  return names;
}

// Whether the columns, in any order, are all that the index or key is about.
bool is_over(const std::vector<sql::Identifier>& key, const std::vector<sql::Identifier>& columns) {
  return sorted(key) == sorted(columns);
}

bool is_over(const model::Index& index, const std::vector<sql::Identifier>& columns) {
  std::vector<sql::Identifier> names;
  for (const auto& element : index.elements) {
    if (element.column() == nullptr) return false;
    names.push_back(*element.column());
  }
  return is_over(names, columns);
}

enum class KeyKind { None, DeferrableOnly, Usable };

// A unique index serves a foreign key as well as a constraint does, if it holds all rows; a deferrable key does not.
// Source: transformFkeyCheckAttrs() in src/backend/commands/tablecmds.c
KeyKind find_key(const model::Table& table, const std::vector<sql::Identifier>& columns) {
  std::vector<model::KeyConstraint> keys = table.unique;
  if (table.primary_key) keys.push_back(*table.primary_key);
  std::erase_if(keys, [&](const auto& key) { return !is_over(key.columns, columns); });
  const auto is_usable_index = [&](const model::Index& index) {
    return index.uniqueness == model::Uniqueness::Unique && !index.predicate && is_over(index, columns);
  };
  const auto is_lasting = [](const auto& key) { return key.deferrability == model::Deferrability::NotDeferrable; };
  if (std::ranges::any_of(keys, is_lasting) || std::ranges::any_of(table.indexes, is_usable_index)) {
    return KeyKind::Usable;
  }
  return keys.empty() ? KeyKind::None : KeyKind::DeferrableOnly;
}

void check_foreign_key(const model::ForeignKey& key, const model::Table& target, Problems& problems) {
  const auto what = describe("foreign key", key.name, key.columns);
  for (const auto& column : key.target_columns) {
    if (target.find_column(column) != nullptr) continue;
    problems.add(key.origin.where, fmt::format("{} references the unknown column \"{}\" of table \"{}\"", what,
                                               column.name(), target.name.name.name()));
    return;
  }
  const auto kind = find_key(target, key.target_columns);
  const auto columns = sql::quoted_list(key.target_columns);
  if (kind == KeyKind::DeferrableOnly) {
    problems.add(key.origin.where, fmt::format("{} references {} ({}), whose unique key is deferrable", what,
                                               key.target.quoted(), columns));
  }
  if (kind != KeyKind::None) return;
  problems.add(key.origin.where,
               fmt::format("{} references {} ({}), which has no unique key of these columns", what, key.target.quoted(),
                           columns),
               fmt::format("add unique: [{{columns: [{}]}}] to that table", columns));
}

// https://www.postgresql.org/docs/current/sql-createtable.html: what a crash empties cannot hold up what it does not.
void check_persistence(const model::ForeignKey& key, const model::Table& table, const model::Table& target,
                       Problems& problems) {
  if (table.persistence == model::Persistence::Unlogged || target.persistence == model::Persistence::Logged) return;
  problems.add(key.origin.where, fmt::format("{} references {}, which is unlogged, from a table that is not",
                                             describe("foreign key", key.name, key.columns), key.target.quoted()));
}

}  // namespace

void check_foreign_keys(const DatabaseDraft& draft, Problems& problems) {
  const model::ByName tables(draft.database.tables);
  for (const auto& table : draft.database.tables) {
    for (const auto& key : table.foreign_keys) {
      if (key.columns.size() != key.target_columns.size()) {
        problems.add(key.origin.where,
                     fmt::format("{} has {} columns and references {}", describe("foreign key", key.name, key.columns),
                                 key.columns.size(), key.target_columns.size()));
        continue;
      }
      const auto* target = tables.find(key.target);
      // A table that is not in the file is for the live database to judge.
      if (target == nullptr || draft.damaged.contains(key.target)) continue;
      check_foreign_key(key, *target, problems);
      check_persistence(key, table, *target, problems);
    }
  }
}

}  // namespace pgreconcile::yaml
