// What the plan says that a step locks, against what its session has locked when the step has done its work and has not
// committed. Each kind of change and of step, as the tests of this folder have them.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string_view>

#include "tests/fault/faults.hpp"
#include "tests/load/change_case.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using Json = nlohmann::json;

struct Mode {
  std::string_view sql;
  std::string_view catalog;  ///< as pg_locks has it
};

// From the weakest on, less ACCESS SHARE, which is not announced.
// https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
constexpr auto kModes = std::to_array<Mode>({{"ROW SHARE", "RowShareLock"},
                                             {"ROW EXCLUSIVE", "RowExclusiveLock"},
                                             {"SHARE UPDATE EXCLUSIVE", "ShareUpdateExclusiveLock"},
                                             {"SHARE", "ShareLock"},
                                             {"SHARE ROW EXCLUSIVE", "ShareRowExclusiveLock"},
                                             {"EXCLUSIVE", "ExclusiveLock"},
                                             {"ACCESS EXCLUSIVE", "AccessExclusiveLock"}});

/// The strongest lock on each relation.
using Locks = std::map<std::string, std::string_view>;

void add(Locks& locks, const std::string& relation, const Mode& mode) {
  auto& strongest = locks[relation];
  const auto former = std::ranges::find(kModes, strongest, &Mode::sql);
  if (former == kModes.end() || former < std::ranges::find(kModes, mode.sql, &Mode::sql)) strongest = mode.sql;
}

// At the start of each transaction, the relations that are there; at the end of each statement, what of them is locked.
constexpr auto kWatch = R"(
  CREATE SCHEMA watch;
  CREATE TABLE watch.relations (transaction bigint, relation oid, name text, is_table boolean);
  CREATE TABLE watch.statements (sql text);
  CREATE TABLE watch.locks (sql text, relation text, mode text, is_table boolean);
  CREATE FUNCTION watch.note_relations() RETURNS event_trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM watch.relations WHERE transaction = txid_current()) THEN RETURN; END IF;
    INSERT INTO watch.relations
    SELECT txid_current(), c.oid, format('%I.%I', n.nspname, c.relname), c.relkind IN ('r', 'p')
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public';
  END $$;
  CREATE FUNCTION watch.note_locks() RETURNS event_trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO watch.statements VALUES (current_query());
    INSERT INTO watch.locks
    SELECT current_query(), r.name, l.mode, r.is_table
      FROM pg_locks l JOIN watch.relations r USING (relation)
     WHERE l.pid = pg_backend_pid() AND l.granted AND r.transaction = txid_current();
  END $$;
  CREATE EVENT TRIGGER note_relations ON ddl_command_start EXECUTE FUNCTION watch.note_relations();
  CREATE EVENT TRIGGER note_locks ON ddl_command_end EXECUTE FUNCTION watch.note_locks())";

bool is_built_concurrently(const Json& step) {
  return step.at("kind") == "create_index" && step.at("transaction").is_null();
}

void announce(Locks& locks, const Json& step) {
  for (const auto& lock : step.at("locks")) {
    const auto mode = std::ranges::find(kModes, lock.at("mode").get<std::string>(), &Mode::sql);
    ASSERT_NE(mode, kModes.end()) << lock;
    add(locks, lock.at("table").get<std::string>(), *mode);
  }
}

/// Of the transaction so far: what a step locks stays locked until its end.
Locks announced(const Json& steps, std::size_t number) {
  Locks locks;
  const auto& transaction = steps.at(number).at("transaction");
  for (std::size_t at = 0; at <= number; ++at) {
    const bool is_in_it = at == number || (!transaction.is_null() && steps.at(at).at("transaction") == transaction);
    if (is_in_it) announce(locks, steps.at(at));
  }
  return locks;
}

