#include <fmt/format.h>

#include <algorithm>

#include "reconciler/ddl.hpp"
#include "reconciler/diff_context.hpp"
#include "reconciler/manual_sql.hpp"

namespace pgreconcile::reconciler {
namespace {

std::string text_of(const std::optional<sql::Expression>& expression) { return expression ? expression->text() : ""; }

std::string nullability(const model::Column& column) { return column.nullable ? "NULL" : "NOT NULL"; }

// How a value of the wrong type, a wrong default or the wrong nullability is reported: one difference each.
struct ColumnPair {
  const sql::QualifiedName& table;
  const model::Column& desired;
  const model::Column& live;

  Difference differs(DifferenceClass difference_class, std::string attribute, std::string message) const {
    return {.difference_class = difference_class,
            .object = object_name(table, desired.name),
            .attribute = std::move(attribute),
            .message = std::move(message),
            .source = desired.origin.where};
  }
};

enum class TypesDiffer { No, Yes };

TypesDiffer diff_type(DiffContext& context, const ColumnPair& columns) {
  const auto& desired = columns.desired.type;
  const auto& live = columns.live.type;
  if (desired == live) return TypesDiffer::No;
  auto difference = columns.differs(DifferenceClass::Conflict, "type", "the column has another type");
  // A type of the user's may be found through the search path under a name that the file does not say in full.
  if (!desired.is_builtin() && !live.is_builtin()) {
    const auto null_of = [](const sql::TypeName& type) { return "NULL::" + type.text(); };
    const auto verdict = context.compare({columns.table, null_of(desired), null_of(live), ""});
    if (verdict.sameness == model::Sameness::Same) return TypesDiffer::No;
    if (verdict.sameness == model::Sameness::Undecidable) {
      difference.difference_class = DifferenceClass::Unknown;
      difference.message = "the types could not be compared: " + verdict.reason;
    }
  }
  difference.desired = desired.text();
  difference.live = live.canonical();
  if (difference.difference_class == DifferenceClass::Conflict) {
    difference.manual_sql = alter_column(columns.table, columns.desired.name, "TYPE " + desired.text());
  }
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
      alter_column(columns.table, columns.desired.name, columns.desired.nullable ? "DROP NOT NULL" : "SET NOT NULL");
  context.report(std::move(difference));
}

void diff_default(DiffContext& context, const ColumnPair& columns) {
  const auto desired = text_of(columns.desired.default_value);
  const auto live = text_of(columns.live.default_value);
  if (desired.empty() && live.empty()) return;
  auto difference = columns.differs(DifferenceClass::Conflict, "default", "the column has another default");
  if (live.empty()) difference.message = "the column has no default";
  if (desired.empty()) difference.message = "the column has a default that the file does not declare";
  if (!desired.empty() && !live.empty()) {
    const auto verdict = context.compare({columns.table, desired, live, columns.live.type.canonical()});
    if (verdict.sameness == model::Sameness::Same) return;
    if (verdict.sameness == model::Sameness::Undecidable) {
      difference.difference_class = DifferenceClass::Unknown;
      difference.message = "the defaults could not be compared: " + verdict.reason;
    }
  }
  difference.desired = desired;
  difference.live = live;
  difference.manual_sql =
      alter_column(columns.table, columns.desired.name, desired.empty() ? "DROP DEFAULT" : "SET DEFAULT " + desired);
  context.report(std::move(difference));
}

// A default in the syntax of a newer server: what is unmodelled says so.
bool has_unreadable_default(const model::Column& live) {
  return std::ranges::any_of(live.unmodelled, [](const auto& feature) { return feature.starts_with("DEFAULT "); });
}

void diff_column(DiffContext& context, const ColumnPair& columns) {
  const auto types_differ = diff_type(context, columns);
  diff_nullability(context, columns);
  if (types_differ == TypesDiffer::No && !has_unreadable_default(columns.live)) diff_default(context, columns);
  report_unmodelled(context, columns.live.unmodelled, object_name(columns.table, columns.desired.name),
                    columns.desired.origin.where);
}

const model::Column* find_rename_candidate(const std::vector<model::Column>& columns, const model::Table& other_side,
                                           const sql::TypeName& type) {
  const auto fits = [&](const model::Column& column) {
    return column.type == type && other_side.find_column(column.name) == nullptr;
  };
  const auto found = std::ranges::find_if(columns, fits);
  return found == columns.end() ? nullptr : &*found;
}

// What adding the column to its table means. An obstacle says why it would fail or do harm; empty where it would not.
struct Addition {
  bool rewrites = false;
  std::string obstacle = {};
  std::string manual_sql = {};
};

Addition add_not_null(const sql::QualifiedName& table, const model::Column& column) {
  auto nullable = column;
  nullable.nullable = true;
  return {.obstacle = "the column is NOT NULL and has no default, and the table may hold rows",
          .manual_sql = fmt::format("ALTER TABLE {0} ADD COLUMN {1}; UPDATE {0} SET {2} = <value>; "
                                    "ALTER TABLE {0} ALTER COLUMN {2} SET NOT NULL;",
                                    table.quoted(), column_clause(nullable), column.name.quoted())};
}

// PostgreSQL stores a stable default once, and computes a volatile one for every row.
Addition consider_adding(DiffContext& context, const sql::QualifiedName& table, const model::Column& column) {
  const bool runs_code = !column.type.is_builtin() && context.may_run_code(column.type.text());
  if (!column.default_value && !runs_code) {
    if (column.nullable || context.size_of(table).known_empty) return {};
    return add_not_null(table, column);
  }
  const auto volatility = runs_code ? model::Volatility::Foreign : context.volatility_of(*column.default_value);
  if (volatility < model::Volatility::Volatile) return {};
  const auto size = context.size_of(table);
  Addition addition{.rewrites = true};
  if (volatility == model::Volatility::Foreign && !size.known_empty) {
    addition.obstacle =
        runs_code ? "its type is a domain or made of one, whose checks and default would run on every existing row"
                  : "its default would run a function that is not built in on every existing row";
  } else if (size.bytes > context.options().rewrite_limit) {
    addition.obstacle =
        fmt::format("its default is volatile, and adding it would rewrite a table of {} bytes", size.bytes);
  }
  if (!addition.obstacle.empty()) {
    addition.manual_sql = fmt::format("ALTER TABLE {} ADD COLUMN {};", table.quoted(), column_clause(column));
  }
  return addition;
}

void diff_missing_column(DiffContext& context, TablePair& tables, const model::Column& column) {
  const auto& table = tables.desired.name;
  Difference difference{.difference_class = DifferenceClass::Missing,
                        .object = object_name(table, column.name),
                        .attribute = "column",
                        .desired = column_clause(column),
                        .message = "column is missing",
                        .source = column.origin.where};
  const auto addition = consider_adding(context, table, column);
  if (addition.obstacle.empty()) {
    difference.remedy = AddColumn{table, column, addition.rewrites};
  } else {
    difference.difference_class = DifferenceClass::Blocked;
    difference.message = addition.obstacle;
    difference.manual_sql = addition.manual_sql;
    tables.unavailable_columns.insert(column.name);
  }
  if (const auto* extra = find_rename_candidate(tables.live.columns, tables.desired, column.type)) {
    difference.message += fmt::format("; looks like a rename of {}", extra->name.quoted());
  }
  context.report(std::move(difference));
}

void report_extra_column(DiffContext& context, const TablePair& tables, const model::Column& column) {
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
  const auto* missing = find_rename_candidate(tables.desired.columns, tables.live, column.type);
  if (missing != nullptr) {
    difference.message += fmt::format("; looks like a rename to {}", missing->name.quoted());
    difference.manual_sql = rename_column(table, {column.name, missing->name});
  }
  context.report(std::move(difference));
}

}  // namespace

void diff_columns(DiffContext& context, TablePair& tables) {
  for (const auto& column : tables.desired.columns) {
    if (const auto* live = tables.live.find_column(column.name)) {
      diff_column(context, {tables.desired.name, column, *live});
    } else {
      diff_missing_column(context, tables, column);
    }
  }
  for (const auto& column : tables.live.columns) {
    if (tables.desired.find_column(column.name) == nullptr) report_extra_column(context, tables, column);
  }
}

}  // namespace pgreconcile::reconciler
