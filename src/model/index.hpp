#pragma once

#include <vector>

#include "src/model/origin.hpp"
#include "src/model/unmodelled.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

enum class SortOrder { Ascending, Descending };
enum class NullsOrder { First, Last };
enum class Uniqueness { NotUnique, Unique };

struct IndexColumn {
  sql::Identifier column;
  SortOrder order = SortOrder::Ascending;
  NullsOrder nulls = NullsOrder::Last;

  friend bool operator==(const IndexColumn&, const IndexColumn&) = default;
};

/// An index that no constraint owns.
struct Index {
  sql::Identifier name;
  Uniqueness uniqueness = Uniqueness::NotUnique;
  sql::Identifier method{"btree"};
  std::vector<IndexColumn> columns;
  /// pg_index.indisvalid; false is what a broken CREATE INDEX CONCURRENTLY leaves.
  bool valid = true;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const Index&, const Index&) = default;
};

}  // namespace pgreconcile::model
