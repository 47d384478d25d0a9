#include <gtest/gtest.h>

#include "src/base/duration.hpp"

namespace pgreconcile::test {
namespace {

using std::chrono::milliseconds;

TEST(Duration, HasTheUnitsThatAPersonReads) {
  EXPECT_EQ(duration_text(milliseconds(0)), "0 ms");
  EXPECT_EQ(duration_text(milliseconds(999)), "999 ms");
  EXPECT_EQ(duration_text(milliseconds(2'350)), "2.3 s");
  EXPECT_EQ(duration_text(milliseconds(59'999)), "59.9 s");
  EXPECT_EQ(duration_text(milliseconds(192'000)), "3 min 12 s");
  EXPECT_EQ(duration_text(milliseconds(3'720'000)), "1 h 2 min");
}

}  // namespace
}  // namespace pgreconcile::test
