#include <fmt/format.h>

#include <algorithm>

#include "reconciler/ddl.hpp"
#include "reconciler/diff_context.hpp"
#include "reconciler/ignore.hpp"
#include "reconciler/manual_sql.hpp"
#include "reconciler/match.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::Index;

bool same_structure(const Index& a, const Index& b) {
  return a.uniqueness == b.uniqueness && a.method == b.method && a.elements == b.elements && a.valid && b.valid &&
         a.unmodelled.empty() && b.unmodelled.empty();
}

std::string object_of(const TablePair& tables, const Index& index) {
  return sql::QualifiedName{tables.desired.name.schema, index.name}.quoted();
}

std::vector<sql::Identifier> columns_of(const Index& index) {
  std::vector<sql::Identifier> columns;
  for (const auto& element : index.elements) {
    if (const auto* column = element.column()) columns.push_back(*column);
  }
  return columns;
}

std::string rebuild(const TablePair& tables, const Index& desired, const Index& live) {
  return fmt::format("{} {};", drop_index(tables.desired.name.schema, live.name),
                     create_index(tables.desired.name, desired, IndexBuild::Concurrent));
}

Difference difference_of(const TablePair& tables, const Index& index) {
  return {.difference_class = DifferenceClass::Conflict,
          .object = object_of(tables, index),
          .attribute = "index",
          .source = index.origin.where};
}

struct Attribute {
  std::string name;
  std::string desired;
  std::string live;
};

std::vector<Attribute> attributes_of(const Index& desired, const Index& live) {
  const auto unique = [](const Index& index) {
    return index.uniqueness == model::Uniqueness::Unique ? "UNIQUE" : "not unique";
  };
  return {{"unique", unique(desired), unique(live)},
          {"method", desired.method.quoted(), live.method.quoted()},
          {"columns", index_columns_clause(desired), index_columns_clause(live)}};
}

void diff_index(DiffContext& context, const TablePair& tables, const Index& desired, const Index& live) {
  report_unmodelled(context, live.unmodelled, object_of(tables, desired), desired.origin.where);
  bool differs = !live.unmodelled.empty();
  for (const auto& attribute : attributes_of(desired, live)) {
    // With an expression among them, the live columns are not all known.
    const bool is_partial_view = attribute.name == "columns" && !live.unmodelled.empty();
    if (attribute.desired == attribute.live || is_partial_view) continue;
    differs = true;
    auto difference = difference_of(tables, desired);
    difference.attribute = attribute.name;
    difference.desired = attribute.desired;
    difference.live = attribute.live;
    difference.message = "the index is another one";
    difference.manual_sql = rebuild(tables, desired, live);
    context.report(std::move(difference));
  }
  if (differs || live.valid) return;
  auto difference = difference_of(tables, desired);
  difference.difference_class = DifferenceClass::Invalid;
  difference.attribute = "valid";
  difference.desired = "valid";
  difference.live = "invalid";
  difference.message = "the index is invalid: a CREATE INDEX CONCURRENTLY broke off or still runs";
  difference.manual_sql = rebuild(tables, desired, live);
  context.report(std::move(difference));
}

void report_renamed(DiffContext& context, const TablePair& tables, const Index& desired, const Index& live) {
  auto difference = difference_of(tables, desired);
  difference.difference_class = DifferenceClass::Renamed;
  difference.attribute = "name";
  difference.desired = desired.name.quoted();
  difference.live = live.name.quoted();
  difference.message = "the same index exists under another name";
  difference.manual_sql = rename_index(tables.desired.name.schema, {live.name, desired.name});
  context.report(std::move(difference));
}

// True, and reported as a conflict, where the name belongs to the index of a key of the same table.
bool name_is_of_a_key(DiffContext& context, const TablePair& tables, const Index& index) {
  const auto has_name = [&](const model::KeyConstraint& key) { return key.name == index.name; };
  const auto& live = tables.live;
  const bool is_taken = (live.primary_key && has_name(*live.primary_key)) || std::ranges::any_of(live.unique, has_name);
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
  difference.remedy = CreateIndex{tables.desired.name, index};
  context.report(std::move(difference));
}

void report_extra(DiffContext& context, const TablePair& tables, const Index& index) {
  if (is_ignored(context.desired(), {tables.desired.name.schema, index.name})) return;
  auto difference = difference_of(tables, index);
  difference.difference_class = DifferenceClass::Extra;
  difference.live = create_index(tables.desired.name, index, IndexBuild::Plain);
  for (const auto& feature : index.unmodelled) difference.live += ", with " + feature;
  difference.message = index.valid ? "index is not declared" : "index is not declared, and invalid";
  difference.manual_sql = drop_index(tables.desired.name.schema, index.name);
  difference.source = tables.desired.origin.where;
  context.report(std::move(difference));
}

}  // namespace

void diff_indexes(DiffContext& context, const TablePair& tables, const std::set<sql::Identifier>& used_indexes) {
  std::vector<Index> live;
  const auto is_free = [&](const Index& index) { return !used_indexes.contains(index.name); };
  std::ranges::copy_if(tables.live.indexes, std::back_inserter(live), is_free);
  const auto matching = match(tables.desired.indexes, live, same_structure);
  for (const auto& [desired, found] : matching.same_name) diff_index(context, tables, *desired, *found);
  for (const auto& [desired, found] : matching.other_name) report_renamed(context, tables, *desired, *found);
  for (const auto* index : matching.only_desired) report_missing(context, tables, *index);
  for (const auto* index : matching.only_live) report_extra(context, tables, *index);
}

}  // namespace pgreconcile::reconciler