/// Rows of relation, mode, and whether it is a table. What locks a table locks its indexes as well: of those, only what
/// was announced is looked at.
Locks held(const Rows& rows, const Locks& expected) {
  Locks locks;
  for (const auto& row : rows) {
    const auto mode = std::ranges::find(kModes, row[1], &Mode::catalog);
    const bool is_looked_at = row[2] == "t" || expected.contains(row[0]);
    if (is_looked_at && mode != kModes.end()) add(locks, row[0], *mode);
  }
  return locks;
}

Rows seen(const TestDatabase& database, const std::string& table, const std::string& sql) {
  const auto* columns = table == "locks" ? "relation, mode, is_table" : "sql";
  return database.query(fmt::format("SELECT {} FROM watch.{} WHERE sql = $sql${}$sql$", columns, table, sql));
}

constexpr auto kRows = 10;

/// `weaker` are locks that this server's release takes in place of those that are announced.
void expect_announced_locks(const ChangeCase& change, const Locks& weaker = {}) {
  const Scenario scenario(file_with(change.added), make_tables(kRows) + change.prepared);
  const auto& database = scenario.database();
  const auto steps = scenario.plan(change.options).json.at("steps");
  database.execute(kWatch);
  const auto apply = scenario.apply(change.options);
  ASSERT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(apply.applied.size(), steps.size());
  for (std::size_t number = 0; number < steps.size(); ++number) {
    const auto& step = steps.at(number);
    if (is_built_concurrently(step)) continue;  // it has let go of its lock by then: LocksOfAConcurrentBuild
    const auto sql = step.at("sql").get<std::string>();
    EXPECT_FALSE(seen(database, "statements", sql).empty()) << sql;
    auto expected = announced(steps, number);
    for (const auto& [relation, mode] : weaker) expected.at(relation) = mode;
    EXPECT_EQ(held(seen(database, "locks", sql), expected), expected) << sql;
  }
}

class LocksOfSteps : public testing::TestWithParam<ChangeCase> {};

TEST_P(LocksOfSteps, AreThoseThatThePlanAnnounces) { expect_announced_locks(GetParam()); }

TEST(LocksOfAPlainKey, AreNoStrongerThanAnnouncedForAPartitionedTable) {
  const ChangeCase keys{.name = "Keys",
                        .added = {{"  visits:",
                                   "    primary_key: [code, kind, id]\n"
                                   "    unique: [{name: visits_code, columns: [code, kind]}]"}},
                        .steps = {},
                        .options = {"--no-concurrently"}};
  const Locks before_18{{"public.visits_1", "SHARE"}, {"public.visits_2", "SHARE"}};
  expect_announced_locks(keys, server_major() < 18 ? before_18 : Locks());
}

/// As a change that is tried under load has it, so that the same can be said of it.
std::vector<ChangeCase> announced_as_changes() {
  std::vector<ChangeCase> changes;
  for (const auto& announced : announced_changes()) {
    changes.push_back({.name = announced.name, .added = announced.added, .steps = {}, .prepared = announced.prepared});
  }
  return changes;
}

/// What lets writes wait, because it was asked for or because there is no other way; and partitions.
std::vector<ChangeCase> further_changes() {
  const std::vector<std::string> plainly{"--no-concurrently"};
  const Addition index_of_visits{"      - {name: visits_id, columns: [id]}",
                                 "      - {name: visits_code, columns: [code]}"};
  return {
      {.name = "IndexPlainly",
       .added = {{"  turns:", "    indexes: [{name: turns_mood, columns: [mood]}]"}},
       .steps = {},
       .options = plainly},
      {.name = "UniqueKeyPlainly",
       .added = {{"  turns:", "    unique: [{name: turns_mood, columns: [id, mood]}]"}},
       .steps = {},
       .options = plainly},
      {.name = "IndexOfPartitionsPlainly", .added = {index_of_visits}, .steps = {}, .options = plainly},
      {.name = "ColumnOfPartitions",
       .added = {{"      - {name: code, type: text, nullable: false}",
                  "      - {name: note, type: text, storage: external, comment: x}"}},
       .steps = {}},
      {.name = "ForeignKeyToItself",
       .added =
           {{"  turns:",
             "    foreign_keys: [{name: turns_turn, columns: [code], references: {table: turns, columns: [code]}}]"}},
       .steps = {}},
      {.name = "ForeignKeyBetweenPartitionedTables",
       .added = {{"  visits:",
                  "    primary_key: [id, kind]\n"
                  "    foreign_keys: [{name: visits_self, columns: [id, kind], "
                  "references: {table: visits, columns: [id, kind]}}]"}},
       .steps = {},
       .prepared = "ALTER TABLE visits ADD PRIMARY KEY (id, kind)"},
      {.name = "PartitionThatRefersToATable",
       .added =
           {{"  visits:",
             "    foreign_keys: [{name: visits_turn, columns: [code], references: {table: turns, columns: [code]}}]"},
            {"    partitions:", "      visits_3: {in: [3]}"}},
       .steps = {},
       .prepared = "ALTER TABLE visits ADD CONSTRAINT visits_turn FOREIGN KEY (code) REFERENCES turns (code)"}};
}

