#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "reconciler/ddl.hpp"
#include "reconciler/diff_column.hpp"
#include "reconciler/manual_sql.hpp"

namespace pgreconcile::reconciler {
namespace {

std::string nullability(const model::Column& column) { return column.nullable ? "NULL" : "NOT NULL"; }

enum class TypesDiffer { No, Yes };

std::string change_type(const DiffContext& context, const ColumnPair& columns) {
  const auto& [desired, live] = std::tie(columns.desired.type, columns.live.type);
  auto action = "TYPE " + desired.text();
  // Few types of the user's have casts between them; each has a text.
  if (!desired.is_builtin() || !live.is_builtin()) {
    action += fmt::format(" USING {}::text::{}", columns.desired.name.quoted(), desired.text());
  }
  auto sql = alter_column(columns.table(), columns.desired.name, action);
  const auto* sequence = context.find_sequence_of({columns.table(), columns.desired.name});
  if (columns.desired.serial == model::Serial::Yes && sequence != nullptr) {
    sql += fmt::format(" ALTER SEQUENCE {} AS {};", sequence->name.quoted(), desired.canonical());
  }
  return sql;
}

TypesDiffer diff_type(DiffContext& context, const ColumnPair& columns) {
  const auto& desired = columns.desired.type;
  const auto& live = columns.live.type;
  if (desired == live) return TypesDiffer::No;
  auto difference = columns.differs(DifferenceClass::Conflict, "type", "the column has another type");
  const bool is_unknown = context.is_unknown(desired);
  if (is_unknown) difference.message += fmt::format("; there is no type {}", desired.text());
  // A type of the user's may be found through the search path under a name that the file does not say in full.
  if (!is_unknown && !desired.is_builtin() && !live.is_builtin()) {
    const auto null_of = [](const sql::TypeName& type) { return "NULL::" + type.text(); };
    const auto verdict = context.compare({columns.table(), null_of(desired), null_of(live), ""});
    if (verdict.sameness == model::Sameness::Same) return TypesDiffer::No;
    if (verdict.sameness == model::Sameness::Undecidable) make_unknown(difference, "types", verdict);
  }
  difference.desired = desired.text();
  difference.live = live.canonical();
  const bool can_be_changed = !is_unknown && difference.difference_class == DifferenceClass::Conflict;
  if (can_be_changed) difference.manual_sql = change_type(context, columns);
  context.report(std::move(difference));
  return TypesDiffer::Yes;
}

void diff_nullability(DiffContext& context, const ColumnPair& columns) {
  if (columns.desired.nullable == columns.live.nullable) return;
  auto difference =
      columns.differs(DifferenceClass::Conflict, "nullable",
                      columns.desired.nullable ? "the column does not take NULL, and the file says it does"
                                               : "the column takes NULL, and the file says it does not");
  difference.desired = nullability(columns.desired);
  difference.live = nullability(columns.live);
  difference.manual_sql =
      alter_column(columns.table(), columns.desired.name, columns.desired.nullable ? "DROP NOT NULL" : "SET NOT NULL");
  context.report(std::move(difference));
}

// The sequence of what was serial, which would be left with nothing to count.
std::string drop_sequence_of_serial(const DiffContext& context, const ColumnPair& columns) {
  const auto* sequence = context.find_sequence_of({columns.table(), columns.desired.name});
  if (columns.live.serial == model::Serial::No || sequence == nullptr) return "";
  const auto& declared = context.desired().sequences;
  const bool is_declared = std::ranges::find(declared, sequence->name, &model::Sequence::name) != declared.end();
  return is_declared ? "" : fmt::format(" DROP SEQUENCE {};", sequence->name.quoted());
}

void diff_default(DiffContext& context, const ColumnPair& columns) {
  if (columns.desired.serial == model::Serial::Yes) return;  // whatever its sequence is called
  const auto desired = text_of(columns.desired.default_value);
  const auto live = text_of(columns.live.default_value);
  if (desired.empty() && live.empty()) return;
  auto difference = columns.differs(DifferenceClass::Conflict, "default", "the column has another default");
  if (live.empty()) difference.message = "the column has no default";
  if (desired.empty()) difference.message = "the column has a default that the file does not declare";
  if (!desired.empty() && !live.empty()) {
    const auto verdict = context.compare({columns.table(), desired, live, columns.live.type.canonical()});
    if (verdict.sameness == model::Sameness::Same) return;
    if (verdict.sameness == model::Sameness::Undecidable) make_unknown(difference, "defaults", verdict);
  }
  difference.desired = desired;
  difference.live = live;
  difference.manual_sql =
      alter_column(columns.table(), columns.desired.name, desired.empty() ? "DROP DEFAULT" : "SET DEFAULT " + desired);
  if (desired.empty()) difference.manual_sql += drop_sequence_of_serial(context, columns);
  context.report(std::move(difference));
}

// A default in the syntax of a newer server: what is unmodelled says so.
bool has_unreadable_default(const model::Column& live) {
  return std::ranges::any_of(live.unmodelled, [](const auto& feature) { return feature.starts_with("DEFAULT "); });
}

void diff_column(DiffContext& context, const ColumnPair& columns) {
  const auto types_differ = diff_type(context, columns);
  diff_nullability(context, columns);
  const bool has_comparable_default = types_differ == TypesDiffer::No && !has_unreadable_default(columns.live);
  // In the order in which their SQL can be run: a column has one source of its values at a time.
  const bool takes_default = columns.desired.default_value.has_value();
  if (has_comparable_default && !takes_default) diff_default(context, columns);
  diff_value_source(context, columns);
  if (has_comparable_default && takes_default) diff_default(context, columns);
  if (types_differ == TypesDiffer::No) diff_column_storage(context, columns);
  report_unmodelled(context, columns.live.unmodelled, object_name(columns.table(), columns.desired.name),
                    columns.desired.origin.where);
}

// Columns that one side alone has, of one type and paired one to one: what looks like a rename.
class Renames {
 public:
  explicit Renames(const TablePair& tables) {
    std::vector<const model::Column*> extra;
    for (const auto& column : tables.live.columns) {
      if (tables.desired.find_column(column.name) == nullptr) extra.push_back(&column);
    }
    for (const auto& column : tables.desired.columns) {
      if (tables.live.find_column(column.name) != nullptr) continue;
      const auto fits = [&](const model::Column* other) { return other->type == column.type; };
      const auto found = std::ranges::find_if(extra, fits);
      if (found == extra.end()) continue;
      pairs_.emplace_back(column.name, (*found)->name);
      extra.erase(found);
    }
  }

