#pragma once

// Private to src/render.

#include <string>
#include <string_view>
#include <vector>

namespace pgreconcile::render {

struct Words {
  std::string text;
  bool is_changed = false;  ///< not in the other text

  friend bool operator==(const Words&, const Words&) = default;
};

/// Two texts, each cut where what both have in common ends. Joined they are the texts again.
struct ChangedWords {
  std::vector<Words> desired;
  std::vector<Words> live;

  friend bool operator==(const ChangedWords&, const ChangedWords&) = default;
};

/// By words, numbers and signs. What is too long to be compared, or has nothing in common, is not marked at all.
ChangedWords changed_words(std::string_view desired, std::string_view live);

}  // namespace pgreconcile::render
