#include "reconciler/diff.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/block_dependents.hpp"
#include "reconciler/ddl.hpp"
#include "reconciler/diff_context.hpp"
#include "reconciler/diff_types.hpp"
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

// Where the file first puts something into its default schema; std::nullopt where it never does.
std::optional<model::Origin> first_use_of_default_schema(const model::Database& desired) {
  std::optional<model::Origin> origin;
  const auto look_at = [&](const auto& objects) {
    for (const auto& object : objects) {
      if (!origin && object.name.schema == desired.default_schema) origin = object.origin;
    }
  };
  look_at(desired.tables);
  look_at(desired.enums);
  look_at(desired.domains);
  look_at(desired.sequences);
  for (const auto& extension : desired.extensions) {
    if (!origin && extension.schema.value_or(desired.default_schema) == desired.default_schema) {
      origin = extension.origin;
    }
  }
  return origin;
}

void diff_schemas(DiffContext& context) {
  const auto& desired = context.desired();
  const bool is_declared =
      std::ranges::find(desired.schemas, desired.default_schema, &model::Schema::name) != desired.schemas.end();
  if (const auto origin = first_use_of_default_schema(desired); origin && !is_declared) {
    diff_schema(context, {desired.default_schema, *origin});
  }
  for (const auto& schema : desired.schemas) diff_schema(context, schema);
}

// A missing table as it will be created: every constraint named, and without what cannot have its name or its target.
model::Table creatable(DiffContext& context, model::Table table) {
  const auto is_taken = [&](const sql::Identifier& name, const model::Origin& origin) {
    return name_is_taken(context, table.name, name, origin.where);
  };
  table = with_default_names(context.live(), std::move(table));
  if (table.primary_key && is_taken(*table.primary_key->name, table.primary_key->origin)) table.primary_key.reset();
  std::erase_if(table.unique, [&](const auto& key) { return is_taken(*key.name, key.origin); });
  std::erase_if(table.indexes, [&](const auto& index) { return is_taken(index.name, index.origin); });
  std::erase_if(table.exclusions, [&](const auto& exclusion) { return is_taken(*exclusion.name, exclusion.origin); });
  std::erase_if(table.partitions, [&](const auto& partition) { return partition_name_is_taken(context, partition); });
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

void diff_existing_table(DiffContext& context, const model::Table& desired, const model::Table& live) {
  report_unmodelled(context, live.unmodelled, desired.name.quoted(), desired.origin.where);
  const bool is_partitioned = context.live().relations.at(desired.name).kind == model::RelationKind::PartitionedTable;
  TablePair tables{desired, live, DefaultNames(context.live(), desired, &live),
                   is_partitioned ? TableKind::Partitioned : TableKind::Plain};
  diff_table_options(context, tables);
  diff_columns(context, tables);
  std::set<sql::Identifier> used_indexes;
  diff_keys(context, tables, used_indexes);
  diff_checks(context, tables);
  diff_foreign_keys(context, tables);
  diff_exclusions(context, tables);
  diff_indexes(context, tables, used_indexes);
  diff_partitions(context, tables);
  diff_comments(context, tables);
  report_unmanaged(context, desired.name, desired.origin.where);
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

// A constraint or index that a conflict names is there because of that conflict: it is not reported a second time as extra.
void drop_repeated_extras(std::vector<Difference>& differences) {
  std::set<std::string> contested;
  for (const auto& difference : differences) {
    const bool is_conflict = difference.difference_class == DifferenceClass::Conflict;
    if (is_conflict && (difference.attribute == "kind" || difference.attribute == "name"))
      contested.insert(difference.object);
  }
  std::erase_if(differences, [&](const Difference& difference) {
    return difference.difference_class == DifferenceClass::Extra && contested.contains(difference.object);
  });
}

}  // namespace

DiffResult diff(const model::Database& desired, const model::LiveDatabase& live, const model::Answers& answers,
                const DiffOptions& options) {
  DiffContext context(desired, live, answers, options);
  diff_schemas(context);
  diff_extensions(context);
  diff_enums(context);
  diff_domains(context);
  diff_sequences(context);
  for (const auto& table : desired.tables) diff_table(context, table);
  report_undeclared_tables(context);
  auto result = context.take_result();
  drop_repeated_extras(result.differences);
  block_dependents(desired, live, result.differences);
  return result;
}

}  // namespace pgreconcile::reconciler
