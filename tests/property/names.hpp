#pragma once

#include <string>
#include <vector>

#include "tests/property/random.hpp"

namespace pgreconcile::test {

/// Names as people give them, and as nobody should: each is given once.
class Names {
 public:
  explicit Names(Random& random) : random_(random) {}

  /// `t7`, or an odd one; the letter says what it is a name of.
  std::string next(char letter);

 private:
  Random& random_;
  std::size_t count_ = 0;
};

}  // namespace pgreconcile::test
