#include "reconciler/invalid_index.hpp"

#include <fmt/format.h>

#include "reconciler/manual_sql.hpp"

namespace pgreconcile::reconciler {

Difference invalid_index(const sql::QualifiedName& table, const model::Index& index, const SourceLocation& source) {
  return {.difference_class = DifferenceClass::Invalid,
          .object = index_name(table, index.name),
          .attribute = "valid",
          .desired = "valid",
          .live = "invalid",
          .message = fmt::format("the {}", kIndexIsInvalid),
          .manual_sql = rebuild_index(table, index),
          .source = source};
}

void offer_repair(const DiffContext& context, RepairIndex repair, Difference& difference) {
  const auto is_of_partitioned = [](const auto& rebuild) { return rebuild.table_kind == TableKind::Partitioned; };
  if (std::visit(is_of_partitioned, repair.rebuild)) return;
  switch (context.options().invalid_indexes) {
    case InvalidIndexes::Repaired:
      difference.remedy = std::move(repair);
      return;
    case InvalidIndexes::Reported:
      difference.message += "; --repair-invalid-indexes builds it anew";
      return;
  }
}

}  // namespace pgreconcile::reconciler
