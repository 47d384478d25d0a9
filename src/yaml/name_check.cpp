// Whether the objects of a schema have names of their own; declared in cross_check.hpp.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "src/yaml/cross_check.hpp"

namespace pgreconcile::yaml {
namespace {

// An object that holds a name of its schema.
struct Holder {
  SourceLocation where;
  std::string kind;
  sql::QualifiedName name;
};

// Relations and types have names of their own each; a table has its row's type.
// https://www.postgresql.org/docs/current/catalog-pg-class.html
struct Holders {
  std::vector<Holder> relations;
  std::vector<Holder> types;
};

// The table and all that is a relation of its own with it, as far as it has a name in the file.
void add_table(const model::Table& table, Holders& holders) {
  const auto add = [&](std::string kind, const model::Origin& origin, const sql::Identifier& name) {
    holders.relations.push_back({origin.where, std::move(kind), {table.name.schema, name}});
  };
  const auto add_constraint = [&](const std::string& kind, const auto& constraint) {
    if (constraint.name) add(kind, constraint.origin, *constraint.name);
  };
  add("table", table.origin, table.name.name);
  holders.types.push_back(holders.relations.back());
  if (table.primary_key) add_constraint("primary key", *table.primary_key);
  for (const auto& key : table.unique) add_constraint("unique constraint", key);
  for (const auto& exclusion : table.exclusions) add_constraint("exclusion constraint", exclusion);
  for (const auto& index : table.indexes) {
    if (!index.name.name().empty()) add("index", index.origin, index.name);
  }
  for (const auto& partition : table.partitions) {
    holders.relations.push_back({partition.origin.where, "partition", partition.name});
    holders.types.push_back(holders.relations.back());
  }
}

Holders holders_of(const model::Database& database) {
  Holders holders;
  for (const auto& type : database.enums) holders.types.push_back({type.origin.where, "enum", type.name});
  for (const auto& type : database.domains) holders.types.push_back({type.origin.where, "domain", type.name});
  for (const auto& sequence : database.sequences) {
    holders.relations.push_back({sequence.origin.where, "sequence", sequence.name});
  }
  for (const auto& table : database.tables) add_table(table, holders);
  return holders;
}

void refuse_duplicates(std::vector<Holder> holders, Problems& problems) {
  const auto& order = problems.reading_order();
  std::ranges::stable_sort(holders, {}, [&](const Holder& holder) { return order(holder.where); });
  std::map<sql::QualifiedName, const Holder*> first;
  for (const auto& holder : holders) {
    const auto [seen, is_new] = first.emplace(holder.name, &holder);
    if (is_new) continue;
    problems.add(holder.where,
                 fmt::format("{} \"{}\" has the same name as the {} at {}", holder.kind, holder.name.name.name(),
                             seen->second->kind, place_seen_from(holder.where, seen->second->where)));
  }
}

}  // namespace

void check_names(const model::Database& database, Problems& problems) {
  auto holders = holders_of(database);
  refuse_duplicates(std::move(holders.relations), problems);
  refuse_duplicates(std::move(holders.types), problems);
}

}  // namespace pgreconcile::yaml
