// A plan between two files, and the plan of the second for a database that is what the first says: the same. Where only
// the server can tell, the first says that it does not know, and never that something is there which is not.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "introspect/export.hpp"
#include "reconciler/type_defaults.hpp"
#include "src/model/readable.hpp"
#include "src/run/compare.hpp"
#include "src/sql/builtin_calls.hpp"
#include "src/yaml/write.hpp"
#include "tests/integration/difference_cases_columns.hpp"
#include "tests/integration/difference_cases_constraints.hpp"
#include "tests/integration/difference_cases_extra.hpp"
#include "tests/integration/difference_cases_indexes.hpp"
#include "tests/integration/difference_cases_names.hpp"
#include "tests/integration/key_addition_columns.hpp"
#include "tests/integration/key_addition_constraints.hpp"
#include "tests/integration/key_addition_indexes.hpp"
#include "tests/integration/key_addition_objects.hpp"
#include "tests/integration/key_addition_partitions.hpp"
#include "tests/integration/key_damage_columns.hpp"
#include "tests/integration/key_damage_constraints.hpp"
#include "tests/integration/key_damage_exclusions.hpp"
#include "tests/integration/key_damage_indexes.hpp"
#include "tests/integration/key_damage_keys.hpp"
#include "tests/integration/key_damage_partitions.hpp"
#include "tests/integration/key_damage_sequences.hpp"
#include "tests/integration/key_damage_tables.hpp"
#include "tests/integration/key_damage_types.hpp"
#include "tests/integration/reading.hpp"
#include "tests/support/differences.hpp"
#include "tests/support/other_tablespace.hpp"

namespace pgreconcile::test {
namespace {

using reconciler::Difference;
using reconciler::DifferenceClass;
using reconciler::Plan;

/// A database, made by SQL, and the file that it is to follow.
struct Pair {
  std::string name;
  std::string live;
  std::string file;
};

template <typename Case>
void add_pairs(const std::vector<Case>& cases, std::vector<Pair>& pairs) {
  for (const auto& each : cases) {
    if (server_major() < each.since) continue;
    pairs.push_back({each.name, each.live,
                     "version: 1\n" + each.objects + "tables:\n" + each.tables +
                         "  aside: {columns: [{name: a, type: integer}]}\n"});
  }
}

std::vector<Pair> additions() {
  std::vector<Pair> pairs;
  for (const auto* cases : {&kAddedColumns, &kAddedConstraints, &kAddedIndexes, &kAddedObjects, &kAddedPartitions}) {
    add_pairs(*cases, pairs);
  }
  return pairs;
}

std::vector<Pair> changes() {
  std::vector<Pair> pairs;
  for (const auto* cases : {&kColumnCases, &kConstraintCases, &kExtraCases, &kIndexCases, &kNameCases, &kDamagedColumns,
                            &kDamagedConstraints, &kDamagedExclusions, &kDamagedIndexes, &kDamagedKeys,
                            &kDamagedPartitions, &kDamagedSequences, &kDamagedTables, &kDamagedTypes}) {
    add_pairs(*cases, pairs);
  }
  return pairs;
}

/// Each fourth, unless EVERY_PAIR is set, as ci/matrix sets it.
std::vector<Pair> sample_of(const std::vector<Pair>& pairs) {
  // Files cannot tell what is installed on a server.
  constexpr std::string_view kOnlyServersKnow = "extension_that_the_server_has_not";
  const std::size_t step = std::getenv("EVERY_PAIR") == nullptr ? 4 : 1;
  std::vector<Pair> sample;
  for (std::size_t at = 0; at < pairs.size(); at += step) {
    if (pairs[at].name != kOnlyServersKnow) sample.push_back(pairs[at]);
  }
  return sample;
}

/// The two plans of one pair.
struct Plans {
  Plan between_files;
  Plan for_database;
};

/// A difference in one line: what it is about, not how the database spells it.
std::string line_of(const Difference& difference) {
  return fmt::format("{} {} {}{}: {}", to_string(difference.difference_class), difference.object, difference.attribute,
                     difference.breaks_inserts ? ", breaks inserts" : "", difference.desired);
}

std::multiset<std::string> lines_of(const Plan& plan) {
  std::multiset<std::string> lines;
  for (const auto& difference : plan.differences) {
    if (difference.difference_class != DifferenceClass::Unmanaged) lines.insert(line_of(difference));
  }
  return lines;
}

bool is_doubt(const Difference& difference) {
  return difference.difference_class == DifferenceClass::Unknown &&
         difference.message.find("no server was asked") != std::string::npos;
}

std::vector<std::string> statements_of(const Plan& plan) {
  std::vector<std::string> statements;
  for (const auto& step : plan.steps) {
    std::string locks;
    for (const auto& lock : step.locks) locks += fmt::format(", {} on {}", to_string(lock.mode), lock.table.quoted());
    statements.push_back(fmt::format("{} {} {}, transaction {}{}{}{}: {}", step.id, to_string(step.kind), step.object,
                                     step.transaction.value_or(0), locks, step.scans ? ", scans" : "",
                                     step.rewrites ? ", rewrites" : "", step.sql));
  }
  return statements;
}

class BetweenFiles : public testing::Test {
 protected:
  static void SetUpTestSuite() { make_other_tablespace(); }

