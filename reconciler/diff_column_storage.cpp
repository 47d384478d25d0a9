#include "reconciler/compare_elements.hpp"
#include "reconciler/ddl.hpp"
#include "reconciler/diff_column.hpp"
#include "reconciler/manual_sql.hpp"

namespace pgreconcile::reconciler {
namespace {

void report(DiffContext& context, const ColumnPair& columns, const Attribute& attribute, const std::string& action) {
  auto difference =
      columns.differs(DifferenceClass::Conflict, attribute.name, "the column has another " + attribute.name);
  difference.desired = attribute.desired;
  difference.live = attribute.live;
  difference.manual_sql = alter_column(columns.table(), columns.desired.name, action);
  context.report(std::move(difference));
}

std::string text_of(const std::optional<model::Compression>& method) { return method ? to_sql(*method) : "default"; }

std::string text_of(const std::optional<sql::ObjectName>& name) { return name ? name->quoted() : "default"; }

void diff_collation(DiffContext& context, const ColumnPair& columns) {
  const auto& live = columns.live.collation;
  const auto& usual = columns.live.type_defaults.collation;
  const auto& desired = columns.desired.collation;
  if (desired ? finds(context, *desired, live) : live == usual) return;
  const auto wanted = desired ? desired : usual;
  report(context, columns, {"collation", text_of(wanted), text_of(live)},
         "TYPE " + columns.desired.type.text() + (wanted ? " COLLATE " + wanted->quoted() : ""));
}

void diff_storage(DiffContext& context, const ColumnPair& columns) {
  // The catalog has both always; PostgreSQL before 16 knows no SET STORAGE DEFAULT.
  const auto& live = columns.live.storage;
  const auto desired = columns.desired.storage ? columns.desired.storage : columns.live.type_defaults.storage;
  if (!desired || !live || desired == live) return;
  report(context, columns, {"storage", to_sql(*desired), to_sql(*live)}, "SET STORAGE " + to_sql(*desired));
}

void diff_compression(DiffContext& context, const ColumnPair& columns) {
  if (columns.desired.compression == columns.live.compression) return;
  const auto desired = text_of(columns.desired.compression);
  report(context, columns, {"compression", desired, text_of(columns.live.compression)}, "SET COMPRESSION " + desired);
}

}  // namespace

void diff_column_storage(DiffContext& context, const ColumnPair& columns) {
  diff_collation(context, columns);
  diff_storage(context, columns);
  diff_compression(context, columns);
}

}  // namespace pgreconcile::reconciler
