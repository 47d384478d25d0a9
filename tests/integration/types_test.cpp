// Every spelling of every type: what is one type to PostgreSQL is one to us, whoever created it, and no other is.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/integration/expression_world.hpp"
#include "tests/integration/type_spellings.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::IsEmpty;

const std::string kTypesOfOnesOwn = R"sql(
  CREATE SCHEMA app; CREATE SCHEMA "My App"; CREATE SCHEMA ext;
  CREATE TYPE mood AS ENUM ('sad'); CREATE TYPE app.mood AS ENUM ('sad'); CREATE TYPE "My App".text AS ENUM ('x');
  CREATE TYPE "Größe (cm)" AS ENUM('weit');
CREATE TYPE app.pair AS(a integer, b text);
CREATE TYPE app.float_range AS RANGE(subtype = float8);
CREATE DOMAIN email AS text;
CREATE EXTENSION citext;
CREATE EXTENSION hstore SCHEMA ext;
)sql";

/// Each column of the table t with its type in full.
constexpr auto kFormattedTypes =
    "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute"
    " WHERE attrelid = 'public.t'::regclass AND attnum > 0 ORDER BY attname";

/// A column's name and its type.
using Columns = std::vector<std::pair<std::string, std::string>>;

/// One for each spelling, of the spelling that stands `shift` places behind it.
Columns columns_of_same_types(std::size_t shift) {
  Columns columns;
  for (std::size_t type = 0; type < kSameTypes.size(); ++type) {
    const auto& [spellings, first_server] = kSameTypes[type];
    if (server_major() < first_server) continue;
    for (std::size_t at = 0; at < spellings.size(); ++at) {
      columns.emplace_back(fmt::format("c{}_{}", type, at), spellings[(at + shift) % spellings.size()]);
    }
  }
  return columns;
}

std::string file_of(const Columns& columns) {
  std::string file = "version: 1\nextensions: [citext, {name: hstore, schema: ext}]\ntables:\n  t:\n    columns:\n";
  for (const auto& [name, type] : columns) {
    file += fmt::format("      - {{name: {}, type: {}}}\n", name, yaml_quoted(type));
  }
  return file;
}

std::string ddl_of(const Columns& columns) {
  std::vector<std::string> clauses;
  for (const auto& [name, type] : columns) clauses.push_back(fmt::format("{} {}", name, type));
  return fmt::format("SET search_path = public, ext; CREATE TABLE t ({})", fmt::join(clauses, ", "));
}

TEST(Types, CreatedByHandInOtherSpellingsAreTheSame) {
  const auto file = file_of(columns_of_same_types(0));
  for (const std::size_t shift : {std::size_t{1}, std::size_t{4}}) {
    const Scenario scenario(file, kTypesOfOnesOwn + ddl_of(columns_of_same_types(shift)));
    EXPECT_THAT(scenario.drift().differences, IsEmpty()) << "by " << shift;
  }
}

TEST(Types, CreatedByTheToolAreThoseThatTheirSpellingsMean) {
  const auto columns = columns_of_same_types(0);
  const Scenario scenario(file_of(columns), kTypesOfOnesOwn);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(scenario.drift().differences, IsEmpty());
  const TestDatabase by_hand;
  by_hand.execute(kTypesOfOnesOwn + ddl_of(columns));
  EXPECT_EQ(scenario.database().dump_schema(), by_hand.dump_schema());
}

TEST(Types, ThatAreAddedAreThoseThatTheirSpellingsMean) {
  const auto columns = columns_of_same_types(1);
  const Scenario scenario(file_of(columns), kTypesOfOnesOwn + "CREATE TABLE t ()");
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(scenario.drift().differences, IsEmpty());
  const TestDatabase by_hand;
  by_hand.execute(kTypesOfOnesOwn + ddl_of(columns));
  EXPECT_EQ(scenario.database().query(kFormattedTypes), by_hand.query(kFormattedTypes));
}

TEST(Types, ThatAreTakenForEachOtherDiffer) {
  Columns desired;
  Columns live;
  for (const auto& [wanted, found, first_server] : kOtherTypes) {
    if (server_major() < first_server) continue;
    for (const auto& [one, other] : {std::pair(wanted, found), std::pair(found, wanted)}) {
      const auto name = fmt::format("c{}", desired.size());
      desired.emplace_back(name, one);
      live.emplace_back(name, other);
    }
  }
  const Scenario scenario(file_of(desired), kTypesOfOnesOwn + ddl_of(live));
  const auto differences = scenario.drift().differences;
  EXPECT_EQ(differences.size(), desired.size());
  for (std::size_t at = 0; at < desired.size(); ++at) {
    const auto differs = [&](const ReportedDifference& difference) {
      return difference.object == "public.t." + desired[at].first && difference.attribute == "type" &&
             difference.difference_class == "conflict";
    };
    EXPECT_EQ(std::ranges::count_if(differences, differs), 1) << desired[at].second << " / " << live[at].second;
  }
}

}  // namespace
}  // namespace pgreconcile::test
