#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "src/sql/identifier.hpp"

namespace pgreconcile::sql {

/// An index that a broken CREATE INDEX CONCURRENTLY left invalid, and its table.
struct InvalidIndex {
  QualifiedName table;
  Identifier name;

  /// It lives in its table's schema.
  QualifiedName index() const { return {table.schema, name}; }

  friend bool operator==(const InvalidIndex&, const InvalidIndex&) = default;
};

/// The one block that takes something away. It drops the index only where it is the table's own, is invalid and belongs
/// to no constraint, and fails with 55P03 while somebody builds an index on the table. It can be pasted any number of
/// times.
std::string drop_invalid_index(const InvalidIndex& invalid);

/// What the block drops, where it is drop_invalid_index()'s to the byte; std::nullopt for any other text.
std::optional<InvalidIndex> read_drop_invalid_index(std::string_view block);

}  // namespace pgreconcile::sql
