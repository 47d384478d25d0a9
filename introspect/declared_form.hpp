#pragma once

// Private to introspect: from the catalog's view of an object to what a file would say of it.

#include <map>
#include <optional>
#include <vector>

#include "introspect/left_out.hpp"
#include "src/model/database.hpp"

namespace pgreconcile::introspect {

/// Where names without a schema are found, and which sequences columns own.
struct DeclaredContext {
  sql::Identifier default_schema;
  std::vector<sql::Identifier> search_path;
  /// Those of serial columns are taken out.
  std::map<sql::QualifiedName, model::Sequence>& sequences;
  LeftOut& left_out;
};

/// std::nullopt for a table that cannot be said at all.
std::optional<model::Table> declared_form(model::Table table, DeclaredContext& context);
model::Domain declared_form(model::Domain domain, DeclaredContext& context);

}  // namespace pgreconcile::introspect
