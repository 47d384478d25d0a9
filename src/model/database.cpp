#include "src/model/database.hpp"

namespace pgreconcile::model {

std::map<sql::Identifier, Origin> used_schemas(const Database& database) {
  std::map<sql::Identifier, Origin> schemas;
  const auto add_all = [&](const auto& objects) {
    for (const auto& object : objects) schemas.try_emplace(object.name.schema, object.origin);
  };
  for (const auto& schema : database.schemas) schemas.try_emplace(schema.name, schema.origin);
  for (const auto& extension : database.extensions) {
    schemas.try_emplace(extension.schema.value_or(database.default_schema), extension.origin);
  }
  add_all(database.enums);
  add_all(database.domains);
  add_all(database.sequences);
  add_all(database.tables);
  for (const auto& table : database.tables) add_all(table.partitions);
  return schemas;
}

}  // namespace pgreconcile::model
