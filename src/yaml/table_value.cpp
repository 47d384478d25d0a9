#include "src/yaml/object_values.hpp"

namespace pgreconcile::yaml {
namespace {

template <typename Part, typename Write>
Items items(const std::vector<Part>& parts, Write write) {
  Items values;
  for (const auto& part : parts) values.push_back(write(part));
  return values;
}

void add_partitions(Object& object, const model::Table& table, const sql::Identifier& default_schema) {
  if (table.partition_by) object.add("partition_by", partition_key_value(*table.partition_by));
  if (table.partitions.empty()) return;
  Object partitions;
  for (const auto& partition : table.partitions) {
    partitions.add(dotted(partition.name, default_schema), bound_value(partition.bound));
  }
  object.add("partitions", std::move(partitions).value(Layout::Block));
}

}  // namespace

Value table_value(const model::Table& table, const sql::Identifier& default_schema) {
  Object object;
  object.add_text("comment", table.comment);
  const auto column = [&](const auto& part) { return column_value(part, table, default_schema); };
  object.add("columns", {items(table.columns, column), Layout::Block});
  if (table.primary_key) object.add("primary_key", primary_key_value(*table.primary_key, table.name.name));
  const auto foreign_key = [&](const auto& part) { return foreign_key_value(part, default_schema); };
  object.add_lines("unique", items(table.unique, unique_value));
  object.add_lines("foreign_keys", items(table.foreign_keys, foreign_key));
  object.add_lines("checks", items(table.checks, check_value));
  object.add_lines("exclude", items(table.exclusions, exclusion_value));
  object.add_lines("indexes", items(table.indexes, index_value));
  add_storage_parameters(object, table.storage_parameters);
  object.add_true_if(table.persistence == model::Persistence::Unlogged, "unlogged");
  object.add_name("tablespace", table.tablespace);
  add_partitions(object, table, default_schema);
  return std::move(object).value(Layout::Block);
}

}  // namespace pgreconcile::yaml
