#include <fmt/format.h>

#include <algorithm>

#include "reconciler/ddl.hpp"
#include "reconciler/diff_context.hpp"
#include "reconciler/invalid_index.hpp"
#include "reconciler/manual_sql.hpp"
#include "reconciler/match.hpp"
#include "reconciler/partition_parts.hpp"

namespace pgreconcile::reconciler {
namespace {

using sql::ConstraintType;

std::string attribute_of(ConstraintType type) { return type == ConstraintType::PrimaryKey ? "primary_key" : "unique"; }

bool same_definition(const model::KeyConstraint& a, const model::KeyConstraint& b) {
  return a.columns == b.columns && a.include == b.include && a.nulls_distinct == b.nulls_distinct &&
         a.deferrability == b.deferrability && a.unmodelled.empty() && b.unmodelled.empty();
}

bool same_structure(const model::KeyConstraint& a, const model::KeyConstraint& b) {
  return same_definition(a, b) && a.valid == b.valid;
}

// REQUIRES: the key has its name.
std::optional<IndexParts> parts_of_key(DiffContext& context, const TablePair& tables, ConstraintType type,
                                       const model::KeyConstraint& key, Presence whole) {
  return parts_of(context, tables, {index_of_key(key), key.origin, type, key.deferrability}, whole);
}

struct KeyPair {
  ConstraintType type;
  const model::KeyConstraint& desired;
  const model::KeyConstraint& live;
};

void report_other_key(DiffContext& context, const TablePair& tables, const KeyPair& keys, const Attribute& attribute,
                      std::string message) {
  const auto& name = keys.desired.name ? keys.desired.name : keys.live.name;
  context.report({.difference_class = DifferenceClass::Conflict,
                  .object = object_name(tables.desired.name, *keys.live.name),
                  .attribute = attribute.name,
                  .desired = attribute.desired,
                  .live = attribute.live,
                  .message = std::move(message),
                  .manual_sql = replace_constraint(tables.desired.name, *keys.live.name,
                                                   named(name, key_clause(keys.type, keys.desired))),
                  .source = keys.desired.origin.where});
}

// A key of a partitioned table whose index is not on all partitions yet, as a run that broke off leaves it.
bool is_unfinished(DiffContext& context, const TablePair& tables, const KeyPair& keys) {
  auto key = keys.desired;
  key.name = keys.live.name;
  auto parts = parts_of_key(context, tables, keys.type, key, Presence::There);
  if (!parts) return false;
  if (parts->parts.empty()) return true;  // what is in its way has its own report
  context.report(
      {.difference_class = DifferenceClass::Missing,
       .object = object_name(tables.desired.name, *key.name),
       .attribute = "partitions",
       .desired = "on every partition",
       .live = "not on every partition",
       .message = "the constraint is not on every partition yet",
       .source = key.origin.where,
       .remedy = AddKey{tables.desired.name, keys.type, key, KeyIndex::AlreadyThere, tables.kind, std::move(parts)}});
  return true;
}

void diff_key(DiffContext& context, const TablePair& tables, const KeyPair& keys) {
  const auto object = object_name(tables.desired.name, *keys.live.name);
  report_unmodelled(context, keys.live.unmodelled, object, keys.desired.origin.where);
  if (keys.desired.columns != keys.live.columns) {
    report_other_key(context, tables, keys,
                     {"columns", key_clause(keys.type, keys.desired), key_clause(keys.type, keys.live)},
                     "the constraint is over other columns");
    return;
  }
  const auto& [type, desired, live] = keys;
  for (const auto& attribute :
       {Attribute{"include", include_clause(desired.include), include_clause(live.include)},
        Attribute{"nulls_not_distinct", to_sql(desired.nulls_distinct), to_sql(live.nulls_distinct)},
        Attribute{"deferrable", to_sql(desired.deferrability), to_sql(live.deferrability)}}) {
    if (attribute.desired == attribute.live) continue;
    report_other_key(context, tables, keys, attribute, "the constraint is another one");
  }
  if (live.valid || (same_definition(desired, live) && is_unfinished(context, tables, keys))) return;
  report_invalid_constraint(context, tables, *live.name,
                            named(desired.name ? desired.name : live.name, key_clause(type, desired)),
                            desired.origin.where);
}

void report_renamed(DiffContext& context, const TablePair& tables, const KeyPair& keys) {
  report_renamed_constraint(context, tables, {*keys.desired.name, *keys.live.name}, keys.desired.origin.where);
}

Difference missing_key(const TablePair& tables, ConstraintType type, const model::KeyConstraint& key) {
  return {.difference_class = DifferenceClass::Missing,
          .object = object_name(tables.desired.name, *key.name),
          .attribute = attribute_of(type),
          .desired = key_clause(type, key),
          .message = type == ConstraintType::PrimaryKey ? "primary key is missing" : "unique constraint is missing",
          .source = key.origin.where};
}

// ADD PRIMARY KEY would scan the whole table under a lock that stops everything, were a column nullable.
const model::Column* nullable_column(const model::Table& live, const model::KeyConstraint& key) {
  for (const auto& name : key.columns) {
    const auto* column = live.find_column(name);
    if (column != nullptr && column->nullable) return column;
  }
  return nullptr;
}

void block(Difference& difference, std::string message, std::string manual_sql) {
  difference.difference_class = DifferenceClass::Blocked;
  difference.message = std::move(message);
  difference.manual_sql = std::move(manual_sql);
}

// An index that stands under the key's name already: to be attached if it is the one that would be built.
void settle_existing_index(const DiffContext& context, const TablePair& tables, ConstraintType type,
                           const model::KeyConstraint& key, const model::Index& index, Difference& difference) {
  difference.live = create_index(tables.desired.name, index, IndexBuild::Plain);
  const auto drop = drop_index(tables.desired.name.schema, index.name, tables.kind);
  // A partitioned table takes no index that stands already.
  if (tables.kind == TableKind::Partitioned || !serves_key(index, key)) {
    difference.difference_class = DifferenceClass::Conflict;
    difference.message = "the name belongs to an index that is not the constraint's";
    difference.manual_sql = drop;
  } else if (!index.valid) {
    difference.manual_sql = drop;
    make_invalid(difference, "its", index.is_being_built);
    offer_repair(context, {AddKey{tables.desired.name, type, key}}, difference);
  } else {
    difference.remedy = AddKey{tables.desired.name, type, key, KeyIndex::AlreadyThere};
  }
}

void report_missing(DiffContext& context, TablePair& tables, ConstraintType type, model::KeyConstraint key,
                    std::set<sql::Identifier>& used_indexes) {
  auto& names = tables.default_names;
  key.name = type == ConstraintType::PrimaryKey ? names.primary_key(key) : names.unique(key);
  auto difference = missing_key(tables, type, key);
  const auto source = difference.source;
  auto columns = key.columns;
  columns.insert(columns.end(), key.include.begin(), key.include.end());
  if (constraint_name_is_taken(context, tables, *key.name, difference.attribute, source)) return;
  if (blocked_by_column(context, tables, columns, difference.object, difference.attribute, source)) return;
  const auto index = std::ranges::find(tables.live.indexes, *key.name, &model::Index::name);
  if (index != tables.live.indexes.end()) {
    used_indexes.insert(index->name);
    settle_existing_index(context, tables, type, key, *index, difference);
  } else if (name_is_taken(context, tables.desired.name, *key.name, source)) {
    return;
  } else {
    difference.remedy =
        AddKey{tables.desired.name, type,        key,
               KeyIndex::ToBuild,   tables.kind, parts_of_key(context, tables, type, key, Presence::Missing)};
  }
  const auto* nullable = type == ConstraintType::PrimaryKey ? nullable_column(tables.live, key) : nullptr;
  if (difference.remedy && nullable != nullptr) {
    difference.remedy.reset();
    block(difference, fmt::format("column {} of the primary key takes NULL", nullable->name.quoted()),
          alter_column(tables.desired.name, nullable->name, "SET NOT NULL"));
  }
  context.report(std::move(difference));
}

void report_extra(DiffContext& context, const TablePair& tables, ConstraintType type, const model::KeyConstraint& key) {
  report_extra_constraint(context, tables, *key.name, attribute_of(type), key_clause(type, key));
}

void diff_keys_of_type(DiffContext& context, TablePair& tables, ConstraintType type,
                       Matching<model::KeyConstraint> matching, std::set<sql::Identifier>& used_indexes) {
  pair_rest(matching, [&](const auto& key, const auto& other) {
    return !key.name && other.name == default_name(tables.desired, type, key);
  });
  for (const auto& [desired, live] : matching.same_name) diff_key(context, tables, {type, *desired, *live});
  for (const auto& [desired, live] : matching.other_name) report_renamed(context, tables, {type, *desired, *live});
  for (const auto* key : matching.only_desired) report_missing(context, tables, type, *key, used_indexes);
  for (const auto* key : matching.only_live) report_extra(context, tables, type, *key);
}

// A table has one primary key at most: whatever their names, the two belong together.
void diff_primary_key(DiffContext& context, TablePair& tables, std::set<sql::Identifier>& used_indexes) {
  const auto& desired = tables.desired.primary_key;
  const auto& live = tables.live.primary_key;
  if (desired && live) {
    const KeyPair keys{ConstraintType::PrimaryKey, *desired, *live};
    const bool other_name = desired->name && desired->name != live->name;
    if (other_name && same_structure(*desired, *live)) return report_renamed(context, tables, keys);
    diff_key(context, tables, keys);
  } else if (desired) {
    report_missing(context, tables, ConstraintType::PrimaryKey, *desired, used_indexes);
  } else if (live) {
    report_extra(context, tables, ConstraintType::PrimaryKey, *live);
  }
}

}  // namespace

void diff_keys(DiffContext& context, TablePair& tables, std::set<sql::Identifier>& used_indexes) {
  diff_primary_key(context, tables, used_indexes);
  // A key without a name that is still to come to some partitions is that key, and not one more.
  const auto same = [&](const model::KeyConstraint& desired, const model::KeyConstraint& live) {
    const bool may_be_unfinished = tables.kind == TableKind::Partitioned && !desired.name;
    return may_be_unfinished ? same_definition(desired, live) : same_structure(desired, live);
  };
  diff_keys_of_type(context, tables, ConstraintType::Unique, match(tables.desired.unique, tables.live.unique, same),
                    used_indexes);
}

}  // namespace pgreconcile::reconciler
