#pragma once

#include <functional>
#include <set>
#include <string_view>
#include <vector>

#include "src/model/live_database.hpp"
#include "src/model/table.hpp"
#include "src/model/type.hpp"
#include "src/sql/guard.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::reconciler {

/// Gives the constraints of one table that the file leaves unnamed PostgreSQL's default names, or the next free ones.
class DefaultNames {
 public:
  /// `existing` is the table as it is in the database, or null.
  DefaultNames(const model::LiveDatabase& live, const model::Table& declared, const model::Table* existing);

  sql::Identifier primary_key(const model::KeyConstraint& key);
  sql::Identifier unique(const model::KeyConstraint& key);
  sql::Identifier check(const model::CheckConstraint& check);
  sql::Identifier foreign_key(const model::ForeignKey& key);
  sql::Identifier exclusion(const model::ExclusionConstraint& exclusion);

 private:
  using IsFree = std::function<bool(const sql::Identifier&)>;
  sql::Identifier take(const std::vector<sql::Identifier>& columns, std::string_view suffix, const IsFree& is_free);
  bool is_relation(const sql::Identifier& name) const;
  /// Whether the key may be called so: its index is a relation.
  IsFree for_key(const model::KeyConstraint& key) const;
  /// An index that a broken-off run built for the key under this name, and that only has to be attached.
  bool is_built(const sql::Identifier& name, const model::KeyConstraint& key) const;

  const model::LiveDatabase& live_;
  const model::Table& declared_;
  const model::Table* existing_;
  std::set<sql::Identifier> taken_;
};

/// The table with a name for each constraint, as `live` gives them where there is no such table yet.
model::Table with_default_names(const model::LiveDatabase& live, model::Table table);

/// The domain with a name for each check: those that come with it first, and then those that are NOT VALID, each of which
/// is added by itself.
model::Domain with_default_names(model::Domain domain);

/// What PostgreSQL would call the constraint if nothing had the name yet.
sql::Identifier default_name(const model::Table& table, const model::CheckConstraint& check);
sql::Identifier default_name(const model::Table& table, const model::ExclusionConstraint& exclusion);
sql::Identifier default_name(const model::Table& table, const model::ForeignKey& key);
sql::Identifier default_name(const model::Table& table, sql::ConstraintType type, const model::KeyConstraint& key);

}  // namespace pgreconcile::reconciler
