#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "src/model/database.hpp"
#include "src/model/partition_tree.hpp"
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
  Enum,  // types are no relations, but in the way of one
  Domain,
  Type,  ///< of any other kind
};

/// `view`, `composite type`, … as messages say it.
std::string to_string(RelationKind kind);

/// A name that is taken in the live database. Indexes know the table that they belong to.
struct Relation {
  RelationKind kind;
  std::optional<sql::QualifiedName> table;

  friend bool operator==(const Relation&, const Relation&) = default;
};

/// An extension that the server could install (pg_available_extension_versions), asked for those of the file that are
/// not there.
struct AvailableExtension {
  sql::Identifier name;
  /// The only schema that its objects can live in, where there is such a one.
  std::optional<sql::Identifier> fixed_schema;

  friend bool operator==(const AvailableExtension&, const AvailableExtension&) = default;
};

/// Columns that a foreign key may refer to together: those of a unique index, in any order.
struct ReferableKey {
  sql::QualifiedName table;
  std::set<sql::Identifier> columns;

  friend auto operator<=>(const ReferableKey&, const ReferableKey&) = default;
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
  /// The schema files that say what is in the database, where no server was asked: it then has no name.
  std::vector<std::string> described_by = {};

  friend bool operator==(const ServerFacts&, const ServerFacts&) = default;
};

/// The part of a live database that a schema file speaks of: its declared objects as far as they exist, and who holds
/// the names that it wants to use.
struct LiveDatabase {
  ServerFacts server;
  /// Where relations lie that have no tablespace of their own (pg_database.dattablespace).
  sql::Identifier default_tablespace{"pg_default"};
  std::vector<sql::Identifier> schemas;  ///< those of the file that exist
  std::vector<Extension> extensions;
  std::vector<AvailableExtension> available_extensions;
  std::vector<Enum> enums;
  std::vector<Domain> domains;
  /// Those of the file, and those that columns of its tables own.
  std::vector<Sequence> sequences;
  std::vector<Table> tables;
  /// By the declared table that is at the top.
  std::map<sql::QualifiedName, PartitionTree> partition_trees;
  std::map<sql::QualifiedName, Relation> relations;
  /// Types that have the name of a declared table or type, and are not the row type of a relation.
  std::map<sql::QualifiedName, RelationKind> types;
  /// Types that the file names and does not declare, and that are not there (TypeName::base()): those of extensions that
  /// are not installed yet are among them.
  std::set<std::string> unknown_types;
  /// Of the tables that foreign keys of the file refer to and that it does not declare.
  std::set<ReferableKey> referable_keys;
  std::vector<UnmanagedObject> unmanaged;
  /// Tables of whatever kind in the schemas that the file uses, where they were asked for. A partition is a part of its
  /// table; what belongs to an extension or to the record is none of a file's.
  std::map<sql::QualifiedName, RelationKind> tables_of_schemas;

  const Extension* find_extension(const sql::Identifier& extension) const;

  friend bool operator==(const LiveDatabase&, const LiveDatabase&) = default;
};

/// Under which search_path the file's fragments are read, wherever a server reads them: pg_catalog, the file's schema,
/// those of its extensions, pg_temp.
std::vector<sql::Identifier> fragment_search_path(const Database& desired, const LiveDatabase& live);

}  // namespace pgreconcile::model
