#include <fmt/format.h>

#include "reconciler/compare_elements.hpp"
#include "reconciler/ddl.hpp"
#include "reconciler/manual_sql.hpp"
#include "reconciler/match.hpp"

namespace pgreconcile::reconciler {
namespace {

model::Verdict compare(DiffContext& context, const TablePair& tables, const model::CheckConstraint& desired,
                       const model::CheckConstraint& live) {
  return compare_expressions(context, tables, desired.expression, live.expression, "");
}

Difference difference_of(const TablePair& tables, const model::CheckConstraint& desired, const sql::Identifier& name) {
  return {.difference_class = DifferenceClass::Conflict,
          .object = object_name(tables.desired.name, name),
          .attribute = "check",
          .desired = check_clause(desired),
          .source = desired.origin.where};
}

std::string to_sql(model::Inheritance inheritance) {
  return inheritance == model::Inheritance::NoInherit ? "NO INHERIT" : "INHERIT";
}

void diff_inheritance(DiffContext& context, const TablePair& tables, const model::CheckConstraint& desired,
                      const model::CheckConstraint& live) {
  if (desired.inheritance == live.inheritance) return;
  auto difference = difference_of(tables, desired, *live.name);
  difference.attribute = "no_inherit";
  difference.desired = to_sql(desired.inheritance);
  difference.live = to_sql(live.inheritance);
  difference.message = "the constraint is inherited in another way";
  difference.manual_sql = replace_constraint(tables.desired.name, *live.name, named(live.name, check_clause(desired)));
  context.report(std::move(difference));
}

void diff_check(DiffContext& context, const TablePair& tables, const model::CheckConstraint& desired,
                const model::CheckConstraint& live) {
  report_unmodelled(context, live.unmodelled, object_name(tables.desired.name, *live.name), desired.origin.where);
  const auto verdict = compare(context, tables, desired, live);
  if (verdict.sameness == model::Sameness::Same) {
    diff_inheritance(context, tables, desired, live);
    // One that is NOT ENFORCED cannot be validated.
    if (live.unmodelled.empty()) diff_validity(context, tables, desired, live, std::nullopt);
    return;
  }
  auto difference = difference_of(tables, desired, *live.name);
  difference.live = check_clause(live);
  if (verdict.sameness == model::Sameness::Undecidable) {
    make_unknown(difference, "checks", verdict);
  } else {
    difference.message = "the constraint checks something else";
    difference.manual_sql =
        replace_constraint(tables.desired.name, *live.name, named(live.name, check_clause(desired)));
  }
  context.report(std::move(difference));
}

void report_doubtful(DiffContext& context, const TablePair& tables, const model::CheckConstraint& desired,
                     const model::CheckConstraint& live, const std::string& reason) {
  auto difference = difference_of(tables, desired, desired.name.value_or(default_name(tables.desired, desired)));
  difference.difference_class = DifferenceClass::Unknown;
  difference.live = fmt::format("{} {}", live.name->quoted(), check_clause(live));
  difference.message = "may be the same as a constraint under another name: " + reason;
  context.report(std::move(difference));
}

void report_missing(DiffContext& context, TablePair& tables, model::CheckConstraint check) {
  check.name = tables.default_names.check(check);
  auto difference = difference_of(tables, check, *check.name);
  if (constraint_name_is_taken(context, tables, *check.name, difference.attribute, difference.source)) return;
  const auto columns = columns_in(check.expression);
  if (blocked_by_column(context, tables, columns, difference.object, difference.attribute, difference.source)) return;
  difference.difference_class = DifferenceClass::Missing;
  difference.message = "check constraint is missing";
  difference.remedy = AddCheck{tables.desired.name, check, context.tables_below(tables.desired.name)};
  context.report(std::move(difference));
}

}  // namespace

void diff_checks(DiffContext& context, TablePair& tables) {
  const auto same = [&](const model::CheckConstraint& desired, const model::CheckConstraint& live) {
    return live.unmodelled.empty() && desired.inheritance == live.inheritance &&
           compare(context, tables, desired, live).sameness == model::Sameness::Same;
  };
  auto matching = match(tables.desired.checks, tables.live.checks, same);
  pair_rest(matching, [&](const auto& check, const auto& other) {
    return !check.name && other.name == default_name(tables.desired, check);
  });
  for (const auto& [desired, live] : matching.same_name) diff_check(context, tables, *desired, *live);
  for (const auto& [desired, live] : matching.other_name) {
    report_renamed_constraint(context, tables, {*desired->name, *live->name}, desired->origin.where);
    diff_validity(context, tables, *desired, *live, std::nullopt);
  }
  for (const auto* check : matching.only_desired) {
    const auto verdict_with = [&](const auto* live) {
      return check->inheritance == live->inheritance ? compare(context, tables, *check, *live) : verdict_of(false);
    };
    if (const auto* doubtful = take_doubtful(matching.only_live, verdict_with)) {
      report_doubtful(context, tables, *check, *doubtful, verdict_with(doubtful).reason);
    } else {
      report_missing(context, tables, *check);
    }
  }
  for (const auto* check : matching.only_live) {
    report_extra_constraint(context, tables, *check->name, "check", check_clause(*check));
  }
}

}  // namespace pgreconcile::reconciler
