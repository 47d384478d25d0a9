#include "introspect/snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "introspect/columns.hpp"
#include "introspect/constraints.hpp"
#include "introspect/indexes.hpp"
#include "introspect/named_objects.hpp"
#include "introspect/names.hpp"
#include "introspect/partition_trees.hpp"
#include "introspect/partitions.hpp"
#include "introspect/referable_keys.hpp"
#include "introspect/sequences.hpp"
#include "introspect/tables.hpp"
#include "introspect/types.hpp"
#include "introspect/unmanaged.hpp"
#include "src/base/error.hpp"
#include "src/model/default_name.hpp"

namespace pgreconcile::introspect {
namespace {

constexpr int kAttempts = 3;

// A relation that vanished under a pg_get_* call: "could not open relation with OID", "cache lookup failed".
// And what is looked up by a name that the snapshot gave: a relation, a column, a function, a type, a schema.
bool is_moved_catalog(const Error& error) {
  constexpr auto kGone = std::to_array<std::string_view>({"XX000", "42P01", "42703", "42883", "42704", "3F000"});
  return std::ranges::find(kGone, error.sqlstate()) != kGone.end();
}

std::vector<sql::QualifiedName> undeclared_targets(const model::Database& desired) {
  std::set<sql::QualifiedName> targets;
  for (const auto& table : desired.tables) {
    for (const auto& key : table.foreign_keys) targets.insert(key.target);
  }
  for (const auto& table : desired.tables) targets.erase(table.name);
  return {targets.begin(), targets.end()};
}

std::vector<sql::TypeName> undeclared_types(const model::Database& desired) {
  std::map<std::string, sql::TypeName> types;
  const auto add = [&](const sql::TypeName& type) {
    if (!type.is_builtin()) types.emplace(type.base(), type);
  };
  for (const auto& domain : desired.domains) add(domain.type);
  for (const auto& table : desired.tables) {
    for (const auto& column : table.columns) add(column.type);
  }
  for (const auto& type : desired.enums) types.erase(type.name.quoted());
  for (const auto& domain : desired.domains) types.erase(domain.name.quoted());
  std::vector<sql::TypeName> undeclared;
  for (auto& [name, type] : types) undeclared.push_back(std::move(type));
  return undeclared;
}

// Queries that leave in one round trip, each with what reads its rows.
class Batch {
 public:
  void add(db::CatalogQuery query, std::function<void(const db::Result&)> reader) {
    queries_.push_back(std::move(query));
    readers_.push_back(std::move(reader));
  }

  /// And, last of all, what gave the texts their names; which must be as it was when all is read.
  std::string read(db::Session& session, const db::CatalogQuery& named_objects) {
    queries_.push_back(named_objects);
    const auto results = session.read_and_read_again(queries_);
    const auto names = read_named_objects(results[readers_.size()]);
    if (names != read_named_objects(results.back())) throw CatalogMoved();
    for (std::size_t at = 0; at < readers_.size(); ++at) readers_[at](results[at]);
    return names;
  }

