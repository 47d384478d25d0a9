#include "reconciler/creation_order.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pgreconcile::reconciler {

namespace {

using Names = std::set<sql::QualifiedName>;

// The first table by name that lies on a cycle. REQUIRES: every table waits for another.
sql::QualifiedName first_on_cycle(const Names& waiting, const std::map<sql::QualifiedName, Names>& waits_for) {
  std::vector<sql::QualifiedName> path{*waiting.begin()};
  for (;;) {
    const auto& next = *waits_for.at(path.back()).begin();
    const auto seen = std::ranges::find(path, next);
    if (seen != path.end()) return *std::min_element(seen, path.end());
    path.push_back(next);
  }
}

}  // namespace

std::vector<const model::Table*> creation_order(const std::vector<const model::Table*>& tables) {
  std::map<sql::QualifiedName, const model::Table*> by_name;
  for (const auto* table : tables) by_name.emplace(table->name, table);

  std::map<sql::QualifiedName, Names> waits_for;
  std::map<sql::QualifiedName, Names> waited_for_by;
  Names ready;
  Names waiting;
  for (const auto& [name, table] : by_name) {
    for (const auto& key : table->foreign_keys) {
      if (key.target == name || !by_name.contains(key.target)) continue;
      waits_for[name].insert(key.target);
      waited_for_by[key.target].insert(name);
    }
    (waits_for[name].empty() ? ready : waiting).insert(name);
  }

  std::vector<const model::Table*> order;
  while (!ready.empty() || !waiting.empty()) {
    const auto name = ready.empty() ? first_on_cycle(waiting, waits_for) : *ready.begin();
    ready.erase(name);
    waiting.erase(name);
    order.push_back(by_name.at(name));
    for (const auto& other : waited_for_by[name]) {
      waits_for[other].erase(name);
      if (waits_for[other].empty() && waiting.erase(other) > 0) ready.insert(other);
    }
  }
  return order;
}

}  // namespace pgreconcile::reconciler
