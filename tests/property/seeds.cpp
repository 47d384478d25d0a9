#include "tests/property/seeds.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace pgreconcile::test {
namespace {

std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::stoull(text);
}

}  // namespace

std::vector<std::uint64_t> seeds_of_share(int share) {
  constexpr std::uint64_t kSample = 60;
  const auto first = number_of("PROPERTY_FIRST_SEED", 1);
  const auto count = number_of("PROPERTY_SEEDS", kSample);
  std::vector<std::uint64_t> seeds;
  for (auto i = static_cast<std::uint64_t>(share); i < count; i += kShares) seeds.push_back(first + i);
  return seeds;
}

std::string how_to_replay(std::uint64_t seed) { return fmt::format("again with: ci/soak 1 {}", seed); }

}  // namespace pgreconcile::test
