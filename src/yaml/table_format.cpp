#include "src/yaml/table_format.hpp"

#include <fmt/format.h>

#include <array>

#include "src/yaml/column_format.hpp"
#include "src/yaml/constraint_format.hpp"
#include "src/yaml/index_format.hpp"
#include "src/yaml/index_rules.hpp"
#include "src/yaml/key.hpp"
#include "src/yaml/partition_format.hpp"
#include "src/yaml/read_value.hpp"
#include "src/yaml/table_check.hpp"

namespace pgreconcile::yaml {
namespace {

void add_uses(TableDraft& draft, const std::string& user, const std::vector<Name>& columns) {
  for (const auto& column : columns) draft.uses.push_back({user, column});
}

// In an expression, the table's own name is its row.
void add_expression_uses(TableDraft& draft, const std::string& user, const std::vector<Name>& columns) {
  for (const auto& column : columns) {
    if (column.identifier != draft.table.name.name) draft.uses.push_back({user, column});
  }
}

void set_primary_key(TableDraft& draft, model::KeyConstraint key, FileContext& file) {
  if (!draft.table.primary_key) {
    draft.table.primary_key = std::move(key);
    return;
  }
  file.problems.add(key.origin.where,
                    fmt::format("table \"{}\" has a second primary key", draft.table.name.name.name()),
                    "write one primary_key: [a, b] on the table for a key of several columns");
}

void add_check(TableDraft& draft, CheckDraft check) {
  add_expression_uses(draft, describe("check", check.check.name, {}), check.columns);
  draft.table.checks.push_back(std::move(check.check));
}

void add_generated_uses(TableDraft& draft, const ColumnDraft& column) {
  const auto user = fmt::format("column \"{}\"", column.name->name());
  add_expression_uses(draft, user, column.generated_from);
  for (const auto& source : column.generated_from) draft.generated_uses.push_back({user, source});
}

// REQUIRES: the column has a name.
void add_column(TableDraft& draft, ColumnDraft column, const Node& node, FileContext& file) {
  if (column.primary_key) set_primary_key(draft, *std::move(column.primary_key), file);
  if (column.unique) draft.table.unique.push_back(*std::move(column.unique));
  if (column.references) draft.table.foreign_keys.push_back(std::move(column.references->key));
  if (column.check) add_check(draft, *std::move(column.check));
  add_generated_uses(draft, column);
  if (!column.type) return;
  draft.types.push_back({column.type->type, file.source.location(offset_of_value(node, "type"))});
  draft.table.columns.push_back({.name = *std::move(column.name),
                                 .type = std::move(column.type->type),
                                 .nullable = column.nullable.value_or(true),
                                 .default_value = std::move(column.default_value),
                                 .serial = column.type->serial,
                                 .identity = column.identity,
                                 .generated = std::move(column.generated),
                                 .collation = std::move(column.collation),
                                 .storage = column.storage,
                                 .compression = column.compression,
                                 .comment = std::move(column.comment),
                                 .rewrite = column.rewrite,
                                 .origin = {file.source.location(node.offset)}});
}

void read_table_columns(const Field& field, TableDraft& draft, FileContext& file) {
  draft.knows_columns = !field.value.cut_off;
  for (const auto& item : *field.value.sequence()) {
    auto column = read_column(item, file);
    if (!column.name) {
      draft.knows_columns = false;
      continue;
    }
    draft.column_names.push_back({*column.name, offset_of_value(item, "name")});
    if (column.nullable.value_or(false)) {
      draft.nullable_columns.push_back({*column.name, offset_of_value(item, "nullable")});
    }
    add_column(draft, std::move(column), item, file);
  }
}

// Keys and foreign keys name a column once.
void add_key_uses(TableDraft& draft, const std::string& user, const std::vector<Name>& columns, FileContext& file) {
  refuse_repeated_columns(user, columns, file);
  add_uses(draft, user, columns);
  if (!columns.empty()) refuse_too_many(user, columns.size(), columns.front().offset, file);
}

void read_primary_key(const Field& field, TableDraft& draft, FileContext& file) {
  auto key = yaml::read_primary_key(field, file);
  add_key_uses(draft, "the primary key", key.columns, file);
  add_uses(draft, "the primary key", key.include);
  set_primary_key(draft, std::move(key.key), file);
}

void read_unique(const Field& field, TableDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    auto key = read_unique_key(item, file);
    const auto user = describe("unique constraint", key.key.name, key.key.columns);
    add_key_uses(draft, user, key.columns, file);
    add_uses(draft, user, key.include);
    draft.table.unique.push_back(std::move(key.key));
  }
}

void read_foreign_keys(const Field& field, TableDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    auto key = read_foreign_key(item, file);
    add_key_uses(draft, describe("foreign key", key.key.name, key.key.columns), key.columns, file);
    if (key.complete) draft.table.foreign_keys.push_back(std::move(key.key));
  }
}

void read_checks(const Field& field, TableDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    if (auto check = read_check(item, file)) add_check(draft, *std::move(check));
  }
}

void read_exclusions(const Field& field, TableDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    auto exclusion = read_exclusion(item, file);
    const auto user = describe("exclusion constraint", exclusion.exclusion.name, {});
    add_uses(draft, user, exclusion.columns);
    add_expression_uses(draft, user, exclusion.columns_in_expressions);
    if (exclusion.complete) draft.table.exclusions.push_back(std::move(exclusion.exclusion));
  }
}

