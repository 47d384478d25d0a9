#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "src/render/graph.hpp"

namespace pgreconcile::render {
namespace {

using reconciler::Difference;
using reconciler::DifferenceClass;

// What is declared and not there: the difference is about the whole object, and not about one of its attributes.
bool is_absence(const Difference& difference) {
  return difference.attribute == "table" || difference.attribute == "column" || difference.attribute == "foreign_key";
}

Mark mark_of(const Difference& difference) {
  switch (difference.difference_class) {
    case DifferenceClass::Missing:
    case DifferenceClass::Blocked:
      return is_absence(difference) ? Mark::Missing : Mark::Differs;
    case DifferenceClass::Conflict:
    case DifferenceClass::Invalid:
    case DifferenceClass::Renamed:
      return Mark::Differs;
    case DifferenceClass::Extra:
      return Mark::Extra;
    case DifferenceClass::Unknown:
      return Mark::Unknown;
    case DifferenceClass::Unmanaged:
      return Mark::None;
  }
  return Mark::None;
}

int weight(Mark mark) {
  switch (mark) {
    case Mark::None:
      return 0;
    case Mark::Unknown:
      return 1;
    case Mark::Extra:
      return 2;
    case Mark::Differs:
      return 3;
    case Mark::Missing:
      return 4;
  }
  return 0;
}

// Of two findings about one part, the one that says more.
void raise(Mark& mark, Mark found) {
  if (weight(found) > weight(mark)) mark = found;
}

std::string detail_of(const Difference& difference) {
  if (is_absence(difference)) return "";
  return difference.live.empty() ? difference.attribute
                                 : fmt::format("{} is {}", difference.attribute, difference.live);
}

void mark_column(DiagramColumn& column, const Difference& difference) {
  raise(column.mark, mark_of(difference));
  const auto detail = detail_of(difference);
  if (detail.empty()) return;
  column.detail += column.detail.empty() ? detail : ", " + detail;
}

// The name as the catalog has it, of one that a report may have put in quotes.
std::string unquoted(std::string_view name) {
  if (!name.starts_with('"')) return std::string(name);
  std::string result;
  for (std::size_t at = 1; at + 1 < name.size(); ++at) {
    result += name[at];
    if (name[at] == '"') ++at;
  }
  return result;
}

// Where reports speak of the parts of a diagram: by `public.orders`, `public.orders.id`, `public.ix_orders`.
struct Places {
  std::map<std::string, std::size_t> tables = {};
  std::map<std::string, std::size_t> indexes = {};  // the position of their table
  std::map<std::string, DiagramColumn*> columns = {};
  std::map<std::string, DiagramRelation*> relations = {};
};

Places places_of(Diagram& diagram, const model::Database& desired) {
  Places places;
  for (std::size_t at = 0; at < desired.tables.size(); ++at) {
    const auto& table = desired.tables[at];
    places.tables.emplace(table.name.quoted(), at);
    for (const auto& index : table.indexes) {
      places.indexes.emplace(sql::QualifiedName{table.name.schema, index.name}.quoted(), at);
    }
    for (auto& column : diagram.tables[at].columns) {
      places.columns.emplace(reconciler::object_name(table.name, sql::Identifier(column.name)), &column);
    }
  }
  for (auto& relation : diagram.relations) {
    const auto& table = desired.tables[relation.child].name;
    places.relations.emplace(reconciler::object_name(table, sql::Identifier(relation.name)), &relation);
  }
  return places;
}

// The declared table that the difference is about, or that the part belongs to which it is about; end() where it is
// about something that no table has, such as a schema or an extra index.
std::map<std::string, std::size_t>::const_iterator table_of(const Places& places, const std::string& object) {
  if (const auto table = places.tables.find(object); table != places.tables.end()) return table;
  if (const auto index = places.indexes.find(object); index != places.indexes.end()) return index;
  for (auto dot = object.find('.'); dot != std::string::npos; dot = object.find('.', dot + 1)) {
    const auto table = places.tables.find(object.substr(0, dot));
    if (table != places.tables.end()) return table;
  }
  return places.tables.end();
}

void mark_table(DiagramTable& table, Mark mark) {
  table.mark = mark;
  if (mark != Mark::Missing) return;
  for (auto& column : table.columns) column.mark = mark;
}

// A part of a table makes the table differ.
void mark_part(Places& places, DiagramTable& table, const Difference& difference) {
  raise(table.mark, mark_of(difference) == Mark::Unknown ? Mark::Unknown : Mark::Differs);
  if (const auto column = places.columns.find(difference.object); column != places.columns.end()) {
    mark_column(*column->second, difference);
  }
  if (const auto relation = places.relations.find(difference.object); relation != places.relations.end()) {
    raise(relation->second->mark, mark_of(difference));
  }
}

// `integer NOT NULL`: the column is drawn with the type that the database has.
DiagramColumn extra_column(const std::string& name, const Difference& difference) {
  constexpr std::string_view kNotNull = " NOT NULL";
  constexpr std::string_view kNull = " NULL";
  DiagramColumn column{.name = unquoted(name), .type = difference.live, .mark = Mark::Extra};
  column.nullable = !column.type.ends_with(kNotNull);
  for (const auto suffix : {kNotNull, kNull}) {
    if (column.type.ends_with(suffix)) column.type.resize(column.type.size() - suffix.size());
  }
  return column;
}

}  // namespace

Diagram make_diagram(const model::Database& desired, const std::vector<Difference>& differences) {
  auto diagram = make_diagram(desired);
  diagram.is_compared = true;
  auto places = places_of(diagram, desired);
  std::vector<std::pair<std::size_t, DiagramColumn>> extras;
  for (const auto& difference : differences) {
    const auto found = table_of(places, difference.object);
    if (found == places.tables.end() || mark_of(difference) == Mark::None) continue;
    const auto& [name, position] = *found;
    auto& table = diagram.tables[position];
    if (difference.object == name) {
      mark_table(table, mark_of(difference));
      continue;
    }
    mark_part(places, table, difference);
    const bool is_extra_column =
        difference.difference_class == DifferenceClass::Extra && difference.attribute == "column";
    if (is_extra_column)
      extras.emplace_back(position, extra_column(difference.object.substr(name.size() + 1), difference));
  }
  for (auto& relation : diagram.relations) {
    if (diagram.tables[relation.child].mark == Mark::Missing) relation.mark = Mark::Missing;
  }
  // Last: until here `places` points at the columns.
  for (auto& [position, column] : extras) diagram.tables[position].columns.push_back(std::move(column));
  return diagram;
}

}  // namespace pgreconcile::render
