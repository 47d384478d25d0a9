#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {

/// A part that the file has and the database lacks.
struct AdditionCase {
  std::string name;
  std::string live;     ///< SQL that makes the database, with rows
  std::string tables;   ///< below `tables:`
  std::string objects;  ///< what the file declares above `tables:`
  Differences missing;  ///< as drift reports it
  std::vector<std::string> applied;
  std::string query;  ///< what tells that it is there as wanted, and the rows with it
  std::string value;
  int since = 13;  ///< the first major release that has it
};

inline std::ostream& operator<<(std::ostream& out, const AdditionCase& addition) {
  return out << addition.live << "\n" << addition.objects << addition.tables;
}

}  // namespace pgreconcile::test
