#pragma once

// Private to introspect: how catalog queries say which objects they are about. Each returns rows in a fixed order, and
// only those of the declared objects, which are found by name through the catalog's own indexes: three tables in a
// database of ten thousand cost what three tables cost.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "src/model/table.hpp"
#include "src/sql/identifier.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::introspect {

using TablesByName = std::map<sql::QualifiedName, model::Table>;

/// What decides about the text of a query.
struct Declared {
  std::vector<sql::QualifiedName> tables;
  int server_version = 0;  ///< `150018`

  /// The text, or nothing for a server that does not know what it speaks of.
  std::string since(int major, std::string_view text) const {
    return server_version >= major * 10000 ? std::string(text) : std::string();
  }
};

/// The body of `VALUES`: schema and name of each.
template <typename Names>
std::string name_values(const Names& names) {
  std::vector<std::string> rows;
  for (const sql::QualifiedName& name : names) {
    rows.push_back(
        fmt::format("({}, {})", sql::quote_literal(name.schema.name()), sql::quote_literal(name.name.name())));
  }
  if (rows.empty()) rows.emplace_back("(NULL, NULL)");
  return fmt::format("{}", fmt::join(rows, ", "));
}

template <typename Names>
std::string text_array(const Names& names) {
  std::vector<std::string> literals;
  for (const auto& name : names) literals.push_back(sql::quote_literal(name));
  return fmt::format("ARRAY[{}]::pg_catalog.text[]", fmt::join(literals, ", "));
}

std::vector<std::string> texts_of(const std::vector<sql::Identifier>& names);

/// `WITH declared AS (…)`: the declared tables that exist, with their OIDs.
std::string with_declared(const std::vector<sql::QualifiedName>& tables);

/// The same, and `tree`: every table below those that are partitioned, with the OIDs of the one at the `root` and of the
/// `parent` right above it, and its `level` below the root. A partition that is being detached is no part any more.
std::string with_partition_tree(const Declared& declared);

/// An array of those texts that are not NULL, as JSON: what the model has no field for.
std::string json_of_texts(std::string_view texts);

/// The comment on an object of pg_class; `subid` is an attnum, or 0 for the relation itself.
std::string relation_comment(std::string_view oid, std::string_view subid);

}  // namespace pgreconcile::introspect
