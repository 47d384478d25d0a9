#pragma once

#include <map>
#include <string>
#include <vector>

#include "src/model/extension.hpp"
#include "src/model/origin.hpp"
#include "src/model/sequence.hpp"
#include "src/model/table.hpp"
#include "src/model/type.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::model {

struct Schema {
  sql::Identifier name;
  Origin origin;

  friend bool operator==(const Schema&, const Schema&) = default;
};

/// What one or more schema files declare, in file order.
struct Database {
  /// Where unqualified names of the file live.
  sql::Identifier default_schema{"public"};
  /// The further schemas to create; the default schema is not among them.
  std::vector<Schema> schemas;
  std::vector<Extension> extensions;
  std::vector<Enum> enums;
  std::vector<Domain> domains;
  std::vector<Sequence> sequences;
  /// Names of live relations that are never reported: `tmp_*`, `billing.old_*`.
  std::vector<std::string> ignore;
  std::vector<Table> tables;

  friend bool operator==(const Database&, const Database&) = default;
};

/// The schemas that it declares or that something of it lies in, each with the first that says so.
std::map<sql::Identifier, Origin> used_schemas(const Database& database);

}  // namespace pgreconcile::model