 private:
  std::vector<db::CatalogQuery> queries_;
  std::vector<std::function<void(const db::Result&)>> readers_;
};

}  // namespace

WantedNames names_of(const model::Database& desired) {
  WantedNames names;
  names.schemas.push_back(desired.default_schema);
  for (const auto& schema : desired.schemas) names.schemas.push_back(schema.name);
  for (const auto& extension : desired.extensions) names.extensions.push_back(extension.name);
  for (const auto& item : desired.enums) names.enums.push_back(item.name);
  for (const auto& domain : desired.domains) names.domains.push_back(domain.name);
  for (const auto& sequence : desired.sequences) names.sequences.push_back(sequence.name);
  for (const auto& table : desired.tables) {
    names.tables.push_back(table.name);
    if (table.partition_by) names.partitioned.push_back(table.name);
  }
  names.targets = undeclared_targets(desired);
  names.used_types = undeclared_types(desired);
  // A table, an enum and a domain each need the name of a type.
  names.types = names.tables;
  names.types.insert(names.types.end(), names.enums.begin(), names.enums.end());
  names.types.insert(names.types.end(), names.domains.begin(), names.domains.end());
  names.relations = model::wanted_relations(desired);
  return names;
}

db::SessionFacts begin_snapshot(db::Session& session) {
  return session.begin_read_only({sql::Identifier("pg_catalog"), sql::Identifier("pg_temp")}, kReadTimeouts);
}

Snapshot read_snapshot(db::Session& session, const db::SessionFacts& facts, const WantedNames& names) {
  const Declared declared{names.tables, facts.server_version_number};
  CatalogTexts texts;
  model::LiveDatabase live;
  TablesByName tables;
  live.server = {facts.database, facts.server_version, facts.server_version_number};

  // What the catalog is asked, and what becomes of the answer; in this order, because parts go into their tables.
  Batch batch;
  batch.add(schemas_query(names.schemas), [&](const auto& rows) { live.schemas = read_schemas(rows); });
  if (!names.extensions.empty()) {
    batch.add(extensions_query(names.extensions), [&](const auto& rows) { live.extensions = read_extensions(rows); });
    batch.add(available_extensions_query(names.extensions),
              [&](const auto& rows) { live.available_extensions = read_available_extensions(rows); });
  }
  batch.add(relations_query(names.relations), [&](const auto& rows) { live.relations = read_relations(rows); });
  if (!names.whole_schemas.empty()) {
    batch.add(tables_of_schemas_query(names.whole_schemas),
              [&](const auto& rows) { live.tables_of_schemas = read_tables_of_schemas(rows); });
  }
  batch.add(types_query(names.types), [&](const auto& rows) { live.types = read_types(rows); });
  if (!names.used_types.empty()) {
    batch.add(unknown_types_query(names.used_types, names.extensions),
              [&](const auto& rows) { live.unknown_types = read_unknown_types(rows); });
  }
  if (!names.enums.empty()) {
    batch.add(enums_query(names.enums), [&](const auto& rows) { live.enums = read_enums(rows); });
  }
  if (!names.domains.empty()) {
    batch.add(domains_query(names.domains), [&](const auto& rows) { live.domains = read_domains(rows, texts); });
  }
  batch.add(sequences_query(declared, names.sequences),
            [&](const auto& rows) { live.sequences = read_sequences(rows, texts); });
  batch.add(tables_query(declared), [&](const auto& rows) { tables = read_tables(rows); });
  batch.add(columns_query(declared), [&](const auto& rows) { read_columns(rows, texts, tables); });
  batch.add(partition_keys_query(declared), [&](const auto& rows) { read_partition_keys(rows, texts, tables); });
  batch.add(partitions_query(declared), [&](const auto& rows) { read_partitions(rows, tables); });
  if (!names.partitioned.empty()) {
    const Declared partitioned{names.partitioned, facts.server_version_number};
    auto& trees = live.partition_trees;
    batch.add(partition_members_query(partitioned), [&](const auto& rows) { read_partition_members(rows, trees); });
    batch.add(partition_indexes_query(partitioned),
              [&](const auto& rows) { read_partition_indexes(rows, texts, trees); });
    batch.add(partition_foreign_keys_query(partitioned),
              [&](const auto& rows) { read_partition_foreign_keys(rows, trees); });
    batch.add(names_nearby_query(partitioned), [&](const auto& rows) { read_names_nearby(rows, trees); });
  }
  batch.add(constraints_query(declared), [&](const auto& rows) { read_constraints(rows, texts, tables); });
  batch.add(indexes_query(declared), [&](const auto& rows) { read_indexes(rows, texts, tables); });
  if (!names.targets.empty()) {
    batch.add(referable_keys_query(names.targets),
              [&](const auto& rows) { live.referable_keys = read_referable_keys(rows); });
  }
  batch.add(unmanaged_query(declared), [&](const auto& rows) { live.unmanaged = read_unmanaged(rows); });
  auto named_objects = named_objects_query(names.tables, names.domains);
  auto read = batch.read(session, named_objects);
  for (auto& [name, table] : tables) live.tables.push_back(std::move(table));
  return {std::move(live), {std::move(named_objects), std::move(read)}};
}

void read_until_settled(const std::function<void()>& read) {
  std::string cause;
  bool has_moved = false;
  for (int attempt = 1; attempt <= kAttempts; ++attempt) {
    try {
      return read();
    } catch (const CatalogMoved&) {
      has_moved = true;
      cause.clear();
    } catch (const Error& error) {
      if (!is_moved_catalog(error)) throw;
      cause = fmt::format(": {}", error.what());
    }
  }
  const auto message = "the catalog kept changing while it was read" + cause;
  const auto hint = "run again when no other DDL runs";
  if (has_moved) throw CatalogUnsettledError(ErrorCode::TryAgain, message, hint);
  throw Error(ErrorCode::TryAgain, message, hint);
}

}  // namespace pgreconcile::introspect
