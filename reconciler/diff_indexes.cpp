#include <fmt/format.h>

#include <algorithm>

#include "reconciler/compare_elements.hpp"
#include "reconciler/ddl.hpp"
#include "reconciler/diff_table_options.hpp"
#include "reconciler/diff_types.hpp"
#include "reconciler/ignore.hpp"
#include "reconciler/invalid_index.hpp"
#include "reconciler/manual_sql.hpp"
#include "reconciler/match.hpp"
#include "reconciler/partition_parts.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::Index;

model::Verdict compare(DiffContext& context, const TablePair& tables, const Index& desired, const Index& live) {
  return all_of({verdict_of(live.valid), compare_indexes(context, tables, desired, live)});
}

std::string object_of(const TablePair& tables, const Index& index) {
  return index_name(tables.desired.name, index.name);
}

Difference difference_of(const TablePair& tables, const Index& index) {
  return {.difference_class = DifferenceClass::Conflict,
          .object = object_of(tables, index),
          .attribute = "index",
          .source = index.origin.where};
}

/// One attribute of an index, and whether both sides have the same.
struct ComparedAttribute {
  Attribute attribute;
  model::Verdict verdict;
};

std::vector<ComparedAttribute> attributes_of(DiffContext& context, const TablePair& tables, const Index& desired,
                                             const Index& live) {
  const auto unique = [](const Index& index) {
    return index.uniqueness == model::Uniqueness::Unique ? "UNIQUE" : "not unique";
  };
  return {{{"unique", unique(desired), unique(live)}, verdict_of(desired.uniqueness == live.uniqueness)},
          {{"method", desired.method.quoted(), live.method.quoted()}, verdict_of(desired.method == live.method)},
          {{"columns", index_columns_clause(desired), index_columns_clause(live)},
           compare_elements(context, tables, desired.elements, live.elements)},
          {{"include", include_clause(desired.include), include_clause(live.include)},
           verdict_of(desired.include == live.include)},
          {{"nulls_not_distinct", to_sql(desired.nulls_distinct), to_sql(live.nulls_distinct)},
           verdict_of(desired.nulls_distinct == live.nulls_distinct)},
          {{"where", text_of(desired.predicate), text_of(live.predicate)},
           compare_predicates(context, tables, desired.predicate, live.predicate)}};
}

void report_attribute(DiffContext& context, const TablePair& tables, const Index& desired,
                      const ComparedAttribute& compared) {
  auto difference = difference_of(tables, desired);
  difference.attribute = compared.attribute.name;
  difference.desired = compared.attribute.desired;
  difference.live = compared.attribute.live;
  if (compared.verdict.sameness == model::Sameness::Undecidable) {
    make_unknown(difference, "indexes", compared.verdict);
  } else {
    difference.message = "the index is another one";
    difference.manual_sql = rebuild_index(tables.desired.name, desired, tables.kind);
  }
  context.report(std::move(difference));
}

void diff_options(DiffContext& context, const TablePair& tables, const Index& desired, const Index& live) {
  const StoredObject object{object_of(tables, live), "ALTER INDEX " + object_of(tables, live), desired.origin.where};
  diff_storage_parameters(context, object, desired.storage_parameters, live.storage_parameters);
  diff_tablespace(context, object, desired.tablespace, live.tablespace);
  diff_index_comment(context, tables, desired, live);
}

// An index of a partitioned table that is not on all partitions yet, as a run that broke off leaves it.
bool is_unfinished(DiffContext& context, const TablePair& tables, const Index& desired) {
  auto parts = parts_of(context, tables, {desired, desired.origin}, Presence::There);
  if (!parts) return false;
  if (parts->parts.empty()) return true;  // what is in its way has its own report
  auto difference = difference_of(tables, desired);
  difference.difference_class = DifferenceClass::Missing;
  difference.attribute = "partitions";
  difference.desired = "on every partition";
  difference.live = "not on every partition";
  difference.message = "the index is not on every partition yet";
  difference.remedy = CreateIndex{tables.desired.name, desired, tables.kind, std::move(parts)};
  context.report(std::move(difference));
  return true;
}

void diff_index(DiffContext& context, const TablePair& tables, const Index& desired, const Index& live) {
  report_unmodelled(context, live.unmodelled, object_of(tables, desired), desired.origin.where);
  bool differs = !live.unmodelled.empty();
  for (const auto& compared : attributes_of(context, tables, desired, live)) {
    // With something among them that is not known, the live columns are not all known.
    const bool is_partial_view = compared.attribute.name == "columns" && !live.unmodelled.empty();
    if (compared.verdict.sameness == model::Sameness::Same || is_partial_view) continue;
    differs = true;
    report_attribute(context, tables, desired, compared);
  }
  const auto reported = context.reported();
  diff_options(context, tables, desired, live);
  if (differs || live.valid || is_unfinished(context, tables, desired)) return;
  auto difference =
      invalid_index({tables.desired.name, desired, tables.kind}, live.is_being_built, desired.origin.where);
  if (context.is_mended_after(reported)) {
    auto index = desired;
    if (!live.comment) index.comment.reset();  // a step of its own sets it
    offer_repair(context, {CreateIndex{tables.desired.name, std::move(index), tables.kind}}, difference);
  }
  context.report(std::move(difference));
}

