#include "src/yaml/retyped_scalar.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <string>

namespace pgreconcile::yaml {
namespace {

constexpr auto kBooleans = std::to_array<std::string_view>({"true", "false", "yes", "no", "on", "off"});

// `word` as it is, with a capital, or in capitals; anything else, as nO, is text.
bool is_spelling_of(std::string_view word, std::string_view lower) {
  if (word.size() != lower.size()) return false;
  const auto upper = [](char c) { return static_cast<char>(c - 'a' + 'A'); };
  const auto equal_upper = [&](char a, char b) { return a == upper(b); };
  const auto rest = word.substr(1);
  return (word[0] == lower[0] && rest == lower.substr(1)) ||
         (word[0] == upper(lower[0]) &&
          (rest == lower.substr(1) || std::ranges::equal(rest, lower.substr(1), equal_upper)));
}

// https://yaml.org/type/int.html, float.html, timestamp.html, and the core schema of YAML 1.2.
bool is_date(std::string_view text) {
  static const std::regex kDate(R"(\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?)");
  return std::regex_match(text.begin(), text.end(), kDate);
}

bool is_number(std::string_view text) {
  static const std::regex kNumber(
      R"([-+]?(0x[0-9a-fA-F_]+|0b[01_]+|0o[0-7]+|\d[\d_]*(:[0-5]?\d)*(\.[\d_]*)?([eE][-+]?\d+)?)"
      R"(|\.[\d_]+([eE][-+]?\d+)?|\.(inf|Inf|INF)|\.(nan|NaN|NAN)))");
  return std::regex_match(text.begin(), text.end(), kNumber);
}

}  // namespace

std::string_view retyped_as(std::string_view plain) {
  constexpr std::size_t kLongest = 63;  // no name is longer, and the patterns recurse
  if (plain.size() > kLongest) return "";
  if (plain.empty() || plain == "~" || is_spelling_of(plain, "null")) return "null";
  if (std::ranges::any_of(kBooleans, [&](auto word) { return is_spelling_of(plain, word); })) return "a boolean";
  if (std::string_view("0123456789+-.").find(plain.front()) == std::string_view::npos) return "";
  if (is_date(plain)) return "a date";
  return is_number(plain) ? "a number" : "";
}

}  // namespace pgreconcile::yaml
