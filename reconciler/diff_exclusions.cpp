#include <fmt/format.h>

#include "reconciler/compare_elements.hpp"
#include "reconciler/ddl.hpp"
#include "reconciler/manual_sql.hpp"
#include "reconciler/match.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::ExclusionConstraint;

constexpr auto kKind = "exclude";

model::Verdict compare_operators(const DiffContext& context, const ExclusionConstraint& desired,
                                 const ExclusionConstraint& live) {
  if (desired.elements.size() != live.elements.size()) return verdict_of(false);
  for (std::size_t at = 0; at < desired.elements.size(); ++at) {
    const auto& wanted = desired.elements[at].with;
    const auto& found = live.elements[at].with;
    if (wanted.symbol != found.symbol) return verdict_of(false);
    // Schemas of operators are found as those of other names are.
    const sql::Identifier any("operator");
    const auto name = [&](const sql::OperatorName& with) { return sql::ObjectName{with.schema, any}; };
    if (!finds(context, name(wanted), name(found))) return verdict_of(false);
  }
  return verdict_of(true);
}

std::vector<model::IndexElement> elements_of(const ExclusionConstraint& exclusion) {
  std::vector<model::IndexElement> elements;
  for (const auto& element : exclusion.elements) elements.push_back(element.element);
  return elements;
}

model::Verdict compare(DiffContext& context, const TablePair& tables, const ExclusionConstraint& desired,
                       const ExclusionConstraint& live) {
  const bool same_kind = desired.method == live.method && desired.deferrability == live.deferrability;
  return all_of({verdict_of(same_kind), compare_operators(context, desired, live),
                 compare_elements(context, tables, elements_of(desired), elements_of(live)),
                 compare_predicates(context, tables, desired.predicate, live.predicate)});
}

Difference difference_of(const TablePair& tables, const ExclusionConstraint& desired, const sql::Identifier& name) {
  return {.difference_class = DifferenceClass::Conflict,
          .object = object_name(tables.desired.name, name),
          .attribute = kKind,
          .desired = exclusion_clause(desired),
          .source = desired.origin.where};
}

void diff_exclusion(DiffContext& context, const TablePair& tables, const ExclusionConstraint& desired,
                    const ExclusionConstraint& live) {
  report_unmodelled(context, live.unmodelled, object_name(tables.desired.name, *live.name), desired.origin.where);
  const auto definition = named(desired.name ? desired.name : live.name, exclusion_clause(desired));
  if (!live.valid) report_invalid_constraint(context, tables, *live.name, definition, desired.origin.where);
  const auto verdict = compare(context, tables, desired, live);
  if (verdict.sameness == model::Sameness::Same) return;
  auto difference = difference_of(tables, desired, *live.name);
  difference.live = exclusion_clause(live);
  if (verdict.sameness == model::Sameness::Undecidable) {
    make_unknown(difference, "exclusion constraints", verdict);
  } else {
    difference.message = "the exclusion constraint is another one";
    difference.manual_sql = replace_constraint(tables.desired.name, *live.name, definition);
  }
  context.report(std::move(difference));
}

void report_doubtful(DiffContext& context, const TablePair& tables, const ExclusionConstraint& desired,
                     const ExclusionConstraint& live, const std::string& reason) {
  auto difference = difference_of(tables, desired, desired.name ? *desired.name : *live.name);
  difference.difference_class = DifferenceClass::Unknown;
  difference.live = fmt::format("{} {}", live.name->quoted(), exclusion_clause(live));
  difference.message = "may be the same as a constraint under another name: " + reason;
  context.report(std::move(difference));
}

void report_missing(DiffContext& context, TablePair& tables, ExclusionConstraint exclusion) {
  exclusion.name = tables.default_names.exclusion(exclusion);
  auto difference = difference_of(tables, exclusion, *exclusion.name);
  const auto source = difference.source;
  if (constraint_name_is_taken(context, tables, *exclusion.name, kKind, source)) return;
  const auto columns = columns_of(exclusion);
  if (blocked_by_column(context, tables, columns, difference.object, kKind, source)) return;
  if (name_is_taken(context, tables.desired.name, *exclusion.name, source)) return;
  difference.difference_class = DifferenceClass::Missing;
  difference.message = "exclusion constraint is missing";
  difference.remedy = AddExclusion{tables.desired.name, exclusion, context.tables_below(tables.desired.name)};
  context.report(std::move(difference));
}

}  // namespace

void diff_exclusions(DiffContext& context, TablePair& tables) {
  const auto same = [&](const ExclusionConstraint& desired, const ExclusionConstraint& live) {
    return live.valid && live.unmodelled.empty() &&
           compare(context, tables, desired, live).sameness == model::Sameness::Same;
  };
  auto matching = match(tables.desired.exclusions, tables.live.exclusions, same);
  pair_rest(matching, [&](const auto& exclusion, const auto& other) {
    return !exclusion.name && other.name == default_name(tables.desired, exclusion);
  });
  for (const auto& [desired, live] : matching.same_name) diff_exclusion(context, tables, *desired, *live);
  for (const auto& [desired, live] : matching.other_name) {
    report_renamed_constraint(context, tables, {*desired->name, *live->name}, desired->origin.where);
  }
  for (const auto* exclusion : matching.only_desired) {
    const auto verdict_with = [&](const auto* live) { return compare(context, tables, *exclusion, *live); };
    if (const auto* doubtful = take_doubtful(matching.only_live, verdict_with)) {
      report_doubtful(context, tables, *exclusion, *doubtful, verdict_with(doubtful).reason);
    } else {
      report_missing(context, tables, *exclusion);
    }
  }
  for (const auto* exclusion : matching.only_live) {
    report_extra_constraint(context, tables, *exclusion->name, kKind, exclusion_clause(*exclusion));
  }
}

}  // namespace pgreconcile::reconciler
