#include "tests/property/seeds.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/property/generate.hpp"
#include "tests/support/database.hpp"

namespace pgreconcile::test {
namespace {

std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::stoull(text);
}

/// Writes what the seed makes into a folder for people, and returns its name.
std::string keep_parts(std::uint64_t seed) {
  Random random(seed);
  const auto schema = generate(random, server_major());
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("pgreconcile-seed-{}", seed);
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "schema.yaml") << as_yaml(schema);
  std::ofstream(folder / "start.sql") << as_sql(schema, Since::Start) << rows_as_sql(schema);
  std::ofstream(folder / "fresh.sql") << as_sql(schema, Since::Growth);
  return folder.string();
}

int failures() { return testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count(); }

}  // namespace

void for_each_seed(int share, const std::function<void(std::uint64_t seed)>& check) {
  constexpr std::uint64_t kSample = 48;
  constexpr int kMostFailing = 5;
  const auto first = number_of("PROPERTY_FIRST_SEED", 1);
  const auto count = number_of("PROPERTY_SEEDS", kSample);
  int failing = 0;
  for (auto i = static_cast<std::uint64_t>(share); i < count && failing < kMostFailing; i += kShares) {
    const auto seed = first + i;
    SCOPED_TRACE(fmt::format("again with: ci/soak 1 {}", seed));
    const auto before = failures();
    try {
      check(seed);
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
    }
    if (failures() == before) continue;
    ++failing;
    ADD_FAILURE() << "its parts are in " << keep_parts(seed);
  }
}

}  // namespace pgreconcile::test
