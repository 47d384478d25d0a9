#include "src/base/excerpt.hpp"

#include <gtest/gtest.h>

namespace pgreconcile {
namespace {

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Excerpt, ALineThatFitsIsWhole) {
  EXPECT_EQ(make_excerpt("größe: x", 9), (Excerpt{"größe: x", 7}));
  EXPECT_EQ(make_excerpt("a\tb", 3), (Excerpt{"a b", 3}));
  EXPECT_EQ(make_excerpt("", 0), Excerpt{});
  EXPECT_EQ(make_excerpt(repeated("日", 120), 360), (Excerpt{repeated("日", 120), 120}));
}

TEST(Excerpt, ALongLineIsClippedAroundTheCaret) {
  const auto line = repeated("ä", 200);
  EXPECT_EQ(make_excerpt(line, 20), (Excerpt{repeated("ä", 120) + "…", 10}));
  EXPECT_EQ(make_excerpt(line, 200), (Excerpt{"…" + repeated("ä", 120) + "…", 61}));
  EXPECT_EQ(make_excerpt(line, 400), (Excerpt{"…" + repeated("ä", 60), 61}));
}

}  // namespace
}  // namespace pgreconcile
