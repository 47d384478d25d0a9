#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/model/database.hpp"
#include "src/model/default_name.hpp"
#include "src/model/live_database.hpp"
#include "src/yaml/load.hpp"

namespace pgreconcile::test {

inline sql::Identifier name(std::string text) { return sql::Identifier(std::move(text)); }

inline std::vector<sql::Identifier> names(std::vector<std::string> texts) {
  std::vector<sql::Identifier> result;
  for (auto& text : texts) result.push_back(name(std::move(text)));
  return result;
}

/// The relation of that name in the schema public.
inline sql::QualifiedName relation(std::string text) { return {name("public"), name(std::move(text))}; }

/// What the schema file's text declares. Throws what is wrong with it.
inline model::Database declared_file(std::string_view text, const std::string& file = "schema.yaml") {
  auto loaded = yaml::load(text, file);
  std::string problems;
  for (const auto& diagnostic : loaded.diagnostics) problems += to_string(diagnostic) + "\n";
  if (loaded.has_errors()) throw std::runtime_error(problems);
  return std::move(loaded.database);
}

/// What a schema file declares that holds these tables, the first on line 3: `  t: {columns: [{name: a, type: text}]}`.
inline model::Database declared(std::string_view tables) {
  return declared_file(fmt::format("version: 1\ntables:{}\n{}\n", tables.empty() ? " {}" : "", tables));
}

/// The database after an apply of the file, as the catalog would have it: every type in the catalog's spelling, every
/// constraint under a name, every name taken.
class LiveBuilder {
 public:
  explicit LiveBuilder(const model::Database& desired) {
    live_.server = {"kraken", "15.18", 150018};
    live_.schemas = {desired.default_schema};
    for (const auto& schema : desired.schemas) live_.schemas.push_back(schema.name);
    for (const auto& table : desired.tables) add(table);
  }

  model::LiveDatabase take() { return std::move(live_); }

 private:
  void take_name(const model::Table& table, const sql::Identifier& index) {
    live_.relations.emplace(sql::QualifiedName{table.name.schema, index},
                            model::Relation{model::RelationKind::Index, table.name});
  }

  template <typename Constraint>
  static void set_name(const model::Table& table, Constraint& constraint, const std::vector<sql::Identifier>& columns,
                       std::string_view suffix) {
    if (!constraint.name) constraint.name = model::default_constraint_name(table.name.name, columns, suffix);
    constraint.origin = {};
  }

  static sql::Expression default_of_serial(const model::Table& table, const model::Column& column) {
    const sql::QualifiedName sequence{table.name.schema,
                                      model::default_constraint_name(table.name.name, {column.name}, "seq")};
    return std::get<sql::Expression>(
        sql::catalog_expression(fmt::format("nextval('{}'::regclass)", sequence.quoted())));
  }

  void add(model::Table table) {
    table.origin = {};
    for (auto& column : table.columns) {
      column.type = std::get<sql::TypeName>(sql::parse_type_name(column.type.canonical(), name("public")));
      column.origin = {};
      if (column.serial == model::Serial::Yes) column.default_value = default_of_serial(table, column);
    }
    const auto kind = table.partition_by ? model::RelationKind::PartitionedTable : model::RelationKind::Table;
    live_.relations.emplace(table.name, model::Relation{kind, std::nullopt});
    for (auto& partition : table.partitions) {
      partition.origin = {};
      live_.relations.emplace(partition.name, model::Relation{model::RelationKind::Table, std::nullopt});
    }
    for (auto& exclusion : table.exclusions) {
      set_name(table, exclusion, model::columns_in_name(exclusion), "excl");
      take_name(table, *exclusion.name);
    }
    if (auto& key = table.primary_key) {
      set_name(table, *key, {}, "pkey");
      take_name(table, *key->name);
    }
    for (auto& key : table.unique) {
      set_name(table, key, model::columns_in_name(key), "key");
      take_name(table, *key.name);
    }
    for (auto& check : table.checks) set_name(table, check, {}, "check");
    for (auto& key : table.foreign_keys) set_name(table, key, key.columns, "fkey");
    for (auto& index : table.indexes) {
      index.origin = {};
      take_name(table, index.name);
    }
    live_.tables.push_back(std::move(table));
  }

  model::LiveDatabase live_;
};

inline model::LiveDatabase live_of(const model::Database& desired) { return LiveBuilder(desired).take(); }
inline model::LiveDatabase live(std::string_view tables) { return live_of(declared(tables)); }

/// A database with the schema public and nothing in it.
inline model::LiveDatabase empty_database() { return live(""); }

}  // namespace pgreconcile::test