std::string title(const testing::TestParamInfo<ChangeCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(EachOfTheSample, LocksOfSteps, testing::ValuesIn(sample_of_changes()), title);
INSTANTIATE_TEST_SUITE_P(EachOther, LocksOfSteps, testing::ValuesIn(other_changes()), title);
INSTANTIATE_TEST_SUITE_P(EachAnnounced, LocksOfSteps, testing::ValuesIn(announced_as_changes()), title);
INSTANTIATE_TEST_SUITE_P(EachFurther, LocksOfSteps, testing::ValuesIn(further_changes()), title);

struct ConcurrentBuild {
  std::string name;
  Addition added;
  std::string table;
};

std::ostream& operator<<(std::ostream& out, const ConcurrentBuild& build) { return out << build.name; }

class LocksOfAConcurrentBuild : public testing::TestWithParam<ConcurrentBuild> {};

TEST_P(LocksOfAConcurrentBuild, AreThoseThatThePlanAnnounces) {
  const auto& [name, added, table] = GetParam();
  const TestDatabase database;
  database.execute(make_tables(kRows));
  const TemporaryFile file(file_with({added}));
  const auto plan = Json::parse(run_tool(arguments("plan", file, database.url(), {"--format", "json"})).output);
  auto writer = database.connect();
  writer.execute(fmt::format("BEGIN; LOCK TABLE {} IN ROW EXCLUSIVE MODE", table));
  auto apply = start_tool(arguments("apply", file, database.url()));
  wait_until_blocked(database);
  const auto rows = database.query(
      "SELECT format('%I.%I', n.nspname, c.relname), l.mode, c.relkind IN ('r', 'p')"
      "  FROM pg_locks l JOIN pg_stat_activity a USING (pid) JOIN pg_class c ON c.oid = l.relation"
      "  JOIN pg_namespace n ON n.oid = c.relnamespace"
      " WHERE a.application_name = 'pgreconcile' AND a.datname = current_database() AND a.state = 'active' AND "
      "l.granted"
      "   AND n.nspname = 'public'");
  writer.execute("COMMIT");
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  const auto step =
      std::ranges::find_if(plan.at("steps"), [](const Json& each) { return is_built_concurrently(each); });
  ASSERT_NE(step, plan.at("steps").end());
  Locks expected;
  announce(expected, *step);
  EXPECT_EQ(held(rows, expected), expected);
  EXPECT_EQ(expected, (Locks{{"public." + table, "SHARE UPDATE EXCLUSIVE"}}));
}

INSTANTIATE_TEST_SUITE_P(
    Each, LocksOfAConcurrentBuild,
    testing::Values(
        ConcurrentBuild{"OnATable", {"  turns:", "    indexes: [{name: turns_mood, columns: [mood]}]"}, "turns"},
        ConcurrentBuild{"OnAPartition",
                        {"      - {name: visits_id, columns: [id]}", "      - {name: visits_code, columns: [code]}"},
                        "visits_1"}),
    [](const auto& parameter) { return parameter.param.name; });

}  // namespace
}  // namespace pgreconcile::test
