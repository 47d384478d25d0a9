#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pgreconcile::test {

/// The seeds of a run are divided among tests that run beside each other.
constexpr int kShares = 4;

/// The seeds of one share: of PROPERTY_SEEDS seeds (or a sample) from PROPERTY_FIRST_SEED (or 1) on.
std::vector<std::uint64_t> seeds_of_share(int share);
/// The command that runs this seed alone, and where its SQL and its file are.
std::string how_to_replay(std::uint64_t seed);

}  // namespace pgreconcile::test
