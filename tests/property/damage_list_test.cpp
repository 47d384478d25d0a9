// Damage that a server refuses is passed over by the property test: each kind of it is done somewhere, all the same.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

#include "tests/property/damage.hpp"
#include "tests/property/generate.hpp"
#include "tests/property/slate.hpp"
#include "tests/support/database.hpp"

namespace pgreconcile::test {
namespace {

/// What a damage does, whatever it does it to: `conflict type: ALTER TABLE ALTER COLUMN TYPE`.
std::string kind_of(const Damage& damage) {
  static const std::regex kQuoted(R"re("(?:[^"]|"")*"|E?'(?:[^'\\]|''|\\.)*')re");
  static const std::regex kKeyword(R"re(\b[A-Z]{2,}\b)re");
  const auto sql = std::regex_replace(damage.sql, kQuoted, "");
  auto kind = damage.differences.front().difference_class + " " + damage.differences.front().attribute + ":";
  for (std::sregex_iterator word(sql.begin(), sql.end(), kKeyword), end; word != end; ++word) kind += " " + word->str();
  return kind;
}

bool is_accepted(Connection& connection, const Damage& damage) {
  connection.execute("BEGIN");
  bool accepted = true;
  try {
    connection.execute(damage.sql);
  } catch (const std::runtime_error&) {
    accepted = false;
  }
  connection.execute("ROLLBACK");
  return accepted;
}

TEST(PossibleDamages, AreAcceptedInEachKind) {
  constexpr std::uint64_t kSeeds = 40;
  const Slate slate;
  std::set<std::string> accepted;
  std::set<std::string> refused;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Random random(seed);
    const auto schema = generate(random, server_major());
    const auto& database = slate.wiped();
    database.execute(as_sql(schema, Since::Growth));
    auto connection = database.connect();
    connection.execute(search_path(schema));
    for (const auto& damage : possible_damages(schema, server_major())) {
      const auto kind = kind_of(damage);
      if (accepted.contains(kind)) continue;
      (is_accepted(connection, damage) ? accepted : refused).insert(kind);
    }
  }
  for (const auto& kind : accepted) refused.erase(kind);
  EXPECT_THAT(refused, testing::IsEmpty());
  EXPECT_GT(accepted.size(), 200U);
}

}  // namespace
}  // namespace pgreconcile::test
