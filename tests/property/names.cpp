#include "tests/property/names.hpp"

#include <array>
#include <string_view>

namespace pgreconcile::test {
namespace {

constexpr std::size_t kMostBytes = 63;

constexpr std::array<std::string_view, 22> kOdd = {
    "order",      "select", "user",      "Größe", "with space", "quo\"te", "dot.name", "UPPER",
    "Mixed Case", "it's",   "per%cent",  "$ddl$", "back\\s",    "😀",       "a;b",      "-- x",
    "/* y",       "数据",   "{braces}:", "#hash", "naïve",      "[x]"};

// As long as PostgreSQL lets it be.
std::string longest(const std::string& start) {
  auto name = start + "_";
  while (name.size() + 2 <= kMostBytes) name += "é";
  if (name.size() < kMostBytes) name += "x";
  return name;
}

}  // namespace

std::string Names::next(char letter) {
  const auto plain = letter + std::to_string(++count_);
  const auto choice = random_.below(100);
  if (choice < 65) return plain;
  if (choice < 72) return longest(plain);
  if (choice < 80) return "N" + plain;
  if (choice < 85) return plain + R"( It's a "B\c.d" $é)";
  // With the number, because each name is given once.
  return std::string(random_.pick(kOdd)) + "_" + plain;
}

}  // namespace pgreconcile::test
