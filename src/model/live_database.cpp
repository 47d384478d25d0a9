#include "src/model/live_database.hpp"

#include <algorithm>

namespace pgreconcile::model {

std::string to_string(RelationKind kind) {
  switch (kind) {
    case RelationKind::Table:
      return "table";
    case RelationKind::PartitionedTable:
      return "partitioned table";
    case RelationKind::View:
      return "view";
    case RelationKind::MaterializedView:
      return "materialized view";
    case RelationKind::Index:
      return "index";
    case RelationKind::Sequence:
      return "sequence";
    case RelationKind::ForeignTable:
      return "foreign table";
    case RelationKind::CompositeType:
      return "composite type";
    case RelationKind::Type:
      return "type";
  }
  return {};
}

const Table* LiveDatabase::find_table(const sql::QualifiedName& table) const {
  const auto found = std::ranges::find(tables, table, &Table::name);
  return found == tables.end() ? nullptr : &*found;
}

}  // namespace pgreconcile::model