  /// The other name of a column, or null.
  const sql::Identifier* find(const sql::Identifier& column) const {
    for (const auto& [missing, extra] : pairs_) {
      if (missing == column) return &extra;
      if (extra == column) return &missing;
    }
    return nullptr;
  }

 private:
  std::vector<std::pair<sql::Identifier, sql::Identifier>> pairs_;  // missing, extra
};

void diff_missing_column(DiffContext& context, TablePair& tables, const Renames& renames, const model::Column& column) {
  const auto& table = tables.desired.name;
  Difference difference{.difference_class = DifferenceClass::Missing,
                        .object = object_name(table, column.name),
                        .attribute = "column",
                        .desired = column_clause(column),
                        .message = "column is missing",
                        .source = column.origin.where};
  // In any case, because it asks the server: what it reads may seem to be blocked until the server has answered.
  const auto addition = consider_adding(context, table, column);
  const auto read = column.generated ? columns_in(*column.generated) : std::vector<sql::Identifier>{};
  if (blocked_by_column(context, tables, read, difference.object, difference.attribute, difference.source)) {
    tables.unavailable_columns.insert(column.name);
    return;
  }
  if (addition.obstacle.empty()) {
    difference.remedy = AddColumn{table, column, addition.rewrites, context.tables_below(table)};
  } else {
    difference.difference_class = DifferenceClass::Blocked;
    difference.message = addition.obstacle;
    difference.manual_sql = addition.manual_sql;
    tables.unavailable_columns.insert(column.name);
  }
  if (const auto* extra = renames.find(column.name)) {
    difference.message += fmt::format("; looks like a rename of {}", extra->quoted());
  }
  context.report(std::move(difference));
}

void report_extra_column(DiffContext& context, const TablePair& tables, const Renames& renames,
                         const model::Column& column) {
  const auto& table = tables.desired.name;
  Difference difference{.difference_class = DifferenceClass::Extra,
                        .object = object_name(table, column.name),
                        .attribute = "column",
                        .live = fmt::format("{} {}", column.type.canonical(), nullability(column)),
                        .message = "column is not declared",
                        .manual_sql = drop_column(table, column.name),
                        .source = tables.desired.origin.where};
  if (column.needs_value()) {
    difference.breaks_inserts = true;
    difference.message += ", and its NOT NULL without a default breaks inserts that leave it out";
  }
  if (const auto* missing = renames.find(column.name)) {
    difference.message += fmt::format("; looks like a rename to {}", missing->quoted());
    difference.manual_sql = rename_column(table, {column.name, *missing});
  }
  context.report(std::move(difference));
}

}  // namespace

void diff_columns(DiffContext& context, TablePair& tables) {
  const Renames renames(tables);
  std::vector<const model::Column*> missing;
  for (const auto& column : tables.desired.columns) {
    if (const auto* live = tables.live.find_column(column.name)) {
      diff_column(context, {tables, column, *live});
    } else if (column.generated) {
      missing.push_back(&column);  // after those that it may be generated from
    } else {
      diff_missing_column(context, tables, renames, column);
    }
  }
  for (const auto* column : missing) diff_missing_column(context, tables, renames, *column);
  for (const auto& column : tables.live.columns) {
    if (tables.desired.find_column(column.name) == nullptr) report_extra_column(context, tables, renames, column);
  }
}

}  // namespace pgreconcile::reconciler