void read_indexes(const Field& field, TableDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    auto index = read_index(item, file);
    const auto user = fmt::format("index \"{}\"", index.index.name.name());
    add_uses(draft, user, index.columns);
    add_expression_uses(draft, user, index.columns_in_expressions);
    draft.table.indexes.push_back(std::move(index.index));
  }
}

void read_partition_key(const Field& field, TableDraft& draft, FileContext& file) {
  auto key = read_partition_by(field, file);
  refuse_repeated_columns("\"partition_by\"", key.columns, file);
  add_uses(draft, "\"partition_by\"", key.columns);
  add_expression_uses(draft, "\"partition_by\"", key.columns_in_expressions);
  if (key.complete) draft.table.partition_by = std::move(key.key);
}

void read_partitions(const Field& field, TableDraft& draft, FileContext& file) {
  for (const auto& entry : *field.value.mapping()) {
    if (auto partition = read_partition(entry, file)) draft.table.partitions.push_back(*std::move(partition));
  }
}

constexpr auto kTableKeys = std::to_array<Key<TableDraft>>({
    {"columns",
     Presence::Required,
     {ValueKind::Objects, {}, "column"},
     read_table_columns,
     {"The columns, in the order in which a new table gets them.",
      "CREATE TABLE name (…), ALTER TABLE name ADD COLUMN …"}},
    {"primary_key",
     Presence::Optional,
     {ValueKind::NamesOrObject, {}, "primary key"},
     read_primary_key,
     {"The columns that identify a row; they are never null.", "PRIMARY KEY (a, b)"}},
    {"unique",
     Presence::Optional,
     {ValueKind::Objects, {}, "unique constraint"},
     read_unique,
     {"Columns in which no two rows are alike.", "UNIQUE (a, b)"}},
    {"foreign_keys",
     Presence::Optional,
     {ValueKind::Objects, {}, "foreign key"},
     read_foreign_keys,
     {"Columns whose values are those of a key of another table, or of this one.", "FOREIGN KEY (a, b) REFERENCES …"}},
    {"checks",
     Presence::Optional,
     {ValueKind::Objects, {}, "check"},
     read_checks,
     {"Conditions that every row satisfies.", "CHECK (expression)"}},
    {"exclude",
     Presence::Optional,
     {ValueKind::Objects, {}, "exclusion constraint"},
     read_exclusions,
     {"Conditions that no two rows satisfy together.", "EXCLUDE USING method (…)"}},
    {"indexes",
     Presence::Optional,
     {ValueKind::Objects, {}, "index"},
     read_indexes,
     {"Indexes other than those that keys and exclusion constraints bring.", "CREATE INDEX …"}},
    {"comment",
     Presence::Optional,
     {ValueKind::Text},
     [](const Field& field, TableDraft& draft, FileContext& file) { draft.table.comment = read_comment(field, file); },
     {"What the table is for.", "COMMENT ON TABLE … IS 'text'"}},
    {"with",
     Presence::Optional,
     {ValueKind::Parameters},
     [](const Field& field, TableDraft& draft, FileContext& file) {
       draft.table.storage_parameters = read_parameters(field, file);
     },
     {"Storage parameters; the names of those of the TOAST table begin with toast.", "WITH (name = value)"}},
    {"unlogged",
     Presence::Optional,
     {ValueKind::Boolean},
     [](const Field& field, TableDraft& draft, FileContext& file) {
       if (read_boolean(field, file).value_or(false)) draft.table.persistence = model::Persistence::Unlogged;
     },
     {"Whether the table is kept out of the write-ahead log, and emptied by a crash.", "CREATE UNLOGGED TABLE",
      "false"}},
    {"tablespace",
     Presence::Optional,
     {ValueKind::Name},
     [](const Field& field, TableDraft& draft, FileContext& file) { draft.table.tablespace = read_name(field, file); },
     {"Where the table's files are.", "TABLESPACE name", "the database's own"}},
    {"partition_by",
     Presence::Optional,
     {ValueKind::Object, {}, "partition key"},
     read_partition_key,
     {"How the rows are divided among partitions.", "PARTITION BY …"}},
    {"partitions",
     Presence::Optional,
     {ValueKind::NamedChoicesOrObjects, kBoundWords, "partition bound"},
     read_partitions,
     {"The partitions by name, each with its bound; they have the table's columns and constraints.",
      "CREATE TABLE name PARTITION OF table FOR VALUES …"}},
});

}  // namespace

TableDraft read_table(const Node& node, sql::QualifiedName name, const Node& key, FileContext& file) {
  TableDraft draft;
  draft.table.name = std::move(name);
  draft.table.origin = {file.source.location(key.offset)};
  const auto problems_before = file.problems.count();
  read_object(fmt::format("table \"{}\"", key.scalar()->text), node, kTableKeys, draft, file);
  check_table(draft, file);
  check_partitioning(draft.table, node, file);
  if (file.problems.count() == problems_before) warn_of_repeated_indexes(draft.table, file);
  return draft;
}

std::vector<ObjectFormat> table_formats() { return {format_of("table", kTableKeys)}; }

}  // namespace pgreconcile::yaml
