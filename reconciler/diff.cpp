#include "reconciler/diff.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/diff_context.hpp"
#include "reconciler/manual_sql.hpp"
#include "src/model/default_name.hpp"

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

// The next free default name, as PostgreSQL would choose it for a constraint of the table.
sql::Identifier free_default_name(const DiffContext& context, const model::Table& table,
                                  const std::vector<sql::Identifier>& columns, std::string_view suffix) {
  for (int attempt = 0; attempt + 1 < model::kDefaultNameAttempts; ++attempt) {
    auto name = model::default_constraint_name(table.name.name, columns, suffix, attempt);
    if (!context.live().relations.contains({table.name.schema, name})) return name;
  }
  return model::default_constraint_name(table.name.name, columns, suffix, model::kDefaultNameAttempts - 1);
}

void name_key(const DiffContext& context, const model::Table& table, model::KeyConstraint& key, std::string_view suffix,
              const std::vector<sql::Identifier>& columns) {
  if (!key.name) key.name = free_default_name(context, table, columns, suffix);
}

// A missing table as it will be created: every constraint named, and without what cannot have its name.
model::Table creatable(DiffContext& context, model::Table table) {
  const auto is_taken = [&](const sql::Identifier& name, const model::Origin& origin) {
    return name_is_taken(context, table.name, name, origin.where);
  };
  if (table.primary_key) {
    name_key(context, table, *table.primary_key, "pkey", {});
    if (is_taken(*table.primary_key->name, table.primary_key->origin)) table.primary_key.reset();
  }
  for (auto& key : table.unique) name_key(context, table, key, "key", key.columns);
  std::erase_if(table.unique, [&](const auto& key) { return is_taken(*key.name, key.origin); });
  std::erase_if(table.indexes, [&](const auto& index) { return is_taken(index.name, index.origin); });
  for (auto& check : table.checks) {
    if (!check.name) check.name = free_default_name(context, table, {}, "check");
  }
  for (auto& key : table.foreign_keys) {
    if (!key.name) key.name = free_default_name(context, table, key.columns, "fkey");
  }
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
  if (relation.kind == model::RelationKind::PartitionedTable) return;  // its parts follow rules of their own
  TablePair tables{desired, live};
  diff_columns(context, tables);
  std::set<sql::Identifier> used_indexes;
  diff_keys(context, tables, used_indexes);
  diff_checks(context, tables);
  diff_foreign_keys(context, tables);
  diff_indexes(context, tables, used_indexes);
  report_unmanaged(context, desired);
}

void diff_table(DiffContext& context, const model::Table& table) {
  if (const auto* live = context.live().find_table(table.name)) return diff_existing_table(context, table, *live);
  const auto holder = context.live().relations.find(table.name);
  if (holder == context.live().relations.end()) return report_missing_table(context, table);
  report_other_kind(context, table, holder->second.kind);
}

}  // namespace

DiffResult diff(const model::Database& desired, const model::LiveDatabase& live, const model::Answers& answers,
                const DiffOptions& options) {
  DiffContext context(desired, live, answers, options);
  diff_schemas(context);
  for (const auto& table : desired.tables) diff_table(context, table);
  return context.take_result();
}

}  // namespace pgreconcile::reconciler
