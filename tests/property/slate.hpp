#pragma once

#include <string>

#include "tests/support/database.hpp"

namespace pgreconcile::test {

/// A database that is wiped for each seed: to make one takes longer than all the rest that a seed does.
class Slate {
 public:
  Slate();

  /// The database with nothing in it. Throws if what was in it does not go.
  const TestDatabase& wiped() const;

 private:
  void wipe() const;

  TestDatabase database_;
  std::string facts_;  // of the empty database
};

}  // namespace pgreconcile::test