void report_renamed(DiffContext& context, const TablePair& tables, const Index& desired, const Index& live) {
  diff_options(context, tables, desired, live);  // first, since their SQL speaks of the name that it still has
  auto difference = difference_of(tables, desired);
  difference.difference_class = DifferenceClass::Renamed;
  difference.attribute = "name";
  difference.desired = desired.name.quoted();
  difference.live = live.name.quoted();
  difference.message = "the same index exists under another name";
  difference.manual_sql = rename_index(tables.desired.name.schema, {live.name, desired.name});
  context.report(std::move(difference));
}

void report_doubtful(DiffContext& context, const TablePair& tables, const Index& desired, const Index& live,
                     const std::string& reason) {
  auto difference = difference_of(tables, desired);
  difference.difference_class = DifferenceClass::Unknown;
  difference.desired = create_index(tables.desired.name, desired, IndexBuild::Plain);
  difference.live = create_index(tables.desired.name, live, IndexBuild::Plain);
  difference.message = "may be the same as an index under another name: " + reason;
  context.report(std::move(difference));
}

// True, and reported as a conflict, where the name belongs to the index of a key of the same table.
bool name_is_of_a_key(DiffContext& context, const TablePair& tables, const Index& index) {
  const auto has_name = [&](const model::KeyConstraint& key) { return key.name == index.name; };
  const auto& live = tables.live;
  const auto is_exclusions = [&](const auto& exclusion) { return exclusion.name == index.name; };
  const bool is_taken = std::ranges::any_of(live.exclusions, is_exclusions) ||
                        (live.primary_key && has_name(*live.primary_key)) || std::ranges::any_of(live.unique, has_name);
  return is_taken && constraint_name_is_taken(context, tables, index.name, "index", index.origin.where);
}

void report_missing(DiffContext& context, const TablePair& tables, const Index& index) {
  const auto& source = index.origin.where;
  if (blocked_by_column(context, tables, columns_of(index), object_of(tables, index), "index", source)) return;
  if (name_is_of_a_key(context, tables, index)) return;
  if (name_is_taken(context, tables.desired.name, index.name, source)) return;
  auto difference = difference_of(tables, index);
  difference.difference_class = DifferenceClass::Missing;
  difference.desired = create_index(tables.desired.name, index, IndexBuild::Plain);
  difference.message = "index is missing";
  difference.remedy = CreateIndex{tables.desired.name, index, tables.kind,
                                  parts_of(context, tables, {index, index.origin}, Presence::Missing)};
  context.report(std::move(difference));
}

void report_extra(DiffContext& context, const TablePair& tables, const Index& index) {
  if (is_ignored(context.desired(), {tables.desired.name.schema, index.name})) return;
  auto difference = difference_of(tables, index);
  difference.difference_class = DifferenceClass::Extra;
  difference.live = create_index(tables.desired.name, index, IndexBuild::Plain);
  for (const auto& feature : index.unmodelled) difference.live += ", with " + feature;
  difference.message = index.valid ? "index is not declared" : "index is not declared, and invalid";
  difference.manual_sql = drop_index(tables.desired.name.schema, index.name, tables.kind);
  difference.source = tables.desired.origin.where;
  context.report(std::move(difference));
}

}  // namespace

void diff_indexes(DiffContext& context, const TablePair& tables, const std::set<sql::Identifier>& used_indexes) {
  std::vector<Index> live;
  const auto is_free = [&](const Index& index) { return !used_indexes.contains(index.name); };
  std::ranges::copy_if(tables.live.indexes, std::back_inserter(live), is_free);
  const auto same = [&](const Index& desired, const Index& other) {
    return compare(context, tables, desired, other).sameness == model::Sameness::Same;
  };
  auto matching = match(tables.desired.indexes, live, same);
  for (const auto& [desired, found] : matching.same_name) diff_index(context, tables, *desired, *found);
  for (const auto& [desired, found] : matching.other_name) report_renamed(context, tables, *desired, *found);
  for (const auto* index : matching.only_desired) {
    const auto verdict_with = [&](const Index* other) { return compare(context, tables, *index, *other); };
    if (const auto* doubtful = take_doubtful(matching.only_live, verdict_with)) {
      report_doubtful(context, tables, *index, *doubtful, verdict_with(doubtful).reason);
    } else {
      report_missing(context, tables, *index);
    }
  }
  for (const auto* index : matching.only_live) report_extra(context, tables, *index);
}

}  // namespace pgreconcile::reconciler
