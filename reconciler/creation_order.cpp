#include "reconciler/creation_order.hpp"

#include <map>
#include <set>

namespace pgreconcile::reconciler {

std::vector<const model::Table*> creation_order(const std::vector<const model::Table*>& tables) {
  std::map<sql::QualifiedName, const model::Table*> by_name;
  for (const auto* table : tables) by_name.emplace(table->name, table);

  std::map<sql::QualifiedName, std::set<sql::QualifiedName>> waits_for;
  std::map<sql::QualifiedName, std::set<sql::QualifiedName>> waited_for_by;
  std::set<sql::QualifiedName> ready;
  std::set<sql::QualifiedName> waiting;
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
    auto& source = ready.empty() ? waiting : ready;  // only a cycle is left when nothing is ready
    const auto name = *source.begin();
    source.erase(source.begin());
    order.push_back(by_name.at(name));
    for (const auto& other : waited_for_by[name]) {
      waits_for[other].erase(name);
      if (waits_for[other].empty() && waiting.erase(other) > 0) ready.insert(other);
    }
  }
  return order;
}

}  // namespace pgreconcile::reconciler
