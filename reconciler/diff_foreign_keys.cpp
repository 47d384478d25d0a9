#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reconciler/compare_foreign_keys.hpp"
#include "reconciler/ddl.hpp"
#include "reconciler/diff_context.hpp"
#include "reconciler/foreign_key_parts.hpp"
#include "reconciler/manual_sql.hpp"
#include "reconciler/match.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::ForeignKey;

Difference difference_of(const model::Table& table, const ForeignKey& desired, const sql::Identifier& name) {
  return {.difference_class = DifferenceClass::Conflict,
          .object = object_name(table.name, name),
          .attribute = "foreign_key",
          .desired = foreign_key_clause(desired),
          .source = desired.origin.where};
}

std::string reference_of(const ForeignKey& key) {
  return fmt::format("({}) REFERENCES {} ({})", sql::quoted_list(key.columns), key.target.quoted(),
                     sql::quoted_list(key.target_columns));
}

void diff_attributes(DiffContext& context, const TablePair& tables, const ForeignKey& desired, const ForeignKey& live) {
  const auto attributes = std::to_array<Attribute>({
      {"columns", reference_of(desired), reference_of(live)},
      {"on_delete", on_delete_clause(desired),
       same_on_delete(desired, live) ? on_delete_clause(desired) : on_delete_clause(live)},
      {"on_update", to_sql(desired.on_update), to_sql(live.on_update)},
      {"match", to_sql(desired.match), to_sql(live.match)},
      {"deferrable", to_sql(desired.deferrability), to_sql(live.deferrability)},
  });
  for (const auto& attribute : attributes) {
    if (attribute.desired == attribute.live) continue;
    auto difference = difference_of(tables.desired, desired, *live.name);
    difference.attribute = attribute.name;
    difference.desired = attribute.desired;
    difference.live = attribute.live;
    difference.message = "the foreign key is another one";
    difference.manual_sql =
        replace_constraint(tables.desired.name, *live.name,
                           named(desired.name.has_value() ? desired.name : live.name, foreign_key_clause(desired)));
    context.report(std::move(difference));
  }
}

void diff_foreign_key(DiffContext& context, const TablePair& tables, const ForeignKey& desired,
                      const ForeignKey& live) {
  report_unmodelled(context, live.unmodelled, object_name(tables.desired.name, *live.name), desired.origin.where);
  diff_attributes(context, tables, desired, live);
  if (same_structure(desired, live)) diff_validity(context, tables, desired, live, desired.target);
}

void report_missing(DiffContext& context, TablePair& tables, ForeignKey key) {
  key.name = tables.default_names.foreign_key(key);
  auto difference = difference_of(tables.desired, key, *key.name);
  if (constraint_name_is_taken(context, tables, *key.name, difference.attribute, difference.source)) return;
  const auto& columns = key.columns;
  if (blocked_by_column(context, tables, columns, difference.object, difference.attribute, difference.source)) return;
  if (target_is_missing(context, tables.desired, key)) return;
  difference.difference_class = DifferenceClass::Missing;
  difference.message = "foreign key is missing";
  // https://www.postgresql.org/docs/18/release-18.html#RELEASE-18-CONSTRAINTS
  const auto kind = context.live().server.version_number >= 180000 ? TableKind::Plain : tables.kind;
  difference.remedy =
      AddForeignKey{tables.desired.name, key, kind, context.tables_below(tables.desired.name),
                    kind == TableKind::Partitioned ? parts_of(context, tables.desired, key) : std::nullopt};
  context.report(std::move(difference));
}

bool is_declared(const DiffContext& context, const sql::QualifiedName& target) {
  return context.find_desired_table(target) != nullptr || context.declares_partition(target);
}

}  // namespace

bool target_is_missing(DiffContext& context, const model::Table& table, const ForeignKey& key) {
  if (context.find_live_table(key.target) != nullptr) return false;
  const auto holder = context.live().relations.find(key.target);
  const bool exists = holder != context.live().relations.end();
  const bool is_table = exists && (holder->second.kind == model::RelationKind::Table ||
                                   holder->second.kind == model::RelationKind::PartitionedTable);
  if (is_table || (!exists && is_declared(context, key.target))) return false;
  auto difference = difference_of(table, key, key.name.value());
  difference.difference_class = DifferenceClass::Blocked;
  difference.message =
      exists ? fmt::format("it refers to {}, which is a {}", key.target.quoted(), model::to_string(holder->second.kind))
             : fmt::format("it refers to {}, which does not exist", key.target.quoted());
  context.report(std::move(difference));
  return true;
}

void diff_foreign_keys(DiffContext& context, TablePair& tables) {
  auto matching = match(tables.desired.foreign_keys, tables.live.foreign_keys, same_structure);
  // A key with the same columns and other actions is that key, changed: never a second one beside it.
  pair_rest(matching, same_reference);
  pair_rest(matching, [&](const auto& key, const auto& other) {
    return !key.name && other.name == default_name(tables.desired, key);
  });
  for (const auto& [desired, live] : matching.same_name) diff_foreign_key(context, tables, *desired, *live);
  for (const auto& [desired, live] : matching.other_name) {
    report_renamed_constraint(context, tables, {*desired->name, *live->name}, desired->origin.where);
    diff_validity(context, tables, *desired, *live, desired->target);
  }
  for (const auto* key : matching.only_desired) report_missing(context, tables, *key);
  for (const auto* key : matching.only_live) {
    report_extra_constraint(context, tables, *key->name, "foreign_key", foreign_key_clause(*key));
  }
}

}  // namespace pgreconcile::reconciler
