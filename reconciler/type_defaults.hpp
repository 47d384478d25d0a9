#pragma once

// Private to reconciler.

#include <map>
#include <optional>
#include <set>
#include <string>

#include "src/model/database.hpp"

namespace pgreconcile::reconciler {

/// What a column of a type has where its file says nothing, as far as that is known without a server: of PostgreSQL's own
/// types, and of the file's enums and domains. A type of an extension is taken for one like text, without a collation.
class TypeDefaults {
 public:
  /// REQUIRES: the file outlives it.
  explicit TypeDefaults(const model::Database& file);

  /// std::nullopt for a type that has none.
  std::optional<sql::ObjectName> collation_of(const sql::TypeName& type) const;
  model::Storage storage_of(const sql::TypeName& type) const;

 private:
  /// The domain that it is, or an array of; null for another type.
  const model::Domain* find_domain(const sql::TypeName& type) const;

  std::map<std::string, const model::Domain*> domains_;
  std::set<std::string> enums_;
};

}  // namespace pgreconcile::reconciler
