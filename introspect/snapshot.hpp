#pragma once

// Private to introspect.

#include <functional>
#include <set>
#include <vector>

#include "introspect/read.hpp"
#include "src/db/session.hpp"
#include "src/model/database.hpp"
#include "src/model/live_database.hpp"

namespace pgreconcile::introspect {

/// Which objects to read.
struct WantedNames {
  std::vector<sql::Identifier> schemas;        ///< the file's default schema first
  std::vector<sql::Identifier> whole_schemas;  ///< those whose tables are all looked for
  std::vector<sql::Identifier> extensions;
  std::vector<sql::QualifiedName> enums;
  std::vector<sql::QualifiedName> domains;
  std::vector<sql::QualifiedName> sequences;
  std::vector<sql::QualifiedName> tables;
  std::vector<sql::QualifiedName> partitioned;  ///< those of the tables whose partitions are looked at
  std::vector<sql::QualifiedName> targets;      ///< of foreign keys, and not among the tables
  std::vector<sql::QualifiedName> types;        ///< of any kind, by what may be in the way
  std::set<sql::QualifiedName> relations;       ///< the same
  std::vector<sql::TypeName> used_types;        ///< neither built in nor declared
};
WantedNames names_of(const model::Database& desired);

/// Begins the transaction in which the catalog is read: under its search_path everything in the catalog's texts is
/// qualified, except what is built in.
db::SessionFacts begin_snapshot(db::Session& session);

struct Snapshot {
  model::LiveDatabase live;
  NamedObjects names;
};

/// Reads what the snapshot has of those objects and ends it: one round trip. Throws CatalogMoved.
/// REQUIRES: begin_snapshot().
Snapshot read_snapshot(db::Session& session, const db::SessionFacts& facts, const WantedNames& names);

}  // namespace pgreconcile::introspect
