#include "src/render/changed_words.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pgreconcile::render {
namespace {

// What is changed in brackets.
std::string marked(const std::vector<Words>& words) {
  std::string text;
  for (const auto& part : words) text += part.is_changed ? "[" + part.text + "]" : part.text;
  return text;
}

std::string marked(std::string_view desired, std::string_view live) {
  const auto words = changed_words(desired, live);
  return marked(words.desired) + " | " + marked(words.live);
}

TEST(ChangedWords, AreThoseThatTheOtherTextDoesNotHave) {
  EXPECT_EQ(marked("varchar(320)", "varchar(255)"), "varchar([320]) | varchar([255])");
  EXPECT_EQ(marked("bigint NOT NULL", "bigint"), "bigint[ NOT NULL] | bigint");
  EXPECT_EQ(marked("status IN ('a', 'b')", "status IN ('a', 'c', 'b')"),
            "status IN ('a', 'b') | status IN ('a', '[c', ']b')");
  EXPECT_EQ(marked("größe > 0", "größer > 0"), "[größe] > 0 | [größer] > 0");
}

TEST(ChangedWords, AreNotMarkedWhereThereIsNothingInCommon) {
  EXPECT_EQ(marked("CASCADE", "NO ACTION"), "CASCADE | NO ACTION");
  EXPECT_EQ(marked("(a)", "(b)"), "(a) | (b)") << "signs are not what texts have in common";
  EXPECT_EQ(marked("a", ""), "a | ");
  EXPECT_EQ(marked("", ""), " | ");
}

TEST(ChangedWords, AreNotLookedForInLongTexts) {
  std::string text = "begin";
  for (int at = 0; at < 1000; ++at) text += " and more";
  EXPECT_EQ(marked(text, text + " end"), text + " | " + text + " end");
}

}  // namespace
}  // namespace pgreconcile::render