  /// Nothing where the first file cannot say all that is in the database.
  std::optional<Plans> plans_of(const Pair& pair) {
    database_.execute(
        "DO $$ DECLARE name text; BEGIN FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'"
        " AND nspname <> 'information_schema' LOOP EXECUTE format('DROP SCHEMA %I CASCADE', name); END LOOP;"
        " FOR name IN SELECT fdwname FROM pg_foreign_data_wrapper LOOP"
        " EXECUTE format('DROP FOREIGN DATA WRAPPER %I CASCADE', name); END LOOP; CREATE SCHEMA public; END $$");
    if (!pair.live.empty()) database_.execute(pair.live);
    auto session = session_with(database_);
    const auto exported = introspect::export_database(session, {});
    if (!exported.left_out.empty()) return std::nullopt;
    const auto before = declared_file(yaml::write(model::readable(exported.database), {}), "before.yaml");
    const auto desired = declared_file(pair.file);
    return Plans{run::compare_files({before, {"before.yaml"}, desired, server_major()}, {}),
                 run::compare(session, desired, {}).plan};
  }

  TestDatabase database_;
};

TEST_F(BetweenFiles, WhatIsAddedIsWhatADatabaseGets) {
  for (const auto& pair : additions()) {
    SCOPED_TRACE(pair.name);
    const auto plans = plans_of(pair);
    if (!plans) continue;
    EXPECT_EQ(statements_of(plans->between_files), statements_of(plans->for_database));
    EXPECT_EQ(lines_of(plans->between_files), lines_of(plans->for_database));
  }
}

TEST_F(BetweenFiles, WhatDiffersIsWhatADatabaseSaysOrInDoubt) {
  std::size_t compared = 0;
  std::size_t in_doubt = 0;
  for (const auto& pair : sample_of(changes())) {
    SCOPED_TRACE(pair.name);
    const auto plans = plans_of(pair);
    if (!plans) continue;
    ++compared;
    if (std::ranges::any_of(plans->between_files.differences, is_doubt)) {
      ++in_doubt;
      for (const auto& difference : plans->between_files.differences) {
        if (is_doubt(difference)) continue;
        EXPECT_TRUE(lines_of(plans->for_database).contains(line_of(difference))) << describe(difference);
      }
      continue;
    }
    EXPECT_EQ(statements_of(plans->between_files), statements_of(plans->for_database));
    EXPECT_EQ(lines_of(plans->between_files), lines_of(plans->for_database));
  }
  EXPECT_GT(compared, 40U);
  EXPECT_LT(in_doubt * 4, compared);
}

TEST(BuiltinCallsOfTheServer, AreWhatTheServerSays) {
  const auto rows = TestDatabase().query(
      "SELECT proname, bool_or(provolatile = 'v') FROM pg_proc"
      " WHERE pronamespace = 'pg_catalog'::regnamespace AND prosrc <> 'timetz_zone' GROUP BY proname UNION ALL "
      "SELECT 'operator ' || oprname, bool_or(provolatile = 'v') FROM pg_operator JOIN pg_proc p ON p.oid = oprcode"
      " WHERE oprnamespace = 'pg_catalog'::regnamespace GROUP BY oprname");
  std::size_t known = 0;
  for (const auto& row : rows) {
    const auto call = sql::builtin_call(row[0]);
    if (call == sql::BuiltinCall::Unknown) continue;
    ++known;
    EXPECT_EQ(call == sql::BuiltinCall::Volatile, row[1] == "t") << row[0];
  }
  const std::size_t of_each_server = 241 + 5 + 74;
  const std::size_t of_newer_ones = server_major() < 18 ? 0 : 2;  // uuidv4, uuidv7
  EXPECT_EQ(known, of_each_server + of_newer_ones);
}

TEST(TypeDefaultsOfTheServer, AreWhatTheServerSays) {
  const model::Database file;
  const reconciler::TypeDefaults defaults(file);
  const auto rows = TestDatabase().query(
      "SELECT pg_catalog.format_type(t.oid, NULL), typstorage, COALESCE(c.collname, '') FROM pg_type t"
      " LEFT JOIN pg_collation c ON c.oid = typcollation WHERE typnamespace = 'pg_catalog'::regnamespace"
      " AND typtype IN ('b', 'r', 'm') AND typname !~ '^pg_(brin|dep|mcv|ndist|node)' ORDER BY 1");
  ASSERT_GT(rows.size(), 100U);
  for (const auto& row : rows) {
    const auto name = type(row[0]);
    const auto storage = defaults.storage_of(name);
    const auto letter = storage == model::Storage::Plain ? "p" : storage == model::Storage::Main ? "m" : "x";
    EXPECT_EQ(letter, row[1]) << row[0];
    const auto collation = defaults.collation_of(name);
    EXPECT_EQ(collation ? collation->name.name() : "", row[2]) << row[0];
  }
}

}  // namespace
}  // namespace pgreconcile::test
