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
    case RelationKind::Enum:
      return "enum";
    case RelationKind::Domain:
      return "domain";
    case RelationKind::Type:
      return "type";
  }
  return {};
}

const Extension* LiveDatabase::find_extension(const sql::Identifier& extension) const {
  const auto found = std::ranges::find(extensions, extension, &Extension::name);
  return found == extensions.end() ? nullptr : &*found;
}

namespace {

// Where the extension's objects are, or will be once it is created; std::nullopt for the default schema.
std::optional<sql::Identifier> schema_of(const Extension& extension, const LiveDatabase& live) {
  if (const auto* installed = live.find_extension(extension.name)) return installed->schema;
  const auto found = std::ranges::find(live.available_extensions, extension.name, &AvailableExtension::name);
  return found != live.available_extensions.end() && found->fixed_schema ? found->fixed_schema : extension.schema;
}

}  // namespace

std::vector<sql::Identifier> fragment_search_path(const Database& desired, const LiveDatabase& live) {
  std::vector<sql::Identifier> path{sql::Identifier("pg_catalog"), desired.default_schema};
  for (const auto& extension : desired.extensions) {
    const auto schema = schema_of(extension, live);
    if (schema && std::ranges::find(path, *schema) == path.end()) path.push_back(*schema);
  }
  path.emplace_back("pg_temp");
  return path;
}

}  // namespace pgreconcile::model
