#include <fmt/format.h>

#include <algorithm>

#include "tests/property/generated_schema.hpp"

namespace pgreconcile::test {
namespace {

void write_list(std::string& text, const std::string& key, std::vector<Piece> items) {
  std::erase_if(items, [](const Piece& item) { return item.yaml.empty(); });
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

// Writes the objects of a file, each under its name as a key of the file: `'"a b".t'`, or `t` in the file's own schema.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string default_schema) : default_schema_(std::move(default_schema)) {}

  std::string operator()(const Table& table) const;
  std::string operator()(const Enum& type) const;
  std::string operator()(const Domain& domain) const;
  std::string operator()(const Sequence& sequence) const;

 private:
  std::string key(const std::string& schema, const std::string& name) const {
    return yaml_text(schema == default_schema_ ? short_name(name) : short_name(schema) + "." + short_name(name));
  }

  std::string default_schema_;
};

std::string ObjectWriter::operator()(const Table& table) const {
  std::string text = fmt::format("  {}:\n", key(table.schema, table.name));
  if (table.comment) text += fmt::format("    comment: {}\n", yaml_text(table.comment->text));
  text += "    columns:\n";
  for (const auto& column : table.columns) text += fmt::format("      - {}\n", column_item(column));
  if (table.primary_key && !table.primary_key->yaml.empty())
    text += fmt::format("    primary_key: {}\n", table.primary_key->yaml);
  write_list(text, "unique", table.unique);
  write_list(text, "foreign_keys", table.foreign_keys);
  write_list(text, "checks", table.checks);
  write_list(text, "exclude", table.exclusions);
  if (!table.indexes.empty()) text += "    indexes:\n";
  for (const auto& index : table.indexes) text += fmt::format("      - {}\n", index_item(index));
  if (!table.option_keys.empty()) text += fmt::format("    with: {}\n", yaml_mapping(table.option_keys));
  if (table.is_unlogged) text += "    unlogged: true\n";
  if (table.lies_elsewhere) text += fmt::format("    tablespace: {}\n", kTablespace);
  if (!table.partitioning) return text;
  text += fmt::format("    partition_by: {}\n    partitions:\n", table.partitioning->yaml);
  for (const auto& partition : table.partitioning->partitions) {
    text += fmt::format("      {}: {}\n", key(table.schema, partition.name), partition.yaml);
  }
  return text;
}

std::string ObjectWriter::operator()(const Enum& type) const {
  std::vector<std::string> labels;
  for (const auto& label : type.labels) labels.push_back(label.text);
  return fmt::format("  {}: {}\n", key(type.schema, type.name), yaml_texts(labels));
}

std::string ObjectWriter::operator()(const Domain& domain) const {
  auto keys = domain.keys;
  std::vector<std::string> checks;
  for (const auto& check : domain.checks) checks.push_back(check.yaml);
  if (!checks.empty()) keys.emplace_back("checks", yaml_list(checks));
  return fmt::format("  {}: {}\n", key(domain.schema, domain.name), yaml_mapping(keys));
}

std::string ObjectWriter::operator()(const Sequence& sequence) const {
  auto keys = sequence.keys;
  if (!sequence.owner.empty()) keys.emplace_back("owned_by", yaml_text(sequence.owner));
  return fmt::format("  {}: {}\n", key(sequence.schema, sequence.name), yaml_mapping(keys));
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
  if (schema.default_schema != "public") text += fmt::format("schema: {}\n", yaml_text(schema.default_schema));
  const auto item = [](const Piece& piece) { return fmt::format("  - {}\n", piece.yaml); };
  write_section(text, "schemas", schema.schemas, item);
  write_section(text, "extensions", schema.extensions, item);
  write_section(text, "ignore", schema.ignored, item);
  const ObjectWriter write(schema.default_schema);
  write_section(text, "enums", schema.enums, write);
  write_section(text, "domains", schema.domains, write);
  write_section(text, "sequences", schema.sequences, write);
  if (schema.tables.empty()) return text + "tables: {}\n";
  write_section(text, "tables", schema.tables, write);
  return text;
}

}  // namespace pgreconcile::test
