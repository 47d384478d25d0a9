// Random damage by hand to a database that agreed with its file: drift names exactly what was damaged, and nothing else.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/property/damage.hpp"
#include "tests/property/generate.hpp"
#include "tests/property/seeds.hpp"
#include "tests/property/slate.hpp"
#include "tests/support/database.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {

void PrintTo(const NamedDifference& difference, std::ostream* out) {
  *out << difference.difference_class << ' ' << difference.object << " (" << difference.attribute << ')';
}

namespace {

/// True unless the server refuses it, because something else needs what it takes away.
bool is_done(Connection& connection, const Damage& damage) {
  try {
    connection.execute(damage.sql);
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

/// What the damage is to: `missing index`.
std::string kind_of(const Damage& damage) {
  return damage.differences.front().difference_class + " " + damage.differences.front().attribute;
}

/// In an order in which each kind of damage comes as early as another, however many there are of it.
std::vector<Damage> shuffled(Random& random, std::vector<Damage> damages) {
  random.shuffle(damages);
  std::map<std::string, std::size_t> seen;
  std::vector<std::pair<std::size_t, Damage>> ranked;
  for (auto& damage : damages) {
    const auto rank = seen[kind_of(damage)]++;
    ranked.emplace_back(rank, std::move(damage));
  }
  random.shuffle(ranked);
  std::ranges::stable_sort(ranked, {}, &std::pair<std::size_t, Damage>::first);
  std::vector<Damage> result;
  for (auto& [rank, damage] : ranked) result.push_back(std::move(damage));
  return result;
}

/// Damages the database at some places.
std::vector<Damage> damage_some(Random& random, const GeneratedSchema& schema, const TestDatabase& database) {
  constexpr std::size_t kMost = 5;
  std::set<std::string> places;
  std::vector<Damage> done;
  auto connection = database.connect();
  connection.execute(search_path(schema));
  for (const auto& damage : shuffled(random, possible_damages(schema, server_major()))) {
    if (done.size() == kMost) break;
    if (places.contains(damage.place) || !is_done(connection, damage)) continue;
    places.insert(damage.place);
    done.push_back(damage);
  }
  return done;
}

std::vector<NamedDifference> reported(const TestDatabase& database, const TemporaryFile& file) {
  const auto drift =
      run_tool({"drift", "--format", "json", "--file", file.path().string(), "--database-url", database.url()});
  const auto json = nlohmann::json::parse(drift.output, nullptr, false);
  if (json.is_discarded()) throw std::runtime_error("drift failed: " + drift.errors);
  std::vector<NamedDifference> differences;
  for (const auto& difference : json.at("differences")) {
    differences.push_back({difference.at("class"), difference.at("object"), difference.at("attribute")});
  }
  return differences;
}

void check_damage(std::uint64_t seed, const Slate& slate) {
  Random random(seed);
  const auto schema = generate(random, server_major());
  const TemporaryFile file(as_yaml(schema));
  const auto& database = slate.wiped();
  database.execute(as_sql(schema, Since::Growth));

  std::vector<NamedDifference> expected;
  std::string sql;
  for (const auto& damage : damage_some(random, schema, database)) {
    sql += damage.sql + ";\n";
    expected.insert(expected.end(), damage.differences.begin(), damage.differences.end());
  }
  EXPECT_THAT(reported(database, file), testing::UnorderedElementsAreArray(expected)) << "after\n" << sql;
}

class DamageByHand : public testing::TestWithParam<int> {};

TEST_P(DamageByHand, IsNamedAndNothingElse) {
  const Slate slate;
  for_each_seed(GetParam(), [&](std::uint64_t seed) { check_damage(seed, slate); });
}

INSTANTIATE_TEST_SUITE_P(Shares, DamageByHand, testing::Range(0, kShares));

}  // namespace
}  // namespace pgreconcile::test
