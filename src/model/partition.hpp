#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "src/model/index.hpp"
#include "src/model/origin.hpp"
#include "src/model/unmodelled.hpp"
#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

enum class PartitionStrategy { Range, List, Hash };

struct PartitionKeyElement {
  std::variant<sql::Identifier, sql::Expression> key;
  /// The file: where it says one. The catalog: always; `defaults` says whether it could be left out.
  std::optional<sql::ObjectName> opclass = {};
  std::optional<sql::ObjectName> collation = {};
  IndexElement::Defaults defaults = {};

  friend bool operator==(const PartitionKeyElement&, const PartitionKeyElement&) = default;
};

/// `PARTITION BY RANGE (at)`
struct PartitionKey {
  PartitionStrategy strategy = PartitionStrategy::Range;
  std::vector<PartitionKeyElement> elements;
  /// Of a live table: each element's type, as format_type() spells it; bounds are values of them.
  std::vector<std::string> types;
  Origin origin;
};

bool operator==(const PartitionKey& a, const PartitionKey& b);

enum class BoundKeyword { MinValue, MaxValue, Null };

/// One value of a partition's bound: a keyword, or a constant that SQL has in quotes.
using BoundValue = std::variant<BoundKeyword, std::string>;

/// `FOR VALUES FROM (…) TO (…)`: from inclusive, to exclusive.
struct RangeBound {
  std::vector<BoundValue> from;
  std::vector<BoundValue> to;

  friend bool operator==(const RangeBound&, const RangeBound&) = default;
};

/// `FOR VALUES IN (…)`
struct ListBound {
  std::vector<BoundValue> values;

  friend bool operator==(const ListBound&, const ListBound&) = default;
};

/// `FOR VALUES WITH (MODULUS m, REMAINDER r)`
struct HashBound {
  int modulus = 1;
  int remainder = 0;

  friend bool operator==(const HashBound&, const HashBound&) = default;
};

/// `DEFAULT`
struct DefaultBound {
  friend bool operator==(const DefaultBound&, const DefaultBound&) = default;
};

using PartitionBound = std::variant<DefaultBound, RangeBound, ListBound, HashBound>;

/// A partition has the parent's columns and constraints; what it has of its own is unmodelled.
struct Partition {
  sql::QualifiedName name;
  PartitionBound bound;
  Unmodelled unmodelled;
  Origin origin;

  friend bool operator==(const Partition&, const Partition&) = default;
};

}  // namespace pgreconcile::model
