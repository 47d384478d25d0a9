#pragma once

#include <ostream>
#include <string>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {

/// One way in which the table t differs from the file.
struct DifferenceCase {
  std::string name;
  std::string live;    ///< SQL that makes the database
  std::string tables;  ///< below `tables:`, the first on line 3 where there are no other objects
  Differences differences;
  /// What is left when their SQL was run by hand: an object that had a wanted name goes on under another.
  Differences left = {};
  std::string objects = {};  ///< what the file declares above `tables:`
  int since = 13;            ///< the first major release that has what the case is about
};

inline std::ostream& operator<<(std::ostream& out, const DifferenceCase& difference_case) {
  return out << difference_case.live << "\n" << difference_case.tables;
}

}  // namespace pgreconcile::test
