#pragma once

#include <string_view>
#include <vector>

#include "src/sql/identifier.hpp"

namespace pgreconcile::sql {

/// The sequences that an expression takes numbers from: `nextval('s')`, `nextval('app."S"'::regclass)`. Those whose names
/// are computed, or are words that only quotes make names of, are not among them.
std::vector<ObjectName> sequences_in(std::string_view expression);

}  // namespace pgreconcile::sql
