#pragma once

// Private to introspect.

#include <map>
#include <set>
#include <string>

#include "src/db/session.hpp"
#include "src/model/by_name.hpp"
#include "src/model/question.hpp"
#include "src/model/table.hpp"
#include "src/model/type.hpp"

namespace pgreconcile::introspect {

/// pg_cast: source and target type, as format_type() spells them under the search path → castcontext.
using Casts = std::map<std::pair<std::string, std::string>, char>;

/// What the oracle has to know before it may ask.
struct OracleFacts {
  model::ByName<model::Table> tables;  ///< the live ones, as the domains
  model::ByName<model::Domain> domains;
  sql::Identifier default_schema;  ///< of a function that is nowhere
  std::vector<sql::Identifier> search_path;
  /// Every name that a pair calls without a schema is in it.
  const std::map<std::string, model::Callable>& functions;
  Casts casts;
  /// The names, without a schema, that domains have among those of the types that the pairs cast to.
  std::set<std::string> domain_names;
};

/// Asks the server whether the expressions of each pair mean the same: it plans both over an empty set of rows with the
/// table's columns, and the two outputs are compared. Planning folds immutable functions; nothing else is evaluated,
/// and nothing is written or locked. All pairs go in one EXPLAIN. Its round trips do not depend on the number of pairs,
/// up to the server's limit of 1,664 tables in one query. Where it fails, the pairs are asked about in halves, and so
/// on, so that a pair that fails stands alone and never spoils the others: k of n cost about 2k·log2(n) such
/// transactions. A savepoint for each would cost n, and an error tells no position that could be trusted to name the
/// pair.
std::map<model::ExpressionPair, model::Verdict> ask_server(db::Session& session,
                                                           const std::set<model::ExpressionPair>& pairs,
                                                           const OracleFacts& facts);

}  // namespace pgreconcile::introspect
