#pragma once

#include <string>
#include <vector>

#include "tests/property/generated_schema.hpp"

namespace pgreconcile::test {

/// A difference as drift has to name it.
struct NamedDifference {
  std::string difference_class;
  std::string object;
  std::string attribute;

  friend auto operator<=>(const NamedDifference&, const NamedDifference&) = default;
};

/// One change by hand, and exactly what drift has to say of it.
struct Damage {
  std::string place;  ///< of two damages at one place, one may hide the other
  std::string sql;
  std::vector<NamedDifference> differences;
};

/// All that can be done to a database with this schema, each by itself. A server may refuse some of it, such as dropping
/// what something else needs.
std::vector<Damage> possible_damages(const GeneratedSchema& schema, int server_major);

}  // namespace pgreconcile::test
