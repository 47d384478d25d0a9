#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tests/property/table_generator.hpp"

namespace pgreconcile::test {
namespace {

const Column& column_of(const Table& table, const std::string& name) {
  return *std::ranges::find(table.columns, name, &Column::name);
}

std::string random_action(Random& random, const std::string& key, const std::string& sql, YamlKeys& keys) {
  constexpr std::array<std::array<const char*, 2>, 5> kActions = {{{"cascade", "CASCADE"},
                                                                   {"restrict", "RESTRICT"},
                                                                   {"set null", "SET NULL"},
                                                                   {"set default", "SET DEFAULT"},
                                                                   {"no action", "NO ACTION"}}};
  if (!random.chance(40)) return "";
  const auto& [yaml, action] = random.pick(kActions);
  keys.emplace_back(key, yaml);
  return fmt::format(" {} {}", sql, action);
}

}  // namespace

void add_foreign_key(Workshop& workshop, Table& table, const Table& target) {
  auto& random = workshop.random;
  if (target.referenced_keys.empty() || table.is_unlogged != target.is_unlogged) return;
  const auto key = random.pick(target.referenced_keys);
  auto since_columns = workshop.at_or_after(table.since);
  for (const auto& name : key.columns) {
    const auto& referenced = column_of(target, name);
    // The rows that are there do not know what PostgreSQL computes for the others.
    since_columns = std::max(since_columns, referenced.is_generated ? Since::Growth : referenced.since);
  }
  since_columns = std::max(since_columns, target.since);
  const auto since = std::max(workshop.at_or_after(since_columns), key.since);

  const bool grows = table.since == Since::Start && since_columns == Since::Growth;
  std::vector<Column> columns;
  std::vector<std::string> names;
  for (const auto& name : key.columns) {
    const auto& referenced = column_of(target, name);
    // Adding it would be blocked.
    if (grows && referenced.kind.is_domain) return;
    Column column{.since = since_columns, .name = workshop.names.next('r'), .kind = referenced.kind};
    column.clauses = referenced.kind.type;
    column.keys = {{"type", yaml_text(random.pick(referenced.kind.spellings))}};
    names.push_back(column.name);
    columns.push_back(column);
  }

  YamlKeys reference = {{"table", yaml_text(target.sql())}};
  YamlKeys keys;
  const auto name = workshop.name_or_none(keys);
  Piece piece{.since = since,
              .sql = fmt::format("{}FOREIGN KEY ({}) REFERENCES {} ({})", name.clause, sql_names(names), target.sql(),
                                 sql_names(key.columns)),
              .name = name.text};
  auto& sql = piece.sql;
  const bool is_short = names.size() == 1 && random.chance(40);
  if (is_short) {
    reference.emplace_back("column", yaml_text(key.columns.front()));
  } else {
    reference.emplace_back("columns", yaml_texts(key.columns));
    keys.emplace_back("columns", yaml_texts(names));
  }
  if (random.chance(20)) {
    reference.emplace_back("match", "full");
    sql += " MATCH FULL";
  } else if (random.chance(5)) {
    reference.emplace_back("match", "simple");
  }
  if (workshop.server_major >= 15 && random.chance(10)) {
    const std::string action = random.chance(50) ? "null" : "default";
    reference.emplace_back("on_delete", yaml_mapping({{"set " + action, yaml_texts({names.front()})}}));
    sql += fmt::format(" ON DELETE SET {} ({})", action, sql_name(names.front()));
  } else {
    sql += random_action(random, "on_delete", "ON DELETE", reference);
  }
  sql += random_action(random, "on_update", "ON UPDATE", reference);
  // The short form has all of them in one mapping.
  auto& more = is_short ? reference : keys;
  if (random.chance(15)) {
    more.emplace_back("deferrable", "true");
    sql += " DEFERRABLE";
    if (random.chance(50)) {
      more.emplace_back("initially_deferred", "true");
      sql += " INITIALLY DEFERRED";
    }
  }
  if (!table.partitioning && random.chance(10)) {
    more.emplace_back("valid", "false");
    sql += " NOT VALID";
  } else if (!table.partitioning && !target.partitioning && random.chance(15)) {
    piece.at_start = sql + " NOT VALID";
  }
  if (is_short) {
    reference.insert(reference.end(), keys.begin(), keys.end());
    columns.front().keys.emplace_back("references", yaml_mapping(reference));
  } else {
    keys.emplace_back("references", yaml_mapping(reference));
    piece.yaml = yaml_mapping(keys);
  }
  table.foreign_keys.push_back(piece);
  for (const auto& column : columns) {
    table.used_columns.insert(column.name);
    table.columns.insert(table.columns.begin() + static_cast<std::ptrdiff_t>(random.below(table.columns.size() + 1)),
                         column);
  }
}

}  // namespace pgreconcile::test
