#include "src/sql/name_pattern.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/schema.hpp"

using namespace pgreconcile;
using test::name;

namespace {

TEST(NamePattern, IsTheWholeText) {
  EXPECT_TRUE(sql::matches_glob("orders", "orders"));
  EXPECT_FALSE(sql::matches_glob("orders", "orders_old"));
  EXPECT_FALSE(sql::matches_glob("orders", "old_orders"));
  EXPECT_FALSE(sql::matches_glob("orders", "Orders"));
  EXPECT_TRUE(sql::matches_glob("", ""));
  EXPECT_FALSE(sql::matches_glob("", "a"));
  EXPECT_FALSE(sql::matches_glob("a", ""));
  EXPECT_FALSE(sql::matches_glob("[a]", "a"));
  EXPECT_FALSE(sql::matches_glob("a.c", "abc"));
}

TEST(NamePattern, StarStandsForAnyCharactersAndForNone) {
  EXPECT_TRUE(sql::matches_glob("tmp_*", "tmp_"));
  EXPECT_TRUE(sql::matches_glob("tmp_*", "tmp_a"));
  EXPECT_TRUE(sql::matches_glob("*", ""));
  EXPECT_TRUE(sql::matches_glob("**", ""));
  EXPECT_TRUE(sql::matches_glob("a*b*c", "aXbYbZc"));
  EXPECT_FALSE(sql::matches_glob("a*b*c", "aXbYbZ"));
  EXPECT_FALSE(sql::matches_glob("tmp_*", "tmp"));
}

TEST(NamePattern, QuestionMarkStandsForOneCharacterHoweverManyBytesItHas) {
  EXPECT_TRUE(sql::matches_glob("t?", "tä"));
  EXPECT_TRUE(sql::matches_glob("t?t", "t𝄞t"));
  EXPECT_FALSE(sql::matches_glob("t??", "tä"));
  EXPECT_FALSE(sql::matches_glob("t?", "t"));
  EXPECT_TRUE(sql::matches_glob("*?", "ä"));
}

TEST(NamePattern, TakesNoTimeForManyStars) {
  const std::string pattern = "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b";
  EXPECT_FALSE(sql::matches_glob(pattern, std::string(63, 'a')));
}

TEST(NamePattern, SpeaksOfTheSchemaWithADotAndOfTheNameAloneWithoutOne) {
  const sql::QualifiedName invoices{name("billing"), name("invoices")};
  EXPECT_TRUE(sql::names_relation("inv*", invoices));
  EXPECT_TRUE(sql::names_relation("billing.*", invoices));
  EXPECT_TRUE(sql::names_relation("*.invoices", invoices));
  EXPECT_FALSE(sql::names_relation("public.*", invoices));
  EXPECT_FALSE(sql::names_relation("billing*", invoices));
}

}  // namespace
