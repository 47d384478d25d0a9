#pragma once

#include "reconciler/difference.hpp"

namespace pgreconcile::render {

/// Whether what is missing stands among the differences: beside a plan, its steps say it already.
enum class Missing { Shown, LeftOut };

inline bool is_shown(reconciler::DifferenceClass difference_class, Missing missing) {
  return missing == Missing::Shown || difference_class != reconciler::DifferenceClass::Missing;
}

}  // namespace pgreconcile::render
