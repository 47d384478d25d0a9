#include <algorithm>
#include <map>
#include <set>

#include "src/render/graph.hpp"

namespace pgreconcile::render {
namespace {

bool is_changed(const Diagram& diagram, std::size_t position) { return diagram.tables[position].mark != Mark::None; }

// Of a table that is there only to be referred to, what refers to it is enough.
DiagramTable referred_part(const DiagramTable& table, const std::set<std::string>& columns) {
  auto part = table;
  std::erase_if(part.columns, [&](const DiagramColumn& column) { return !columns.contains(column.name); });
  return part;
}

}  // namespace

Diagram changed_part(const Diagram& diagram) {
  Diagram part{.tables = {}, .relations = {}, .is_compared = diagram.is_compared};
  std::map<std::size_t, std::set<std::string>> referred;  // columns, by the position of their table
  for (const auto& relation : diagram.relations) {
    if (!is_changed(diagram, relation.child)) continue;
    part.relations.push_back(relation);
    auto& columns = referred[relation.parent];
    for (const auto& [child, parent] : relation.columns) columns.insert(parent);
  }
  std::map<std::size_t, std::size_t> positions;
  for (std::size_t at = 0; at < diagram.tables.size(); ++at) {
    if (!is_changed(diagram, at) && !referred.contains(at)) continue;
    positions.emplace(at, part.tables.size());
    const auto& table = diagram.tables[at];
    part.tables.push_back(is_changed(diagram, at) ? table : referred_part(table, referred.at(at)));
  }
  for (auto& relation : part.relations) {
    relation.child = positions.at(relation.child);
    relation.parent = positions.at(relation.parent);
  }
  return part;
}

}  // namespace pgreconcile::render
