#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "src/model/table.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

/// What kind of relation holds a name (pg_class.relkind).
enum class RelationKind {
  Table,
  PartitionedTable,
  View,
  MaterializedView,
  Index,
  Sequence,
  ForeignTable,
  CompositeType,
  Type,  ///< an enum, a domain: no relation, but in the way of one
};

/// `view`, `composite type`, … as messages say it.
std::string to_string(RelationKind kind);

/// A name that is taken in the live database. Indexes know the table that they belong to.
struct Relation {
  RelationKind kind;
  std::optional<sql::QualifiedName> table;

  friend bool operator==(const Relation&, const Relation&) = default;
};

/// Something on a declared table that pgreconcile does not manage: named, so that silence is never ambiguous.
struct UnmanagedObject {
  sql::QualifiedName table;
  std::string kind;  ///< `trigger`, `policy`, `grants`, …
  std::string name;  ///< empty where the kind says it all

  friend bool operator==(const UnmanagedObject&, const UnmanagedObject&) = default;
};

struct ServerFacts {
  std::string database;
  std::string version;     ///< `15.18`
  int version_number = 0;  ///< `150018`

  friend bool operator==(const ServerFacts&, const ServerFacts&) = default;
};

/// The part of a live database that a schema file speaks of: its declared tables as far as they exist, and who holds
/// the names that it wants to use.
struct LiveDatabase {
  ServerFacts server;
  std::vector<sql::Identifier> schemas;  ///< those of the file that exist
  std::vector<Table> tables;
  std::map<sql::QualifiedName, Relation> relations;
  /// Enums, domains and other types that have the name of a declared table.
  std::set<sql::QualifiedName> types;
  std::vector<UnmanagedObject> unmanaged;

  const Table* find_table(const sql::QualifiedName& table) const;

  friend bool operator==(const LiveDatabase&, const LiveDatabase&) = default;
};

}  // namespace pgreconcile::model
