#include <fmt/format.h>

#include <tuple>

#include "reconciler/diff_types.hpp"
#include "reconciler/ignore.hpp"
#include "reconciler/manual_sql.hpp"
#include "reconciler/sequence_option.hpp"
#include "reconciler/type_ddl.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::Sequence;

Difference difference_of(const Sequence& sequence, DifferenceClass difference_class) {
  return {.difference_class = difference_class,
          .object = sequence.name.quoted(),
          .attribute = "sequence",
          .source = sequence.origin.where};
}

std::string alter_sequence(const Sequence& sequence, const std::string& action) {
  return fmt::format("ALTER SEQUENCE {} {};", sequence.name.quoted(), action);
}

// Bounds that each side has from its type follow the type: where that differs, they are not a difference of their own.
// They do not follow the direction: ALTER SEQUENCE … INCREMENT leaves them.
model::SequenceOptions with_usual_bounds_of(const Sequence& live, const Sequence& desired) {
  auto adjusted = live.options;
  const auto live_usual = model::default_sequence_options(live.type, live.options.increment);
  const auto usual = model::default_sequence_options(desired.type, live.options.increment);
  if (live.options.min == live_usual.min && desired.options.min == usual.min) adjusted.min = usual.min;
  if (live.options.max == live_usual.max && desired.options.max == usual.max) adjusted.max = usual.max;
  return adjusted;
}

std::vector<OptionDifference> compare_all(const Sequence& desired, const Sequence& live) {
  auto differences = compare_options(desired.options, with_usual_bounds_of(live, desired));
  const auto& type = desired.type.canonical();
  if (desired.type != live.type) {
    differences.insert(differences.begin(), {{"type", type, live.type.canonical()}, "AS " + type});
  }
  return differences;
}

// One statement for all that differs: each by itself may be outside the bounds that another one moves. A sequence that
// stands outside its new bounds has to start anew.
std::string alter_options(const Sequence& desired, const Sequence& live,
                          const std::vector<OptionDifference>& differences) {
  std::string actions;
  for (const auto& difference : differences) actions += (actions.empty() ? "" : " ") + difference.clause;
  if (must_restart(desired.options, live.options)) actions += " RESTART";
  return alter_sequence(desired, actions);
}

void report_owner(DiffContext& context, const Sequence& sequence) {
  auto difference = difference_of(sequence, DifferenceClass::Missing);
  const auto& owner = sequence.owned_by.value();
  difference.attribute = "owned_by";
  difference.desired = column_reference(owner);
  difference.message = "the sequence has no owner";
  // https://www.postgresql.org/docs/current/sql-createsequence.html
  if (owner.table.schema != sequence.name.schema) {
    difference.difference_class = DifferenceClass::Blocked;
    difference.message = "a sequence and the table that owns it must be in one schema";
  } else {
    const bool is_new = context.find_live_table(owner.table) == nullptr;
    difference.remedy = OwnSequence{sequence.name, owner, is_new ? TableAge::New : TableAge::Existing};
  }
  context.report(std::move(difference));
}

void diff_owner(DiffContext& context, const Sequence& desired, const Sequence& live) {
  if (desired.owned_by == live.owned_by) return;
  if (!live.owned_by) return report_owner(context, desired);
  auto difference = difference_of(desired, DifferenceClass::Conflict);
  difference.attribute = "owned_by";
  difference.desired = desired.owned_by ? column_reference(*desired.owned_by) : "";
  difference.live = column_reference(*live.owned_by);
  difference.message = desired.owned_by ? "another column owns the sequence"
                                        : "a column owns the sequence, and the file does not say so";
  difference.manual_sql =
      desired.owned_by ? own_sequence(desired.name, *desired.owned_by) + ";" : alter_sequence(desired, "OWNED BY NONE");
  context.report(std::move(difference));
}

void diff_sequence(DiffContext& context, const Sequence& desired, const Sequence& live) {
  report_unmodelled(context, live.unmodelled, desired.name.quoted(), desired.origin.where);
  const auto differences = compare_all(desired, live);
  for (const auto& [attribute, clause] : differences) {
    auto difference = difference_of(desired, DifferenceClass::Conflict);
    difference.attribute = attribute.name;
    difference.desired = attribute.desired;
    difference.live = attribute.live;
    difference.message = "the sequence counts in another way";
    difference.manual_sql = alter_options(desired, live, differences);
    context.report(std::move(difference));
  }
  diff_owner(context, desired, live);
}

// A sequence is a relation, and before PostgreSQL 14 a type as well.
std::optional<model::RelationKind> holder_of(const model::LiveDatabase& live, const sql::QualifiedName& name) {
  const auto relation = live.relations.find(name);
  if (relation != live.relations.end()) return relation->second.kind;
  const auto type = live.types.find(name);
  if (type != live.types.end() && live.server.version_number < 140000) return type->second;
  return std::nullopt;
}

void report_missing(DiffContext& context, const Sequence& sequence) {
  if (const auto holder = holder_of(context.live(), sequence.name)) {
    auto difference = difference_of(sequence, DifferenceClass::Conflict);
    difference.attribute = "kind";
    difference.desired = "sequence";
    difference.live = model::to_string(*holder);
    difference.message = *holder == model::RelationKind::Sequence ? "the name is taken by the sequence of a column"
                                                                  : "the name is taken by something else";
    difference.manual_sql = rename_relation_away(sequence.name, *holder);
    return context.report(std::move(difference));
  }
  auto difference = difference_of(sequence, DifferenceClass::Missing);
  difference.desired = create_sequence(sequence);
  difference.message = "sequence is missing";
  difference.remedy = CreateSequence{sequence};
  context.report(std::move(difference));
  if (sequence.owned_by) report_owner(context, sequence);
}

bool has_own_sequence(const model::Table* table, const sql::Identifier& name) {
  const auto* column = table == nullptr ? nullptr : table->find_column(name);
  return column != nullptr && (column->serial == model::Serial::Yes || column->identity.has_value());
}

// A serial or identity column's own sequence belongs to the column: what is wrong with it is said there.
bool comes_with_column(const DiffContext& context, const model::ColumnReference& owner) {
  return has_own_sequence(context.find_live_table(owner.table), owner.column) ||
         has_own_sequence(context.find_desired_table(owner.table), owner.column);
}

bool is_extra(const DiffContext& context, const Sequence& live) {
  if (!live.owned_by || comes_with_column(context, *live.owned_by)) return false;
  return context.find_desired_table(live.owned_by->table) != nullptr && !is_ignored(context.desired(), live.name);
}

void report_extra(DiffContext& context, const Sequence& live) {
  auto difference = difference_of(live, DifferenceClass::Extra);
  difference.live = create_sequence(live);
  difference.message = fmt::format("sequence of column {} is not declared", column_reference(*live.owned_by));
  difference.manual_sql = fmt::format("DROP SEQUENCE {};", live.name.quoted());
  difference.source = context.find_desired_table(live.owned_by->table)->origin.where;
  context.report(std::move(difference));
}

}  // namespace

void diff_sequences(DiffContext& context) {
  const model::ByName desired(context.desired().sequences);
  const model::ByName live(context.live().sequences);
  for (const auto& sequence : context.desired().sequences) {
    if (const auto* found = live.find(sequence.name)) {
      diff_sequence(context, sequence, *found);
    } else {
      report_missing(context, sequence);
    }
  }
  for (const auto& sequence : context.live().sequences) {
    const bool is_declared = desired.find(sequence.name) != nullptr;
    if (!is_declared && is_extra(context, sequence)) report_extra(context, sequence);
  }
}

}  // namespace pgreconcile::reconciler
