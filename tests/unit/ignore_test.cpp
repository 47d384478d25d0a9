#include "reconciler/ignore.hpp"

#include <gtest/gtest.h>

#include "tests/support/schema.hpp"

namespace pgreconcile::reconciler {
namespace {

TEST(Ignore, APatternWithADotSpeaksOfTheSchema) {
  model::Database file;
  file.ignore = {"tmp_*", "billing.old_*"};
  const sql::Identifier billing("billing");
  EXPECT_TRUE(is_ignored(file, test::relation("tmp_a")));
  EXPECT_TRUE(is_ignored(file, {billing, test::name("tmp_a")}));
  EXPECT_TRUE(is_ignored(file, {billing, test::name("old_a")}));
  EXPECT_FALSE(is_ignored(file, test::relation("old_a")));
}

}  // namespace
}  // namespace pgreconcile::reconciler
