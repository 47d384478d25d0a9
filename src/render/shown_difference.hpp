#pragma once

// Private to src/render: what of a difference is worth saying beside the rest.

#include "reconciler/difference.hpp"

namespace pgreconcile::render {

/// Whether what is missing stands among the differences: beside a plan, its steps say it already.
enum class Missing { Shown, LeftOut };

inline bool is_shown(reconciler::DifferenceClass difference_class, Missing missing) {
  return missing == Missing::Shown || difference_class != reconciler::DifferenceClass::Missing;
}

/// True of `table` of a missing table, or the name of a missing schema: the title says it.
inline bool repeats_itself(const reconciler::Difference& difference) {
  const auto& desired = difference.desired;
  return difference.live.empty() && (desired == difference.attribute || desired == difference.object);
}

/// Whether what the file and the database have is worth showing side by side.
inline bool has_sides(const reconciler::Difference& difference) {
  const bool has_any = !difference.desired.empty() || !difference.live.empty();
  return has_any && !repeats_itself(difference);
}

}  // namespace pgreconcile::render
