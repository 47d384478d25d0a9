#include <fmt/format.h>

#include <algorithm>

#include "tests/property/generated_schema.hpp"

namespace pgreconcile::test {
namespace {

// A name with its schema as a key of the file: `'"a b".t'`.
std::string yaml_name(const std::string& schema, const std::string& name) {
  return yaml_text(sql_name(schema) + "." + sql_name(name));
}

void write_list(std::string& text, const std::string& key, const std::vector<Piece>& items) {
  if (items.empty()) return;
  text += fmt::format("    {}:\n", key);
  for (const auto& item : items) text += fmt::format("      - {}\n", item.yaml);
}

void write_comment(YamlKeys& keys, const std::optional<Comment>& comment) {
  if (comment) keys.emplace_back("comment", yaml_text(comment->text));
}

std::string column_item(const Column& column) {
  YamlKeys keys = {{"name", yaml_text(column.name)}};
  keys.insert(keys.end(), column.keys.begin(), column.keys.end());
  write_comment(keys, column.comment);
  return yaml_mapping(keys);
}

std::string index_item(const Index& index) {
  // The statement's YAML is the mapping without its end.
  return index.statement.yaml + (index.comment ? ", comment: " + yaml_text(index.comment->text) : "") + "}";
}

std::string table_text(const Table& table) {
  std::string text = fmt::format("  {}:\n", yaml_name(table.schema, table.name));
  if (table.comment) text += fmt::format("    comment: {}\n", yaml_text(table.comment->text));
  text += "    columns:\n";
  for (const auto& column : table.columns) text += fmt::format("      - {}\n", column_item(column));
  if (table.primary_key) text += fmt::format("    primary_key: {}\n", table.primary_key->yaml);
  write_list(text, "unique", table.unique);
  write_list(text, "foreign_keys", table.foreign_keys);
  write_list(text, "checks", table.checks);
  write_list(text, "exclude", table.exclusions);
  if (!table.indexes.empty()) text += "    indexes:\n";
  for (const auto& index : table.indexes) text += fmt::format("      - {}\n", index_item(index));
  if (!table.option_keys.empty()) text += fmt::format("    with: {}\n", yaml_mapping(table.option_keys));
  if (table.is_unlogged) text += "    unlogged: true\n";
  if (!table.partitioning) return text;
  text += fmt::format("    partition_by: {}\n    partitions:\n", table.partitioning->yaml);
  for (const auto& partition : table.partitioning->partitions) {
    text += fmt::format("      {}: {}\n", yaml_name(table.schema, partition.name), partition.yaml);
  }
  return text;
}

std::string enum_text(const Enum& type) {
  std::vector<std::string> labels;
  for (const auto& label : type.labels) labels.push_back(label.text);
  return fmt::format("  {}: {}\n", yaml_name(type.schema, type.name), yaml_texts(labels));
}

std::string domain_text(const Domain& domain) {
  auto keys = domain.keys;
  std::vector<std::string> checks;
  for (const auto& check : domain.checks) checks.push_back(check.yaml);
  if (!checks.empty()) keys.emplace_back("checks", yaml_list(checks));
  return fmt::format("  {}: {}\n", yaml_name(domain.schema, domain.name), yaml_mapping(keys));
}

std::string sequence_text(const Sequence& sequence) {
  auto keys = sequence.keys;
  if (!sequence.owner.empty()) keys.emplace_back("owned_by", yaml_text(sequence.owner));
  return fmt::format("  {}: {}\n", yaml_name(sequence.schema, sequence.name), yaml_mapping(keys));
}

template <typename Objects, typename Write>
void write_section(std::string& text, const std::string& key, const Objects& objects, Write&& write) {
  if (objects.empty()) return;
  text += key + ":\n";
  for (const auto& object : objects) text += write(object);
}

}  // namespace

std::string as_yaml(const GeneratedSchema& schema) {
  std::string text = "version: 1\n";
  const auto item = [](const Piece& piece) { return fmt::format("  - {}\n", piece.yaml); };
  write_section(text, "schemas", schema.schemas, item);
  write_section(text, "extensions", schema.extensions, item);
  write_section(text, "enums", schema.enums, enum_text);
  write_section(text, "domains", schema.domains, domain_text);
  write_section(text, "sequences", schema.sequences, sequence_text);
  if (schema.tables.empty()) return text + "tables: {}\n";
  write_section(text, "tables", schema.tables, table_text);
  return text;
}

}  // namespace pgreconcile::test
