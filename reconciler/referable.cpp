#include "reconciler/referable.hpp"

#include <algorithm>

namespace pgreconcile::reconciler {

std::optional<std::set<sql::Identifier>> referable(const model::KeyConstraint& key) {
  if (key.deferrability != model::Deferrability::NotDeferrable) return std::nullopt;
  return std::set(key.columns.begin(), key.columns.end());
}

std::optional<std::set<sql::Identifier>> referable(const model::Index& index) {
  const auto is_column = [](const model::IndexElement& element) { return element.column() != nullptr; };
  const bool serves = index.uniqueness == model::Uniqueness::Unique && !index.predicate &&
                      std::ranges::all_of(index.elements, is_column);
  if (!serves) return std::nullopt;
  std::set<sql::Identifier> columns;
  for (const auto& element : index.elements) columns.insert(*element.column());
  return columns;
}

}  // namespace pgreconcile::reconciler
