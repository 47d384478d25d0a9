#pragma once

#include <cstdint>
#include <functional>

namespace pgreconcile::test {

/// The seeds of a run are divided among tests that run beside each other.
constexpr int kShares = 4;

/// Checks the seeds of one share: of PROPERTY_SEEDS seeds (or a sample) from PROPERTY_FIRST_SEED (or 1) on. Each failure
/// says its seed, how to run that one again, and where its file and its SQL are; after some failing seeds, no more are
/// checked. What the check throws is a failure.
void for_each_seed(int share, const std::function<void(std::uint64_t seed)>& check);

}  // namespace pgreconcile::test
