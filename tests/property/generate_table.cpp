#include <fmt/format.h>

#include <algorithm>

#include "tests/property/table_generator.hpp"

namespace pgreconcile::test {
namespace {

using Partition = Partitioning::Partition;

const Kind& builtin_kind(const std::string& type) { return *std::ranges::find(builtin_kinds(), type, &Kind::type); }

Column partition_column(Workshop& workshop, Since since, const std::string& type) {
  Column column{.since = since, .name = workshop.names.next('p'), .kind = builtin_kind(type)};
  column.clauses = type + " NOT NULL";
  column.is_nullable = false;
  column.keys = {{"type", yaml_text(type)}, {"nullable", "false"}};
  return column;
}

Partition partition(Workshop& workshop, Since since, const std::string& bound, const std::string& yaml) {
  return {since, workshop.names.next('p'), bound, yaml};
}

// The rows that there are have the key's values 1 to 3, or `a1`, `B2` and `ü 3`: they all fit the first partitions.
Partitioning make_partitions(Workshop& workshop, Since since_table, const std::string& method, const Column& key) {
  Partitioning partitioning{.column = key.name};
  const auto column = sql_name(key.name);
  partitioning.sql = fmt::format("{} ({})", method, column);
  partitioning.yaml = fmt::format("{{{}: {}}}", method, yaml_texts({key.name}));
  auto& partitions = partitioning.partitions;
  if (method == "range") {
    partitions.push_back(
        partition(workshop, since_table, "FOR VALUES FROM (MINVALUE) TO (10)", "{from: [minvalue], to: [10]}"));
    partitions.push_back(partition(workshop, workshop.at_or_after(since_table), "FOR VALUES FROM (10) TO (20)",
                                   "{from: [10], to: [20]}"));
  } else if (method == "list") {
    partitions.push_back(
        partition(workshop, since_table, "FOR VALUES IN ('a1', 'B2', 'ü 3')", "{in: [a1, B2, {literal: \"ü 3\"}]}"));
    partitions.push_back(
        partition(workshop, workshop.at_or_after(since_table), "FOR VALUES IN ('other', NULL)", "{in: [other, null]}"));
  } else {
    partitions.push_back(
        partition(workshop, since_table, "FOR VALUES WITH (MODULUS 2, REMAINDER 0)", "{modulus: 2, remainder: 0}"));
    partitions.push_back(
        partition(workshop, since_table, "FOR VALUES WITH (MODULUS 2, REMAINDER 1)", "{modulus: 2, remainder: 1}"));
    return partitioning;
  }
  if (workshop.random.chance(40)) {
    partitions.push_back(partition(workshop, workshop.at_or_after(since_table), "DEFAULT", "default"));
  }
  return partitioning;
}

void divide(Workshop& workshop, Table& table) {
  constexpr std::array kMethods = {"range", "list", "hash"};
  const std::string method = workshop.random.pick(kMethods);
  const auto key = partition_column(workshop, table.since, method == "list" ? "text" : "integer");
  table.partitioning = make_partitions(workshop, table.since, method, key);
  table.used_columns.insert(key.name);
  table.columns.push_back(key);
}

void add_columns(Workshop& workshop, Table& table) {
  for (auto left = 1 + workshop.random.below(7); left > 0; --left) {
    auto column = generate_column(workshop, table);
    table.columns.push_back(column);
    if (column.kind.generated.empty() || !workshop.random.chance(15)) continue;
    table.used_columns.insert(column.name);
    table.columns.push_back(generate_generated_column(workshop, table.since, column));
  }
}

void add_options(Workshop& workshop, Table& table) {
  if (table.partitioning) return;
  table.is_unlogged = workshop.random.chance(10);
  if (!workshop.random.chance(20)) return;
  table.options = " WITH (fillfactor = 80, autovacuum_enabled = false)";
  table.option_keys = {{"fillfactor", "80"}, {"autovacuum_enabled", "false"}};
}

}  // namespace

Table generate_table(Workshop& workshop, const std::string& schema, Since since_schema) {
  Table table{.since = workshop.at_or_after(since_schema), .schema = schema, .name = workshop.names.next('t')};
  if (workshop.random.chance(20)) divide(workshop, table);
  add_columns(workshop, table);
  add_options(workshop, table);
  if (workshop.random.chance(20))
    table.comment = Comment{workshop.at_or_after(table.since), "A table; it's " + table.name};
  return table;
}

}  // namespace pgreconcile::test
