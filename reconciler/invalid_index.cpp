#include "reconciler/invalid_index.hpp"

#include <fmt/format.h>

#include "reconciler/manual_sql.hpp"

namespace pgreconcile::reconciler {
namespace {

std::string_view why(const std::optional<bool>& is_being_built) {
  if (!is_being_built) return "index is invalid: a CREATE INDEX CONCURRENTLY broke off, or another role's still runs";
  return *is_being_built ? "index is being built: wait for the end of its CREATE INDEX CONCURRENTLY"
                         : "index is invalid: a CREATE INDEX CONCURRENTLY broke off";
}

}  // namespace

void make_invalid(Difference& difference, std::string_view whose, const std::optional<bool>& is_being_built) {
  difference.difference_class = DifferenceClass::Invalid;
  difference.message = fmt::format("{} {}", whose, why(is_being_built));
  if (!is_being_built.value_or(false)) return;
  difference.mending = Mending::ByTime;
  difference.manual_sql.clear();
}

Difference invalid_index(const CreateIndex& rebuilt, const std::optional<bool>& is_being_built,
                         const SourceLocation& source) {
  Difference difference{.difference_class = DifferenceClass::Invalid,
                        .object = index_name(rebuilt.table, rebuilt.index.name),
                        .attribute = "valid",
                        .desired = "valid",
                        .live = "invalid",
                        .manual_sql = rebuild_index(rebuilt.table, rebuilt.index, rebuilt.table_kind),
                        .source = source};
  make_invalid(difference, "the", is_being_built);
  return difference;
}

void offer_repair(const DiffContext& context, RepairIndex repair, Difference& difference) {
  const auto is_of_partitioned = [](const auto& rebuild) { return rebuild.table_kind == TableKind::Partitioned; };
  if (std::visit(is_of_partitioned, repair.rebuild)) return;
  switch (context.options().invalid_indexes) {
    case InvalidIndexes::Repaired:
      difference.remedy = std::move(repair);
      return;
    case InvalidIndexes::Reported:
      if (difference.mending == Mending::ByTime) return;
      difference.mending = Mending::ByRepair;
      difference.message += "; --repair-invalid-indexes builds it anew";
      return;
  }
}

}  // namespace pgreconcile::reconciler
