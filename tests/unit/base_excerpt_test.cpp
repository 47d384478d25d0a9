#include "src/base/excerpt.hpp"

#include <gtest/gtest.h>

#include "src/base/utf8.hpp"

namespace pgreconcile {
namespace {

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Printable, TakesFromATerminalWhatSteersIt) {
  EXPECT_EQ(printable("a\x1B[31mb\x7F\a"), "a?[31mb??");
  EXPECT_EQ(printable("\xC2\x9B"
                      "2J"),
            "?2J")
      << "U+009B begins an escape sequence as well";
  EXPECT_EQ(printable("\xE2\x80\xAE"
                      "a\xE2\x81\xA6"
                      "b\xE2\x80\xA8"),
            "?a?b?");
  EXPECT_EQ(printable("a\tb\r\nc"), "a b  c");
  EXPECT_EQ(printable("\xFFgr\xC3(\xE2\x82"), "?gr?(??");
  EXPECT_EQ(printable("größe 日本 😀"), "größe 日本 😀");
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
