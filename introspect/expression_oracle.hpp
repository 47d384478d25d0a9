#pragma once

// Private to introspect.

#include <map>
#include <set>
#include <string>

#include "src/db/session.hpp"
#include "src/model/database.hpp"
#include "src/model/live_database.hpp"
#include "src/model/question.hpp"

namespace pgreconcile::introspect {

/// What the oracle has to know before it may ask.
struct OracleFacts {
  const model::LiveDatabase& live;
  std::vector<sql::Identifier> search_path;
  /// Which of the called functions are built in; every name that a pair calls without a schema is in it.
  const std::map<std::string, model::Volatility>& functions;
  /// pg_cast's explicit-only casts: source and target type.
  std::set<std::pair<std::int64_t, std::int64_t>> explicit_casts;
};

/// Asks the server whether the expressions of each pair mean the same: it plans both over an empty set of rows with the
/// table's columns, and the two outputs are compared. Nothing is evaluated, written or locked.
/// All pairs go in one EXPLAIN; where that fails, each by itself, so that one bad pair never spoils the others.
std::map<model::ExpressionPair, model::Verdict> ask_server(db::Session& session,
                                                           const std::set<model::ExpressionPair>& pairs,
                                                           const OracleFacts& facts);

}  // namespace pgreconcile::introspect
