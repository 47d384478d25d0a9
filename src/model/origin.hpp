#pragma once

#include "src/base/diagnostic.hpp"

namespace pgreconcile::model {

/// Where an object was declared. Two objects are equal wherever they were written, so origins compare equal.
struct Origin {
  SourceLocation where;

  friend bool operator==(const Origin&, const Origin&) { return true; }
};

}  // namespace pgreconcile::model
