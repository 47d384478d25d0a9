// Adding a column to a table that exists: what it would cost, and what forbids it.

#include <fmt/format.h>

#include "reconciler/ddl.hpp"
#include "reconciler/diff_column.hpp"

namespace pgreconcile::reconciler {
namespace {

Addition add_not_null(const sql::QualifiedName& table, const model::Column& column) {
  auto nullable = column;
  nullable.nullable = true;
  return {.obstacle = "the column is NOT NULL and has no default, and the table may hold rows",
          .manual_sql = fmt::format("ALTER TABLE {0} ADD COLUMN {1}; UPDATE {0} SET {2} = <value>; "
                                    "ALTER TABLE {0} ALTER COLUMN {2} SET NOT NULL;",
                                    table.quoted(), column_clause(nullable), column.name.quoted())};
}

// Before 17, PostgreSQL takes an identity for the partitioned table alone, once the column is there.
bool is_refused_for_partitions(const DiffContext& context, const sql::QualifiedName& table,
                               const model::Column& column) {
  constexpr int kFirstThatTakesIt = 170000;
  const auto* live = context.find_live_table(table);
  return column.identity && context.live().server.version_number < kFirstThatTakesIt && live != nullptr &&
         !live->partitions.empty();
}

Addition add_identity_by_hand(const sql::QualifiedName& table, const model::Column& column) {
  auto plain = column;
  plain.nullable = true;
  plain.identity.reset();
  return {
      .obstacle = "before PostgreSQL 17, no identity column can be added to a table that has partitions",
      .manual_sql = fmt::format("ALTER TABLE {0} ADD COLUMN {1}; UPDATE {0} SET {2} = <value>; "
                                "ALTER TABLE {0} ALTER COLUMN {2} SET NOT NULL, ALTER COLUMN {2} ADD {3};",
                                table.quoted(), column_clause(plain), column.name.quoted(), identity_clause(column))};
}

/// What PostgreSQL computes for every existing row, and the words for it.
struct Computation {
  model::Volatility volatility = model::Volatility::Immutable;
  std::string cause = {};  ///< why the table is rewritten; empty where it is not
  std::string code = {};   ///< what would run where the volatility is Foreign
};

// PostgreSQL stores a stable default once, and computes everything else for every row.
Computation computation_of(DiffContext& context, const sql::QualifiedName& table, const model::Column& column) {
  if (!column.type.is_builtin() && context.may_run_code(column.type.text())) {
    return {model::Volatility::Foreign, "its type is a domain or made of one",
            "its type is a domain or made of one, whose checks and default would run on every existing row"};
  }
  if (column.generated) {
    return {context.volatility_of(*column.generated, table), "it is generated",
            "its expression would run a function that is not built in on every existing row"};
  }
  if (column.identity || column.serial == model::Serial::Yes) {
    return {model::Volatility::Volatile, "its values come from a sequence", ""};
  }
  if (!column.default_value) return {};
  const auto volatility = context.volatility_of(*column.default_value, table);
  if (volatility < model::Volatility::Volatile) return {};
  return {volatility, "its default is volatile",
          "its default would run a function that is not built in on every existing row"};
}

}  // namespace

Addition consider_adding(DiffContext& context, const sql::QualifiedName& table, const model::Column& column) {
  if (is_refused_for_partitions(context, table, column)) return add_identity_by_hand(table, column);
  const auto computation = computation_of(context, table, column);
  if (computation.cause.empty()) {
    return column.needs_value() && !context.size_of(table).known_empty ? add_not_null(table, column) : Addition{};
  }
  Addition addition{.rewrites = true};
  if (column.rewrite == model::Rewrite::Allow) return addition;
  const auto size = context.size_of(table);
  if (computation.volatility == model::Volatility::Foreign && !size.known_empty) {
    addition.obstacle = computation.code;
  } else if (size.bytes > context.options().rewrite_limit) {
    addition.obstacle =
        fmt::format("{}, and adding it would rewrite a table of {} bytes", computation.cause, size.bytes);
  }
  if (!addition.obstacle.empty()) {
    addition.manual_sql = fmt::format("ALTER TABLE {} ADD COLUMN {};", table.quoted(), column_clause(column));
  }
  return addition;
}

}  // namespace pgreconcile::reconciler
