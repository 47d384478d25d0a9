#pragma once

// Private to introspect: which schemas and extensions there are, and who holds the names that the file wants to use.

#include <map>
#include <set>
#include <vector>

#include "introspect/row.hpp"
#include "src/db/session.hpp"
#include "src/model/live_database.hpp"

namespace pgreconcile::introspect {

/// The names of those schemas that exist.
db::CatalogQuery schemas_query(const std::vector<sql::Identifier>& schemas);
std::vector<sql::Identifier> read_schemas(const db::Result& rows);

/// Those of the extensions that are installed, with their schemas.
db::CatalogQuery extensions_query(const std::vector<sql::Identifier>& extensions);
std::vector<model::Extension> read_extensions(const db::Result& rows);

/// Those of the extensions that are not installed and could be.
db::CatalogQuery available_extensions_query(const std::vector<sql::Identifier>& extensions);
std::vector<model::AvailableExtension> read_available_extensions(const db::Result& rows);

/// The relations of those names, and for an index its table.
db::CatalogQuery relations_query(const std::set<sql::QualifiedName>& names);
std::map<sql::QualifiedName, model::Relation> read_relations(const db::Result& rows);

/// The tables of those schemas (LiveDatabase::tables_of_schemas).
db::CatalogQuery tables_of_schemas_query(const std::vector<sql::Identifier>& schemas);
std::map<sql::QualifiedName, model::RelationKind> read_tables_of_schemas(const db::Result& rows);

/// The types of those names that are not rows of a relation.
db::CatalogQuery types_query(const std::vector<sql::QualifiedName>& names);
std::map<sql::QualifiedName, model::RelationKind> read_types(const db::Result& rows);

/// Those of the types that there are not, by TypeName::base(). One without a schema may live in that of an extension.
db::CatalogQuery unknown_types_query(const std::vector<sql::TypeName>& types,
                                     const std::vector<sql::Identifier>& extensions);
std::set<std::string> read_unknown_types(const db::Result& rows);

}  // namespace pgreconcile::introspect
