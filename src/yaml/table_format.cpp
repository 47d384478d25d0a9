#include "src/yaml/table_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "src/yaml/column_format.hpp"
#include "src/yaml/constraint_format.hpp"
#include "src/yaml/index_format.hpp"
#include "src/yaml/key.hpp"
#include "src/yaml/suggestion.hpp"
#include "src/yaml/value.hpp"

namespace pgreconcile::yaml {
namespace {

// A place that names a column of the table.
struct ColumnUse {
  std::string user;  ///< `index "ix_turns"`
  Name column;
};

struct TableDraft {
  model::Table table;
  /// Also of columns that lack a valid type.
  std::vector<Name> column_names;
  /// False if some column's name could not be read, so that a name that is not among them proves nothing.
  bool knows_columns = true;
  std::vector<ColumnUse> uses;
  std::vector<Name> nullable_columns;  ///< those with an explicit `nullable: true`
};

void add_uses(TableDraft& draft, const std::string& user, const std::vector<Name>& columns) {
  for (const auto& column : columns) draft.uses.push_back({user, column});
}

void refuse_repeated_columns(const std::string& user, const std::vector<Name>& columns, FileContext& file) {
  std::set<sql::Identifier> seen;
  for (const auto& [name, offset] : columns) {
    if (seen.insert(name).second) continue;
    file.problems.add(offset, fmt::format("{} names column \"{}\" twice", user, name.name()));
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

void add_column_parts(TableDraft& draft, ColumnDraft column, FileContext& file) {
  if (column.primary_key) set_primary_key(draft, *std::move(column.primary_key), file);
  if (column.unique) draft.table.unique.push_back(*std::move(column.unique));
  if (column.references) draft.table.foreign_keys.push_back(*std::move(column.references));
  if (column.check) draft.table.checks.push_back(*std::move(column.check));
  if (!column.type) return;
  draft.table.columns.push_back({.name = *std::move(column.name),
                                 .type = *std::move(column.type),
                                 .nullable = column.nullable.value_or(true),
                                 .default_value = std::move(column.default_value),
                                 .unmodelled = {},
                                 .origin = {file.source.location(column.offset)}});
}

void read_columns(const Field& field, TableDraft& draft, FileContext& file) {
  draft.knows_columns = !field.value.cut_off;
  for (const auto& item : *field.value.sequence()) {
    auto column = read_column(item, file);
    if (!column.name) {
      draft.knows_columns = false;
      continue;
    }
    const auto* name = find_entry(*item.mapping(), "name");
    draft.column_names.push_back({*column.name, name->value.offset});
    if (column.nullable.value_or(false)) {
      draft.nullable_columns.push_back({*column.name, find_entry(*item.mapping(), "nullable")->value.offset});
    }
    add_column_parts(draft, std::move(column), file);
  }
}

void read_primary_key(const Field& field, TableDraft& draft, FileContext& file) {
  KeyDraft key;
  if (field.value.mapping() != nullptr) {
    key = read_key("primary key", field.value, file);
  } else {
    key.columns = read_names(field, file);
    key.key.columns = identifiers(key.columns);
    key.key.origin = {file.source.location(field.value.offset)};
  }
  refuse_repeated_columns("the primary key", key.columns, file);
  add_uses(draft, "the primary key", key.columns);
  set_primary_key(draft, std::move(key.key), file);
}

void read_unique(const Field& field, TableDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    auto key = read_key("unique constraint", item, file);
    const auto user = describe("unique constraint", key.key.name, key.key.columns);
    refuse_repeated_columns(user, key.columns, file);
    add_uses(draft, user, key.columns);
    draft.table.unique.push_back(std::move(key.key));
  }
}

void read_foreign_keys(const Field& field, TableDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    auto key = read_foreign_key(item, file);
    const auto user = describe("foreign key", key.key.name, key.key.columns);
    refuse_repeated_columns(user, key.columns, file);
    add_uses(draft, user, key.columns);
    if (key.complete) draft.table.foreign_keys.push_back(std::move(key.key));
  }
}

void read_checks(const Field& field, TableDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    if (auto check = read_check(item, file)) draft.table.checks.push_back(*std::move(check));
  }
}

void read_indexes(const Field& field, TableDraft& draft, FileContext& file) {
  for (const auto& item : *field.value.sequence()) {
    auto index = read_index(item, file);
    add_uses(draft, fmt::format("index \"{}\"", index.index.name.name()), index.columns);
    draft.table.indexes.push_back(std::move(index.index));
  }
}

constexpr auto kTableKeys = std::to_array<Key<TableDraft>>({
    {"columns", Presence::Required, {ValueKind::Objects, {}, "column"}, read_columns},
    {"primary_key", Presence::Optional, {ValueKind::NamesOrObject, {}, "primary key"}, read_primary_key},
    {"unique", Presence::Optional, {ValueKind::Objects, {}, "unique constraint"}, read_unique},
    {"foreign_keys", Presence::Optional, {ValueKind::Objects, {}, "foreign key"}, read_foreign_keys},
    {"checks", Presence::Optional, {ValueKind::Objects, {}, "check"}, read_checks},
    {"indexes", Presence::Optional, {ValueKind::Objects, {}, "index"}, read_indexes},
    unsupported<TableDraft>("comment"),
    unsupported<TableDraft>("exclude"),
    unsupported<TableDraft>("with"),
    unsupported<TableDraft>("unlogged"),
    unsupported<TableDraft>("tablespace"),
    unsupported<TableDraft>("partition_by"),
    unsupported<TableDraft>("partitions"),
});

void refuse_duplicate_columns(const TableDraft& draft, FileContext& file) {
  std::map<sql::Identifier, std::size_t> first;
  for (const auto& [name, offset] : draft.column_names) {
    const auto [seen, is_new] = first.emplace(name, offset);
    if (is_new) continue;
    const auto where = file.source.location(seen->second);
    file.problems.add(offset,
                      fmt::format("table \"{}\" has a second column \"{}\"", draft.table.name.name.name(), name.name()),
                      fmt::format("the first is at {}:{}", where.line, where.column));
  }
}

void refuse_unknown_columns(const TableDraft& draft, FileContext& file) {
  if (!draft.knows_columns) return;
  std::map<sql::Identifier, std::size_t> known;
  std::vector<std::string_view> names;
  for (const auto& [name, offset] : draft.column_names) {
    known.emplace(name, offset);
    names.emplace_back(name.name());
  }
  for (const auto& [user, column] : draft.uses) {
    if (known.contains(column.identifier)) continue;
    const auto meant = nearest(column.identifier.name(), names);
    file.problems.add(column.offset, fmt::format("{} names the unknown column \"{}\"", user, column.identifier.name()),
                      meant.empty() ? "" : fmt::format("did you mean \"{}\"?", meant));
  }
}

void refuse_duplicate_constraints(const model::Table& table, FileContext& file) {
  std::vector<std::pair<SourceLocation, sql::Identifier>> named;
  const auto add = [&](const auto& constraint) {
    if (constraint.name) named.emplace_back(constraint.origin.where, *constraint.name);
  };
  if (table.primary_key) add(*table.primary_key);
  std::ranges::for_each(table.unique, add);
  std::ranges::for_each(table.checks, add);
  std::ranges::for_each(table.foreign_keys, add);
  std::ranges::sort(named);
  std::map<sql::Identifier, SourceLocation> first;
  for (const auto& [where, name] : named) {
    const auto [seen, is_new] = first.emplace(name, where);
    if (is_new) continue;
    file.problems.add(where,
                      fmt::format("table \"{}\" has a second constraint \"{}\"", table.name.name.name(), name.name()),
                      fmt::format("the first is at {}:{}", seen->second.line, seen->second.column));
  }
}

// All that makes two indexes do the same work.
std::string definition(const model::Index& index) {
  auto text = fmt::format("{} {}", static_cast<int>(index.uniqueness), index.method.quoted());
  for (const auto& element : index.elements) {
    text += fmt::format(" {} {} {},", element.column()->quoted(), static_cast<int>(element.order),
                        static_cast<int>(element.nulls));
  }
  return text;
}

void warn_of_repeated_indexes(const model::Table& table, FileContext& file) {
  std::map<std::string, const model::Index*> first;
  for (const auto& index : table.indexes) {
    const auto [seen, is_new] = first.emplace(definition(index), &index);
    if (is_new || index.elements.empty() || index.name.name().empty()) continue;
    file.problems.warn(index.origin.where, fmt::format("index \"{}\" repeats index \"{}\" under a second name",
                                                       index.name.name(), seen->second->name.name()));
  }
}

// https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS
void make_primary_key_not_null(TableDraft& draft, FileContext& file) {
  if (!draft.table.primary_key) return;
  const auto& columns = draft.table.primary_key->columns;
  const std::set<sql::Identifier> key(columns.begin(), columns.end());
  for (auto& column : draft.table.columns) {
    if (key.contains(column.name)) column.nullable = false;
  }
  for (const auto& [name, offset] : draft.nullable_columns) {
    if (!key.contains(name)) continue;
    file.problems.add(offset, fmt::format("column \"{}\" is in the primary key and cannot be null", name.name()),
                      "remove \"nullable: true\"");
  }
}

}  // namespace

model::Table read_table(const Node& node, sql::QualifiedName name, const Node& key, FileContext& file) {
  TableDraft draft;
  draft.table.name = std::move(name);
  draft.table.origin = {file.source.location(key.offset)};
  read_object(fmt::format("table \"{}\"", key.scalar()->text), node, kTableKeys, draft, file);
  refuse_duplicate_columns(draft, file);
  refuse_unknown_columns(draft, file);
  refuse_duplicate_constraints(draft.table, file);
  make_primary_key_not_null(draft, file);
  warn_of_repeated_indexes(draft.table, file);
  return std::move(draft.table);
}

}  // namespace pgreconcile::yaml
