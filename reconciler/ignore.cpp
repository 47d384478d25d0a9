#include "reconciler/ignore.hpp"

#include <algorithm>

#include "src/sql/name_pattern.hpp"

namespace pgreconcile::reconciler {

bool is_ignored(const model::Database& desired, const sql::QualifiedName& relation) {
  return std::ranges::any_of(desired.ignore,
                             [&](const std::string& pattern) { return sql::names_relation(pattern, relation); });
}

}  // namespace pgreconcile::reconciler
