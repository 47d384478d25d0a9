#include <fmt/format.h>

#include <algorithm>

#include "tests/property/table_generator.hpp"

namespace pgreconcile::test {
namespace {

using Partition = Partitioning::Partition;

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

// What a table is divided by.
struct PartitionKey {
  std::string method;
  std::vector<std::string> types;  ///< a column of each
  std::string opclass = {};        ///< after the column, or an expression of it
  std::string expression = {};
  std::string collation = {};
};

PartitionKey random_partition_key(Random& random) {
  const std::vector<PartitionKey> keys = {
      {.method = "range", .types = {"integer"}},
      {.method = "range", .types = {"integer", "date"}},
      {.method = "range", .types = {"integer"}, .expression = "@ + 1"},
      {.method = "range", .types = {"integer"}, .opclass = "int4_ops"},
      {.method = "list", .types = {"text"}},
      {.method = "list", .types = {"text"}, .collation = "C"},
      {.method = "list", .types = {"text"}, .opclass = "text_pattern_ops"},
      {.method = "hash", .types = {"integer"}},
      {.method = "hash", .types = {"integer", "text"}},
  };
  return random.pick(keys);
}

// The key's last column as SQL and the file have it.
DefaultText partition_element(const PartitionKey& key, const std::string& column) {
  if (!key.expression.empty()) {
    const auto expression = with_column(key.expression, sql_name(column));
    return {yaml_mapping({{"expr", yaml_text(expression)}}), fmt::format("({})", expression)};
  }
  YamlKeys keys = {{"column", yaml_text(column)}};
  auto sql = sql_name(column);
  if (!key.collation.empty()) {
    keys.emplace_back("collation", key.collation);
    sql += " COLLATE " + sql_name(key.collation);
  }
  if (!key.opclass.empty()) {
    keys.emplace_back("opclass", key.opclass);
    sql += " " + key.opclass;
  }
  return {keys.size() == 1 ? yaml_text(column) : yaml_mapping(keys), sql};
}

// The rows that there are have the key's values 1 to 3, or `a1`, `B2` and `ü 3`, with a day of January 2026: they all fit
// the first partitions.
std::vector<Partition> make_partitions(Workshop& workshop, Since since_table, const PartitionKey& key) {
  const auto first = [&](const std::string& bound, const std::string& yaml) {
    return partition(workshop, since_table, bound, yaml);
  };
  const auto later = [&](const std::string& bound, const std::string& yaml) {
    return partition(workshop, workshop.at_or_after(since_table), bound, yaml);
  };
  std::vector<Partition> partitions;
  if (key.method == "hash") {
    return {first("FOR VALUES WITH (MODULUS 2, REMAINDER 0)", "{modulus: 2, remainder: 0}"),
            first("FOR VALUES WITH (MODULUS 2, REMAINDER 1)", "{modulus: 2, remainder: 1}")};
  }
  if (key.method == "list") {
    partitions = {first("FOR VALUES IN ('a1', 'B2', 'ü 3')", "{in: [a1, B2, {literal: \"ü 3\"}]}"),
                  later("FOR VALUES IN ('other', NULL)", "{in: [other, null]}")};
  } else if (key.types.size() == 2) {
    partitions = {first("FOR VALUES FROM (MINVALUE, MINVALUE) TO (10, '2026-06-01')",
                        "{from: [minvalue, minvalue], to: [10, \"2026-06-01\"]}"),
                  later("FOR VALUES FROM (10, '2026-06-01') TO (20, MAXVALUE)",
                        "{from: [10, \"2026-06-01\"], to: [20, maxvalue]}")};
  } else {
    partitions = {first("FOR VALUES FROM (MINVALUE) TO (10)", "{from: [minvalue], to: [10]}"),
                  later("FOR VALUES FROM (10) TO (20)", "{from: [10], to: [20]}")};
  }
  if (workshop.random.chance(40)) partitions.push_back(later("DEFAULT", "default"));
  return partitions;
}

void divide(Workshop& workshop, Table& table) {
  const auto key = random_partition_key(workshop.random);
  Partitioning partitioning{.takes_keys = key.expression.empty() && key.collation.empty() && key.opclass.empty()};
  std::vector<std::string> sql;
  std::vector<std::string> yaml;
  for (const auto& type : key.types) {
    const auto column = partition_column(workshop, table.since, type);
    const auto element = partition_element(key, column.name);
    sql.push_back(element.sql);
    yaml.push_back(element.yaml);
    partitioning.columns.push_back(column.name);
    table.used_columns.insert(column.name);
    table.columns.push_back(column);
  }
  partitioning.sql = fmt::format("{} ({})", key.method, fmt::join(sql, ", "));
  partitioning.yaml = yaml_mapping({{key.method, yaml_list(yaml)}});
  partitioning.partitions = make_partitions(workshop, table.since, key);
  table.partitioning = partitioning;
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
  auto& random = workshop.random;
  if (table.partitioning) return;
  table.is_unlogged = random.chance(10);
  table.lies_elsewhere = random.chance(10);
  if (random.chance(20)) {
    table.option_keys = {{"fillfactor", "80"}, {"autovacuum_enabled", "false"}};
  }
  // Where there is no TOAST table, nothing keeps them.
  const auto has_toast = [&](const Column& column) { return column.since <= table.since && column.has_toast_table(); };
  if (std::ranges::any_of(table.columns, has_toast) && random.chance(20)) {
    table.option_keys.emplace_back("toast.autovacuum_vacuum_threshold", "70");
  }
  std::vector<std::string> options;
  for (const auto& [name, value] : table.option_keys) options.push_back(fmt::format("{} = {}", name, value));
  if (!options.empty()) table.options = fmt::format(" WITH ({})", fmt::join(options, ", "));
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
