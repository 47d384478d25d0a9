#include <fmt/format.h>

#include <algorithm>

#include "reconciler/ddl.hpp"
#include "reconciler/diff_context.hpp"
#include "reconciler/manual_sql.hpp"
#include "reconciler/match.hpp"
#include "src/model/default_name.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::ForeignKey;

sql::Identifier name_in(const TablePair& tables, const ForeignKey& key) {
  return key.name ? *key.name : model::default_constraint_name(tables.desired.name.name, key.columns, "fkey");
}

bool same_reference(const ForeignKey& a, const ForeignKey& b) {
  return a.columns == b.columns && a.target == b.target && a.target_columns == b.target_columns;
}

bool same_structure(const ForeignKey& a, const ForeignKey& b) {
  return same_reference(a, b) && a.on_delete == b.on_delete && a.on_update == b.on_update && a.match == b.match &&
         a.deferrability == b.deferrability && a.unmodelled.empty() && b.unmodelled.empty();
}

Difference difference_of(const TablePair& tables, const ForeignKey& desired, const sql::Identifier& name) {
  return {.difference_class = DifferenceClass::Conflict,
          .object = object_name(tables.desired.name, name),
          .attribute = "foreign_key",
          .desired = foreign_key_clause(desired),
          .source = desired.origin.where};
}

struct Attribute {
  std::string name;
  std::string desired;
  std::string live;
};

std::string reference_of(const ForeignKey& key) {
  return fmt::format("({}) REFERENCES {} ({})", sql::quoted_list(key.columns), key.target.quoted(),
                     sql::quoted_list(key.target_columns));
}

void diff_attributes(DiffContext& context, const TablePair& tables, const ForeignKey& desired, const ForeignKey& live) {
  const Attribute attributes[] = {
      {"columns", reference_of(desired), reference_of(live)},
      {"on_delete", to_sql(desired.on_delete), to_sql(live.on_delete)},
      {"on_update", to_sql(desired.on_update), to_sql(live.on_update)},
      {"match", to_sql(desired.match), to_sql(live.match)},
      {"deferrable", to_sql(desired.deferrability), to_sql(live.deferrability)},
  };
  for (const auto& attribute : attributes) {
    if (attribute.desired == attribute.live) continue;
    auto difference = difference_of(tables, desired, *live.name);
    difference.attribute = attribute.name;
    difference.desired = attribute.desired;
    difference.live = attribute.live;
    difference.message = "the foreign key is another one";
    difference.manual_sql = replace_constraint(tables.desired.name, *live.name,
                                               named(name_in(tables, desired), foreign_key_clause(desired)));
    context.report(std::move(difference));
  }
}

void diff_foreign_key(DiffContext& context, const TablePair& tables, const ForeignKey& desired,
                      const ForeignKey& live) {
  report_unmodelled(context, live.unmodelled, object_name(tables.desired.name, *live.name), desired.origin.where);
  diff_attributes(context, tables, desired, live);
  const bool validated = desired.validity == model::Validity::NotValid || live.validity == model::Validity::Valid;
  if (validated || !same_structure(desired, live)) return;
  auto difference = difference_of(tables, desired, *live.name);
  difference.difference_class = DifferenceClass::Missing;
  difference.attribute = "validated";
  difference.desired = "VALID";
  difference.live = "NOT VALID";
  difference.message = "constraint is not validated";
  difference.remedy = ValidateConstraint{tables.desired.name, *live.name, desired.target};
  context.report(std::move(difference));
}

// True, and reported as blocked, where the table that the key refers to is there under another kind or does not come.
bool target_is_missing(DiffContext& context, const ForeignKey& key, Difference difference) {
  if (context.live().find_table(key.target) != nullptr) return false;
  const auto holder = context.live().relations.find(key.target);
  const bool exists = holder != context.live().relations.end();
  const bool is_table = exists && holder->second.kind == model::RelationKind::Table;
  if (is_table || (!exists && context.desired().find_table(key.target) != nullptr)) return false;
  difference.difference_class = DifferenceClass::Blocked;
  difference.message =
      exists ? fmt::format("it refers to {}, which is a {}", key.target.quoted(), model::to_string(holder->second.kind))
             : fmt::format("it refers to {}, which does not exist", key.target.quoted());
  context.report(std::move(difference));
  return true;
}

void report_missing(DiffContext& context, const TablePair& tables, ForeignKey key) {
  key.name = name_in(tables, key);
  auto difference = difference_of(tables, key, *key.name);
  if (constraint_name_is_taken(context, tables, *key.name, difference.attribute, difference.source)) return;
  const auto& columns = key.columns;
  if (blocked_by_column(context, tables, columns, difference.object, difference.attribute, difference.source)) return;
  if (target_is_missing(context, key, difference)) return;
  difference.difference_class = DifferenceClass::Missing;
  difference.message = "foreign key is missing";
  difference.remedy = AddForeignKey{tables.desired.name, key};
  context.report(std::move(difference));
}

// A key with the same columns and other actions under another name is that key, changed: never a second one beside it.
void pair_by_reference(Matching<ForeignKey>& matching) {
  std::erase_if(matching.only_desired, [&](const ForeignKey* key) {
    const auto live =
        std::ranges::find_if(matching.only_live, [&](const auto* other) { return same_reference(*key, *other); });
    if (live == matching.only_live.end()) return false;
    matching.same_name.emplace_back(key, *live);
    matching.only_live.erase(live);
    return true;
  });
}

}  // namespace

void diff_foreign_keys(DiffContext& context, const TablePair& tables) {
  auto matching = match(tables.desired.foreign_keys, tables.live.foreign_keys, same_structure);
  pair_by_reference(matching);
  for (const auto& [desired, live] : matching.same_name) diff_foreign_key(context, tables, *desired, *live);
  for (const auto& [desired, live] : matching.other_name) {
    report_renamed_constraint(context, tables, {*desired->name, *live->name}, desired->origin.where);
  }
  for (const auto* key : matching.only_desired) report_missing(context, tables, *key);
  for (const auto* key : matching.only_live) {
    report_extra_constraint(context, tables, *key->name, "foreign_key", foreign_key_clause(*key));
  }
}

}  // namespace pgreconcile::reconciler
