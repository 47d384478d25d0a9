#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/model/origin.hpp"
#include "src/model/storage_parameters.hpp"
#include "src/model/unmodelled.hpp"
#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

enum class SortOrder { Ascending, Descending };
enum class NullsOrder { First, Last };
enum class Uniqueness { NotUnique, Unique };
enum class NullsDistinct { Yes, No };

/// One key of an index or exclusion constraint: a column or an expression, and how it is ordered.
struct IndexElement {
  std::variant<sql::Identifier, sql::Expression> key;
  /// The file: where it says one. The catalog: always; `defaults` says whether it could be left out.
  std::optional<sql::ObjectName> opclass = {};
  std::optional<sql::ObjectName> collation = {};
  SortOrder order = SortOrder::Ascending;
  NullsOrder nulls = NullsOrder::Last;
  /// Of the catalog: which of the names above are the ones that an index gets without naming them.
  struct Defaults {
    bool opclass = false;
    bool collation = false;

    friend bool operator==(const Defaults&, const Defaults&) = default;
  } defaults = {};

  /// The column, or null for an expression.
  const sql::Identifier* column() const { return std::get_if<sql::Identifier>(&key); }
  const sql::Expression* expression() const { return std::get_if<sql::Expression>(&key); }

  friend bool operator==(const IndexElement&, const IndexElement&) = default;
};

/// An index that no constraint owns.
struct Index {
  sql::Identifier name;
  Uniqueness uniqueness = Uniqueness::NotUnique;
  sql::Identifier method{"btree"};
  std::vector<IndexElement> elements;
  std::vector<sql::Identifier> include;
  NullsDistinct nulls_distinct = NullsDistinct::Yes;
  std::optional<sql::Expression> predicate;
  StorageParameters storage_parameters;
  std::optional<sql::Identifier> tablespace;  ///< std::nullopt: the database's own
  std::optional<std::string> comment;
  /// pg_index.indisvalid; false is what a broken CREATE INDEX CONCURRENTLY leaves.
  bool valid = true;
  /// Of one that is not valid: whether somebody builds it now; std::nullopt where the role may not see that.
  std::optional<bool> is_being_built = false;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const Index&, const Index&) = default;
};

}  // namespace pgreconcile::model
