#pragma once

#include "tests/support/database.hpp"

namespace pgreconcile::test {

/// A database that is wiped for each seed: to make one takes longer than all the rest that a seed does. The tablespace
/// that generated tables lie in is there.
class Slate {
 public:
  Slate();

  /// The database with an empty schema `public` and nothing else. Throws if what was in it does not go.
  const TestDatabase& wiped() const;

 private:
  TestDatabase database_;
};

}  // namespace pgreconcile::test
