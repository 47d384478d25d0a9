#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "src/model/callable.hpp"
#include "src/sql/fragment.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

/// Two spellings of one expression on a table, as the file and as the catalog have it: do they mean the same?
struct ExpressionPair {
  sql::QualifiedName table;  ///< or a domain, whose checks speak of VALUE
  std::string desired;
  std::string live;
  /// For what a column stores, a default or what it is generated from, the column's type, to which both are cast; empty
  /// for a check.
  std::string cast_to;

  friend auto operator<=>(const ExpressionPair&, const ExpressionPair&) = default;
};

enum class Sameness { Same, Different, Undecidable };

struct Verdict {
  Sameness sameness = Sameness::Undecidable;
  std::string reason;  ///< why it is undecidable; empty otherwise

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// How much of a table adding a column would touch.
struct TableSize {
  std::int64_t bytes = 0;  ///< pg_relation_size, partitions summed
  bool known_empty = false;

  friend bool operator==(const TableSize&, const TableSize&) = default;
};

/// What comparing alone cannot decide and the server can.
struct Questions {
  std::set<ExpressionPair> expressions;
  std::set<sql::QualifiedName> table_sizes;
  std::set<std::string> functions;  ///< names as defaults call them: `lower`, `operator +`
  std::set<std::string> types;      ///< outside pg_catalog: do their values run code of the user's?

  bool empty() const { return expressions.empty() && table_sizes.empty() && functions.empty() && types.empty(); }
};

struct Answers {
  std::map<ExpressionPair, Verdict> expressions;
  std::map<sql::QualifiedName, TableSize> table_sizes;
  std::map<std::string, Callable> functions;
  std::map<std::string, bool> runs_code;  ///< types
};

}  // namespace pgreconcile::model
