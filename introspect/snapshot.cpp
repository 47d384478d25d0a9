#include "introspect/snapshot.hpp"

#include "introspect/columns.hpp"
#include "introspect/constraints.hpp"
#include "introspect/indexes.hpp"
#include "introspect/names.hpp"
#include "introspect/partitions.hpp"
#include "introspect/sequences.hpp"
#include "introspect/tables.hpp"
#include "introspect/types.hpp"
#include "introspect/unmanaged.hpp"
#include "src/base/error.hpp"
#include "src/model/default_name.hpp"

namespace pgreconcile::introspect {
namespace {

constexpr int kAttempts = 3;
constexpr Timeouts kReadTimeouts{std::chrono::seconds(5), std::chrono::minutes(1)};

// A relation that vanished under a pg_get_* call: "could not open relation with OID", "cache lookup failed".
bool is_moved_catalog(const Error& error) { return error.sqlstate() == "XX000" || error.sqlstate() == "42P01"; }

}  // namespace

WantedNames names_of(const model::Database& desired) {
  WantedNames names;
  names.schemas.push_back(desired.default_schema);
  for (const auto& schema : desired.schemas) names.schemas.push_back(schema.name);
  for (const auto& extension : desired.extensions) names.extensions.push_back(extension.name);
  for (const auto& item : desired.enums) names.enums.push_back(item.name);
  for (const auto& domain : desired.domains) names.domains.push_back(domain.name);
  for (const auto& sequence : desired.sequences) names.sequences.push_back(sequence.name);
  for (const auto& table : desired.tables) names.tables.push_back(table.name);
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

model::LiveDatabase read_snapshot(db::Session& session, const db::SessionFacts& facts, const WantedNames& names) {
  const Declared declared{names.tables, facts.server_version_number};
  const auto results = session.read_and_commit({
      schemas_query(names.schemas),
      extensions_query(names.extensions),
      available_extensions_query(names.extensions),
      relations_query(names.relations),
      types_query(names.types),
      enums_query(names.enums),
      domains_query(names.domains),
      sequences_query(declared, names.sequences),
      tables_query(declared),
      columns_query(declared),
      partition_keys_query(declared),
      partitions_query(declared),
      constraints_query(declared),
      indexes_query(declared),
      unmanaged_query(declared),
  });
  auto result = results.begin();
  CatalogTexts texts;
  model::LiveDatabase live;
  live.server = {facts.database, facts.server_version, facts.server_version_number};
  live.schemas = read_schemas(*result++);
  live.extensions = read_extensions(*result++);
  live.available_extensions = read_available_extensions(*result++);
  live.relations = read_relations(*result++);
  live.types = read_types(*result++);
  live.enums = read_enums(*result++);
  live.domains = read_domains(*result++, texts);
  live.sequences = read_sequences(*result++, texts);
  auto tables = read_tables(*result++);
  read_columns(*result++, texts, tables);
  read_partition_keys(*result++, texts, tables);
  read_partitions(*result++, tables);
  read_constraints(*result++, texts, tables);
  read_indexes(*result++, texts, tables);
  live.unmanaged = read_unmanaged(*result++);
  for (auto& [name, table] : tables) live.tables.push_back(std::move(table));
  return live;
}

void read_until_settled(db::Session& session, const std::function<void()>& read) {
  for (int attempt = 1; attempt <= kAttempts; ++attempt) {
    try {
      return read();
    } catch (const CatalogMoved&) {
      continue;  // the transaction is over already
    } catch (const Error& error) {
      if (!is_moved_catalog(error)) throw;
      session.rollback();
    }
  }
  throw Error(ErrorCode::TryAgain, "the catalog kept changing while it was read", "run again when no other DDL runs");
}

}  // namespace pgreconcile::introspect
