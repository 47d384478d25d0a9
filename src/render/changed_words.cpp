#include "src/render/changed_words.hpp"

#include <algorithm>
#include <cctype>

#include "src/base/utf8.hpp"

namespace pgreconcile::render {
namespace {

using Tokens = std::vector<std::string_view>;

// Comparing takes time and memory by the product of both numbers of words.
constexpr std::size_t kMostWords = 300;

bool is_of_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_';
}

// A word, or one sign.
std::string_view first_token(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_of_word(text[length])) ++length;
  return length > 0 ? text.substr(0, length) : first_character(text);
}

Tokens tokens_of(std::string_view text) {
  Tokens tokens;
  while (!text.empty()) {
    tokens.push_back(first_token(text));
    text.remove_prefix(tokens.back().size());
  }
  return tokens;
}

// How long the longest common subsequence is of what begins at each pair of tokens.
std::vector<std::vector<int>> common_lengths(const Tokens& a, const Tokens& b) {
  std::vector<std::vector<int>> lengths(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      lengths[i][j] = a[i] == b[j] ? lengths[i + 1][j + 1] + 1 : std::max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}

enum class Fate { Common, Changed };

void add(std::vector<Words>& words, std::string_view token, Fate fate) {
  const bool is_changed = fate == Fate::Changed;
  if (words.empty() || words.back().is_changed != is_changed) words.push_back({"", is_changed});
  words.back().text += token;
}

bool has_common_word(const ChangedWords& words) {
  return std::ranges::any_of(
      words.desired, [](const Words& part) { return !part.is_changed && std::ranges::any_of(part.text, is_of_word); });
}

ChangedWords compared(const Tokens& desired, const Tokens& live) {
  const auto lengths = common_lengths(desired, live);
  ChangedWords words;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < desired.size() || j < live.size()) {
    if (i < desired.size() && j < live.size() && desired[i] == live[j]) {
      add(words.desired, desired[i++], Fate::Common);
      add(words.live, live[j++], Fate::Common);
    } else if (j == live.size() || (i < desired.size() && lengths[i + 1][j] >= lengths[i][j + 1])) {
      add(words.desired, desired[i++], Fate::Changed);
    } else {
      add(words.live, live[j++], Fate::Changed);
    }
  }
  return words;
}

ChangedWords unmarked(std::string_view desired, std::string_view live) {
  ChangedWords words;
  if (!desired.empty()) words.desired = {{std::string(desired)}};
  if (!live.empty()) words.live = {{std::string(live)}};
  return words;
}

}  // namespace

ChangedWords changed_words(std::string_view desired, std::string_view live) {
  const auto wanted = tokens_of(desired);
  const auto found = tokens_of(live);
  if (std::max(wanted.size(), found.size()) > kMostWords) return unmarked(desired, live);
  auto words = compared(wanted, found);
  return has_common_word(words) ? words : unmarked(desired, live);
}

}  // namespace pgreconcile::render
