#include "src/yaml/cross_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "src/yaml/constraint_format.hpp"

namespace pgreconcile::yaml {
namespace {

struct RelationName {
  SourceLocation where;
  std::string kind;
  sql::QualifiedName name;
};

// The table and all that is a relation of its own with it, as far as it has a name in the file.
void add_relations(const model::Table& table, std::vector<RelationName>& relations) {
  const auto add = [&](std::string kind, const model::Origin& origin, const sql::Identifier& name) {
    relations.push_back({origin.where, std::move(kind), {table.name.schema, name}});
  };
  add("table", table.origin, table.name.name);
  const auto& primary_key = table.primary_key;
  if (primary_key && primary_key->name) add("primary key", primary_key->origin, *primary_key->name);
  for (const auto& key : table.unique) {
    if (key.name) add("unique constraint", key.origin, *key.name);
  }
  for (const auto& index : table.indexes) {
    if (!index.name.name().empty()) add("index", index.origin, index.name);
  }
}

void refuse_duplicate_relations(const model::Database& database, Problems& problems) {
  std::vector<RelationName> relations;
  for (const auto& table : database.tables) add_relations(table, relations);
  std::ranges::stable_sort(relations, {}, &RelationName::where);
  std::map<sql::QualifiedName, const RelationName*> first;
  for (const auto& relation : relations) {
    const auto [seen, is_new] = first.emplace(relation.name, &relation);
    if (is_new) continue;
    problems.add(relation.where,
                 fmt::format("{} \"{}\" has the same name as the {} at {}", relation.kind, relation.name.name.name(),
                             seen->second->kind, place_seen_from(relation.where, seen->second->where)));
  }
}

std::vector<sql::Identifier> sorted(std::vector<sql::Identifier> names) {
  std::ranges::sort(names);
  return names;
}

// A unique index serves a foreign key as well as a constraint does, whatever the order of its columns.
bool has_unique_key(const model::Table& table, const std::vector<sql::Identifier>& columns) {
  const auto wanted = sorted(columns);
  const auto matches = [&](const model::KeyConstraint& key) { return sorted(key.columns) == wanted; };
  const auto index_matches = [&](const model::Index& index) {
    std::vector<sql::Identifier> names;
    for (const auto& element : index.elements) names.push_back(*element.column());
    return index.uniqueness == model::Uniqueness::Unique && sorted(names) == wanted;
  };
  return (table.primary_key && matches(*table.primary_key)) || std::ranges::any_of(table.unique, matches) ||
         std::ranges::any_of(table.indexes, index_matches);
}

void check_foreign_key(const model::ForeignKey& key, const model::Table& target, Problems& problems) {
  const auto what = describe("foreign key", key.name, key.columns);
  for (const auto& column : key.target_columns) {
    if (target.find_column(column) != nullptr) continue;
    problems.add(key.origin.where, fmt::format("{} references the unknown column \"{}\" of table \"{}\"", what,
                                               column.name(), target.name.name.name()));
    return;
  }
  if (has_unique_key(target, key.target_columns)) return;
  const auto columns = sql::quoted_list(key.target_columns);
  problems.add(key.origin.where,
               fmt::format("{} references {} ({}), which has no unique key of these columns", what, key.target.quoted(),
                           columns),
               fmt::format("add unique: [{{columns: [{}]}}] to that table", columns));
}

void check_foreign_keys(const DatabaseDraft& draft, Problems& problems) {
  std::map<sql::QualifiedName, const model::Table*> tables;
  for (const auto& table : draft.database.tables) tables.emplace(table.name, &table);
  for (const auto& table : draft.database.tables) {
    for (const auto& key : table.foreign_keys) {
      if (key.columns.size() != key.target_columns.size()) {
        problems.add(key.origin.where,
                     fmt::format("{} has {} columns and references {}", describe("foreign key", key.name, key.columns),
                                 key.columns.size(), key.target_columns.size()));
        continue;
      }
      const auto target = tables.find(key.target);
      // A table that is not in the file is for the live database to judge.
      if (target == tables.end() || draft.damaged.contains(key.target)) continue;
      check_foreign_key(key, *target->second, problems);
    }
  }
}

}  // namespace

void check_across_tables(const DatabaseDraft& draft, Problems& problems) {
  refuse_duplicate_relations(draft.database, problems);
  check_foreign_keys(draft, problems);
}

}  // namespace pgreconcile::yaml
