#pragma once

// Private to introspect: everything that users made in a database, by name.

#include <string>
#include <vector>

#include "introspect/row.hpp"
#include "src/db/session.hpp"

namespace pgreconcile::introspect {

/// Something that is neither the system's, nor an extension's member, nor temporary.
struct CatalogObject {
  /// `schema`, `extension`, `enum`, `domain`, `sequence`, `table`; anything else cannot be said by the format.
  std::string kind;
  std::string schema;  ///< empty for an object outside schemas
  std::string name;
  std::string label;  ///< the name as SQL has it, with what functions need beside it

  friend auto operator<=>(const CatalogObject&, const CatalogObject&) = default;
};

/// kind, schema, name, label, in that order.
db::CatalogQuery catalog_objects_query();
std::vector<CatalogObject> read_catalog_objects(const db::Result& rows);

/// Of catalog_objects_query(), those enums, domains, sequences and extensions that the tables cannot be without.
db::CatalogQuery needed_objects_query(const std::vector<sql::QualifiedName>& tables);

}  // namespace pgreconcile::introspect
