#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <random>
#include <vector>

namespace pgreconcile::test {

/// Choices that follow from a seed alone, on every machine and with every standard library: the engine's numbers are
/// those that the standard fixes, and no distribution of the library's is used.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// 0 ≤ result < bound. REQUIRES: bound > 0.
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  /// true this many times in a hundred.
  bool chance(std::size_t percent) { return below(100) < percent; }

  /// One of them. REQUIRES: there is one.
  template <typename Range>
  auto& pick(Range& items) {
    return *std::next(std::begin(items), static_cast<std::ptrdiff_t>(below(std::size(items))));
  }

  /// Some of them, at least one and at most `most`, in any order. REQUIRES: there is one.
  template <typename T>
  std::vector<T> some(std::vector<T> items, std::size_t most) {
    shuffle(items);
    items.resize(1 + below(std::min(most, items.size())));
    return items;
  }

  template <typename T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[below(left)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace pgreconcile::test
