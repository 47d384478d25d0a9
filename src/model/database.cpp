#include "src/model/database.hpp"

namespace pgreconcile::model {

std::map<sql::Identifier, Origin> used_schemas(const Database& database) {
  std::map<sql::Identifier, Origin> schemas;
  for (const auto& schema : database.schemas) schemas.try_emplace(schema.name, schema.origin);
  for (const auto& table : database.tables) {
    schemas.try_emplace(table.name.schema, table.origin);
    for (const auto& partition : table.partitions) schemas.try_emplace(partition.name.schema, partition.origin);
  }
  return schemas;
}

}  // namespace pgreconcile::model
