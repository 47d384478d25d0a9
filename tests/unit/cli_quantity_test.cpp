#include "src/cli/quantity.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace pgreconcile::cli {
namespace {

using std::chrono::milliseconds;

TEST(Quantity, ReadsCounts) {
  EXPECT_EQ(parse_count("1"), 1);
  EXPECT_EQ(parse_count("010"), 10) << "nobody means eight";
  EXPECT_EQ(parse_count("1000000"), 1'000'000);
  for (const std::string text : {"0", "1000001", "-1", "+1", "0x10", "1 ", "", "ten"}) {
    EXPECT_EQ(parse_count(text), std::nullopt) << text;
  }
}

TEST(Quantity, ReadsDurations) {
  const std::vector<std::pair<std::string, milliseconds>> durations{
      {"0ms", milliseconds(0)},
      {"0s", milliseconds(0)},
      {"500ms", milliseconds(500)},
      {"2s", std::chrono::seconds(2)},
      {"10m", std::chrono::minutes(10)},
      {"1h", std::chrono::hours(1)},
      {"0600s", std::chrono::minutes(10)},
      {"2147483647ms", milliseconds(2147483647)},
      {"596h", std::chrono::hours(596)},
  };
  for (const auto& [text, duration] : durations) EXPECT_EQ(parse_duration(text), duration) << text;
}

TEST(Quantity, RefusesWhatIsNoDuration) {
  const std::vector<std::string> texts{
      "",   "s",    "2",    "2 s", " 2s",   "2s ", "-1s",  "+1s", "1.5s", "1e3ms",        "1h30m",
      "2S", "2sec", "2min", "1d",  "0x10s", "ms",  "2s\n", "٣s",  "597h", "2147483648ms", "99999999999999999999s"};
  for (const auto& text : texts) EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(Quantity, ReadsSizesAsPostgresDoes) {
  const std::vector<std::pair<std::string, std::int64_t>> sizes{
      {"0B", 0},
      {"512B", 512},
      {"512kB", 512LL * 1024},
      {"100MB", 100LL * 1024 * 1024},
      {"1GB", 1LL << 30},
      {"8388607TB", 8388607LL << 40},
  };
  for (const auto& [text, size] : sizes) EXPECT_EQ(parse_size(text), size) << text;
}

TEST(Quantity, RefusesWhatIsNoSize) {
  for (const std::string text : {"", "100", "MB", "-1MB", "100 MB", "100mb", "100KB", "1.5GB", "8388608TB", "1PB"}) {
    EXPECT_EQ(parse_size(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace pgreconcile::cli
