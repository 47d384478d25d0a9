#include "reconciler/diff.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/ddl.hpp"
#include "reconciler/diff_context.hpp"
#include "reconciler/manual_sql.hpp"

namespace pgreconcile::reconciler {
namespace {

void diff_schema(DiffContext& context, const model::Schema& schema) {
  if (std::ranges::count(context.live().schemas, schema.name) != 0) return;
  context.report({.difference_class = DifferenceClass::Missing,
                  .object = schema.name.quoted(),
                  .attribute = "schema",
                  .desired = schema.name.quoted(),
                  .message = "schema is missing",
                  .source = schema.origin.where,
                  .remedy = CreateSchema{schema.name}});
}

void diff_schemas(DiffContext& context) {
  const auto& desired = context.desired();
  const auto in_default_schema = [&](const model::Table& table) { return table.name.schema == desired.default_schema; };
  const auto first = std::ranges::find_if(desired.tables, in_default_schema);
  if (first != desired.tables.end()) diff_schema(context, {desired.default_schema, first->origin});
  for (const auto& schema : desired.schemas) diff_schema(context, schema);
}

// A missing table as it will be created: every constraint named, and without what cannot have its name or its target.
model::Table creatable(DiffContext& context, model::Table table) {
  const auto is_taken = [&](const sql::Identifier& name, const model::Origin& origin) {
    return name_is_taken(context, table.name, name, origin.where);
  };
  const auto declared = table;
  DefaultNames names(context.live(), declared, nullptr);
  if (auto& key = table.primary_key) {
    key->name = names.primary_key(*key);
    if (is_taken(*key->name, key->origin)) key.reset();
  }
  for (auto& key : table.unique) key.name = names.unique(key);
  std::erase_if(table.unique, [&](const auto& key) { return is_taken(*key.name, key.origin); });
  std::erase_if(table.indexes, [&](const auto& index) { return is_taken(index.name, index.origin); });
  for (auto& check : table.checks) check.name = names.check(check);
  for (auto& key : table.foreign_keys) key.name = names.foreign_key(key);
  std::erase_if(table.foreign_keys, [&](const auto& key) { return target_is_missing(context, table, key); });
  return table;
}

void report_missing_table(DiffContext& context, const model::Table& table) {
  context.report({.difference_class = DifferenceClass::Missing,
                  .object = table.name.quoted(),
                  .attribute = "table",
                  .desired = "table",
                  .message = "table is missing",
                  .source = table.origin.where,
                  .remedy = CreateTable{creatable(context, table)}});
}

void report_other_kind(DiffContext& context, const model::Table& table, model::RelationKind kind) {
  context.report({.difference_class = DifferenceClass::Conflict,
                  .object = table.name.quoted(),
                  .attribute = "kind",
                  .desired = "table",
                  .live = model::to_string(kind),
                  .message = "the name is taken by something that is not a table",
                  .manual_sql = rename_relation_away(table.name, kind),
                  .source = table.origin.where});
}

void report_unmanaged(DiffContext& context, const model::Table& table) {
  for (const auto& object : context.live().unmanaged) {
    if (object.table != table.name) continue;
    context.report({.difference_class = DifferenceClass::Unmanaged,
                    .object = table.name.quoted(),
                    .attribute = object.kind,
                    .live = object.name,
                    .message = fmt::format("{} on the table: not managed by pgreconcile", object.kind),
                    .source = table.origin.where});
  }
}

void diff_existing_table(DiffContext& context, const model::Table& desired, const model::Table& live) {
  report_unmodelled(context, live.unmodelled, desired.name.quoted(), desired.origin.where);
  const auto& relation = context.live().relations.at(desired.name);
  // The parts of a partitioned table follow rules of their own.
  if (relation.kind == model::RelationKind::PartitionedTable) return report_unmanaged(context, desired);
  TablePair tables{desired, live, DefaultNames(context.live(), desired, &live)};
  diff_columns(context, tables);
  std::set<sql::Identifier> used_indexes;
  diff_keys(context, tables, used_indexes);
  diff_checks(context, tables);
  diff_foreign_keys(context, tables);
  diff_indexes(context, tables, used_indexes);
  report_unmanaged(context, desired);
}

void diff_table(DiffContext& context, const model::Table& table) {
  if (const auto* live = context.find_live_table(table.name)) return diff_existing_table(context, table, *live);
  const auto holder = context.live().relations.find(table.name);
  if (holder != context.live().relations.end()) return report_other_kind(context, table, holder->second.kind);
  // A table brings a type of its own name.
  const auto type = context.live().types.find(table.name);
  if (type != context.live().types.end()) return report_other_kind(context, table, type->second);
  report_missing_table(context, table);
}

// A constraint that a conflict names is there because of that conflict: it is not reported a second time as extra.
void drop_repeated_extras(std::vector<Difference>& differences) {
  std::set<std::string> contested;
  for (const auto& difference : differences) {
    const bool is_conflict = difference.difference_class == DifferenceClass::Conflict;
    if (is_conflict && difference.attribute == "kind") contested.insert(difference.object);
  }
  std::erase_if(differences, [&](const Difference& difference) {
    return difference.difference_class == DifferenceClass::Extra && contested.contains(difference.object);
  });
}

// The column that a foreign key refers to and that cannot be added, or null.
const sql::Identifier* blocked_target(const model::ForeignKey& key, const std::set<std::string>& blocked_columns) {
  const auto is_blocked = [&](const sql::Identifier& column) {
    return blocked_columns.contains(object_name(key.target, column));
  };
  const auto found = std::ranges::find_if(key.target_columns, is_blocked);
  return found == key.target_columns.end() ? nullptr : &*found;
}

Difference blocked_foreign_key(const sql::QualifiedName& table, const model::ForeignKey& key,
                               const sql::Identifier& column) {
  return {.difference_class = DifferenceClass::Blocked,
          .object = object_name(table, key.name.value()),
          .attribute = "foreign_key",
          .desired = foreign_key_clause(key),
          .message = fmt::format("waits for column {}, which cannot be added", object_name(key.target, column)),
          .source = key.origin.where};
}

// A foreign key to a column that cannot be added waits for it, whichever of the two tables comes first in the file.
void block_dependent_foreign_keys(std::vector<Difference>& differences) {
  std::set<std::string> blocked_columns;
  for (const auto& difference : differences) {
    const bool is_blocked = difference.difference_class == DifferenceClass::Blocked;
    if (is_blocked && difference.attribute == "column") blocked_columns.insert(difference.object);
  }
  std::vector<Difference> blocked;
  for (auto& difference : differences) {
    if (!difference.remedy) continue;
    if (auto* change = std::get_if<AddForeignKey>(&*difference.remedy)) {
      const auto* column = blocked_target(change->foreign_key, blocked_columns);
      if (column != nullptr) difference = blocked_foreign_key(change->table, change->foreign_key, *column);
    } else if (auto* creation = std::get_if<CreateTable>(&*difference.remedy)) {
      std::erase_if(creation->table.foreign_keys, [&](const model::ForeignKey& key) {
        const auto* column = blocked_target(key, blocked_columns);
        if (column != nullptr) blocked.push_back(blocked_foreign_key(creation->table.name, key, *column));
        return column != nullptr;
      });
    }
  }
  std::ranges::move(blocked, std::back_inserter(differences));
}

}  // namespace

DiffResult diff(const model::Database& desired, const model::LiveDatabase& live, const model::Answers& answers,
                const DiffOptions& options) {
  DiffContext context(desired, live, answers, options);
  diff_schemas(context);
  for (const auto& table : desired.tables) diff_table(context, table);
  auto result = context.take_result();
  drop_repeated_extras(result.differences);
  block_dependent_foreign_keys(result.differences);
  return result;
}

}  // namespace pgreconcile::reconciler
