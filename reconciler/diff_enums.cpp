#include <fmt/format.h>

#include <algorithm>

#include "reconciler/diff_types.hpp"
#include "reconciler/manual_sql.hpp"
#include "reconciler/type_ddl.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::reconciler {
namespace {

using Labels = std::vector<std::string>;

bool contains(const Labels& labels, const std::string& label) { return std::ranges::count(labels, label) != 0; }

Labels common_labels(const Labels& labels, const Labels& others) {
  Labels common;
  std::ranges::copy_if(labels, std::back_inserter(common), [&](const auto& label) { return contains(others, label); });
  return common;
}

Difference difference_of(const model::Enum& type) {
  return {.difference_class = DifferenceClass::Missing,
          .object = type.name.quoted(),
          .attribute = "label",
          .source = type.origin.where};
}

// After its predecessor in the file, which is there or has just been added; the first one before the first that is there.
std::optional<LabelNeighbour> neighbour_of(std::size_t at, const Labels& desired, const Labels& live) {
  if (at > 0) return LabelNeighbour{LabelPlace::After, desired[at - 1]};
  const auto next = std::ranges::find_if(desired, [&](const auto& label) { return contains(live, label); });
  if (next == desired.end()) return std::nullopt;
  return LabelNeighbour{LabelPlace::Before, *next};
}

void report_missing_labels(DiffContext& context, const model::Enum& desired, const model::Enum& live) {
  for (std::size_t at = 0; at < desired.labels.size(); ++at) {
    const auto& label = desired.labels[at];
    if (contains(live.labels, label)) continue;
    auto difference = difference_of(desired);
    difference.desired = sql::quote_literal(label);
    difference.message = "label is missing";
    difference.remedy = AddEnumLabel{desired.name, label, neighbour_of(at, desired.labels, live.labels)};
    context.report(std::move(difference));
  }
}

void report_other_order(DiffContext& context, const model::Enum& desired, const model::Enum& live) {
  auto difference = difference_of(desired);
  difference.difference_class = DifferenceClass::Conflict;
  difference.attribute = "labels";
  difference.desired = labels_clause(desired.labels);
  difference.live = labels_clause(live.labels);
  difference.message = "the labels are in another order, which nothing but a new type can change";
  difference.manual_sql =
      fmt::format("{} {};", rename_relation_away(desired.name, model::RelationKind::Enum), create_enum(desired));
  context.report(std::move(difference));
}

void diff_enum(DiffContext& context, const model::Enum& desired, const model::Enum& live) {
  if (common_labels(desired.labels, live.labels) == common_labels(live.labels, desired.labels)) {
    report_missing_labels(context, desired, live);
  } else {
    report_other_order(context, desired, live);
  }
  for (const auto& label : live.labels) {
    if (contains(desired.labels, label)) continue;
    auto difference = difference_of(desired);
    difference.difference_class = DifferenceClass::Extra;
    difference.live = sql::quote_literal(label);
    difference.message = "label is not declared, and PostgreSQL cannot remove one";
    context.report(std::move(difference));
  }
}

void report_missing(DiffContext& context, const model::Enum& type) {
  if (type_name_is_taken(context, type.name, model::RelationKind::Enum, type.origin.where)) return;
  auto difference = difference_of(type);
  difference.attribute = "enum";
  difference.desired = labels_clause(type.labels);
  difference.message = "enum is missing";
  difference.remedy = CreateEnum{type};
  context.report(std::move(difference));
}

// Since PostgreSQL 14 a sequence has no type of its own name any more; an index never had one.
bool has_row_type(model::RelationKind kind, int server_version_number) {
  if (kind == model::RelationKind::Sequence) return server_version_number < 140000;
  return kind != model::RelationKind::Index;
}

}  // namespace

bool type_name_is_taken(DiffContext& context, const sql::QualifiedName& type, model::RelationKind kind,
                        const SourceLocation& source) {
  const auto& live = context.live();
  std::optional<model::RelationKind> holder;
  const auto relation = live.relations.find(type);
  if (relation != live.relations.end() && has_row_type(relation->second.kind, live.server.version_number)) {
    holder = relation->second.kind;
  }
  const auto other_type = live.types.find(type);
  if (other_type != live.types.end()) holder = other_type->second;
  if (!holder) return false;
  context.report({.difference_class = DifferenceClass::Conflict,
                  .object = type.quoted(),
                  .attribute = "kind",
                  .desired = model::to_string(kind),
                  .live = model::to_string(*holder),
                  .message = "the name is taken by something else",
                  .manual_sql = rename_relation_away(type, *holder),
                  .source = source});
  return true;
}

void diff_enums(DiffContext& context) {
  const model::ByName live(context.live().enums);
  for (const auto& type : context.desired().enums) {
    if (const auto* found = live.find(type.name)) {
      diff_enum(context, type, *found);
    } else {
      report_missing(context, type);
    }
  }
}

}  // namespace pgreconcile::reconciler
