#include "src/base/utf8.hpp"

#include <gtest/gtest.h>

namespace pgreconcile {
namespace {

// One, two, three and four bytes.
constexpr std::string_view kText = "aé€𝄞b";

TEST(Utf8, TakesTheFirstCharacterWhole) {
  EXPECT_EQ(first_character(kText), "a");
  EXPECT_EQ(first_character(kText.substr(1)), "é");
  EXPECT_EQ(first_character(kText.substr(3)), "€");
  EXPECT_EQ(first_character(kText.substr(6)), "𝄞");
}

TEST(Utf8, KnowsTheNumberOfACharacter) {
  EXPECT_EQ(code_point("a"), U'a');
  EXPECT_EQ(code_point("é"), U'é');
  EXPECT_EQ(code_point("€"), U'€');
  EXPECT_EQ(code_point("𝄞"), U'𝄞');
}

TEST(Utf8, CountsCharacters) {
  EXPECT_EQ(character_count(""), 0U);
  EXPECT_EQ(character_count(kText), 5U);
}

TEST(Utf8, FindsACharacterByItsIndex) {
  EXPECT_EQ(character_offset(kText, 0), 0U);
  EXPECT_EQ(character_offset(kText, 2), 3U);
  EXPECT_EQ(character_offset(kText, 4), 10U);
  EXPECT_EQ(character_offset(kText, 5), kText.size());
  EXPECT_EQ(character_offset(kText, 99), kText.size());
}

TEST(Utf8, ShortensToSoManyCharacters) {
  EXPECT_EQ(shortened("äöü", 2), "ä…");
  EXPECT_EQ(shortened("äö", 2), "äö");
  EXPECT_EQ(shortened("", 2), "");
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

}  // namespace
}  // namespace pgreconcile
