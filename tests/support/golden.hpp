#pragma once

#include <gtest/gtest.h>

#include <string>

namespace pgreconcile::test {

/// Compares a text with the file tests/golden/NAME: `EXPECT_TRUE(matches_golden(text, "plan/empty_database.txt"))`.
/// A failure shows the difference. With UPDATE_GOLDEN=1 in the environment the file is written instead.
testing::AssertionResult matches_golden(const std::string& text, const std::string& name);

}  // namespace pgreconcile::test
