#pragma once

#include "src/sql/identifier.hpp"
#include "src/yaml/fragments.hpp"
#include "src/yaml/problems.hpp"
#include "src/yaml/source.hpp"

namespace pgreconcile::yaml {

/// What reading any part of one file needs.
struct FileContext {
  const Source& source;
  Problems& problems;
  Fragments fragments;
  /// Where unqualified names of the file live.
  sql::Identifier default_schema{"public"};
};

}  // namespace pgreconcile::yaml
