#pragma once

#include <chrono>

#include "tests/load/world.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary.hpp"

namespace pgreconcile::test {

/// What pgbench measured: how many writes there were, and how long the longest of them took.
struct Writes {
  int count = 0;
  std::chrono::microseconds longest{};
};

/// Clients that insert, update and delete rows of all tables of make_tables(), each write a transaction of its own.
class WriteLoad {
 public:
  /// Returns once rows are written.
  explicit WriteLoad(const Copy& database);
  /// Returns once more rows were written, and the last write is done. Throws if one failed.
  Writes stop();

 private:
  void wait_for_more_rows() const;

  const Copy& database_;
  TemporaryDirectory folder_;
  Process pgbench_;
};

}  // namespace pgreconcile::test
