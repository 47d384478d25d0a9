#pragma once

#include <string>
#include <vector>

namespace pgreconcile::test {

/// What becomes of a column of the catalog when a table is held against the file.
enum class Verdict {
  Compared,   ///< drift says where it differs: what the model knows by class, what it does not know as `unknown`
  Unmanaged,  ///< nothing that a file could say: named as `unmanaged`
  Implied,    ///< nothing that a person sets by itself, or nothing that has an effect: never named
};

/// Which tables of catalog_columns_test.cpp there are: `lone` always, `t` and what it refers to, the partitioned `m`.
enum class Place { Lone, Keyed, Partitioned };

/// One change by hand to the tables of catalog_columns_test.cpp, and the whole of what drift then names: class, object,
/// attribute, and what is live.
struct CatalogDamage {
  Place place;
  std::string sql;
  std::vector<std::string> named;
  int since = 13;  ///< the first major release that knows the SQL
};

struct CatalogColumn {
  std::string name;
  Verdict verdict;
  /// Why it is not compared; empty where it is.
  std::string reason;
  std::vector<CatalogDamage> damages = {};
  int since = 13;  ///< the first and the last major release that have the column
  int until = 18;
};

struct Catalog {
  std::string name;  ///< `pg_class`
  std::vector<CatalogColumn> columns;
};

}  // namespace pgreconcile::test
