// Others change the declared tables as fast as they can, while plan and drift read.

#include <gmock/gmock.h>

#include <atomic>
#include <map>
#include <thread>

#include "tests/fault/faults.hpp"

namespace pgreconcile::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// Runs transactions over and over in a session of its own: some as fast as it can, and then none for so long that the
/// tool can get through.
class Storm {
 public:
  Storm(const TestDatabase& database, std::vector<std::string> transactions)
      : thread_([this, &database, transactions = std::move(transactions)] {
          constexpr std::size_t kBurst = 7;
          constexpr auto kRest = std::chrono::milliseconds(300);
          auto connection = database.connect();
          for (std::size_t next = 0; !stopping_; ++next) {
            connection.execute("BEGIN; " + transactions[next % transactions.size()] + "; COMMIT");
            if (next % kBurst == 0) std::this_thread::sleep_for(kRest);
          }
        }) {}
  Storm(const Storm&) = delete;
  Storm& operator=(const Storm&) = delete;
  ~Storm() {
    stopping_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> stopping_ = false;
  std::thread thread_;  // last: it uses the others
};

constexpr auto kFile = R"yaml(version: 1
enums: {mood: [sad, happy]}
tables:
  p: {columns: [{name: id, type: integer, primary_key: true}]}
  t:
    columns:
      - {name: id, type: serial, primary_key: true}
      - {name: a, type: integer, default: abs(-1), references: {table: p, column: id, name: f}}
      - {name: b, type: varchar(20), unique: true}
      - {name: m, type: mood, default: {literal: sad}}
    checks:
      - {name: c, expr: "b in ('x', 'y')"}
      - {name: o, expr: ok(a)}
    indexes: [{name: i, columns: [{expr: lower(b)}], where: m = 'sad' and a > 1}]
)yaml";

constexpr auto kFunction = "CREATE FUNCTION ok(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 < 9';";
constexpr auto kTypes = "CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE TABLE p (id integer PRIMARY KEY);";
constexpr auto kTable = R"(
  CREATE TABLE t (
    id serial PRIMARY KEY, a integer DEFAULT abs(-1) CONSTRAINT f REFERENCES p, b varchar(20) UNIQUE,
    m mood DEFAULT 'sad', CONSTRAINT c CHECK (b IN ('x', 'y')), CONSTRAINT o CHECK (ok(a)));
  CREATE INDEX i ON t (lower(b)) WHERE m = 'sad' AND a > 1;)";

/// Runs plan and drift by turns. `check` gets the command and what it said, unless that was to try again. Returns how
/// often it said more.
template <typename Check>
int read_in_storm(const TestDatabase& database, const TemporaryFile& file, int runs, Check check) {
  int said = 0;
  for (int run = 0; run < runs; ++run) {
    const std::string command = run % 2 == 0 ? "plan" : "drift";
    const auto result = run_tool(arguments(command, file, database.url(), {"--format", "json"}));
    if (result.exit_code != 75) {
      ++said;
      check(command, result);
      continue;
    }
    EXPECT_EQ(result.output, "");
    EXPECT_THAT(result.errors, StartsWith("pgreconcile: error: the catalog kept changing while it was read"));
  }
  return said;
}

TEST(Storm, ThatChangesNothingIsNoDifference) {
  const TestDatabase database;
  database.execute(std::string(kFunction) + kTypes + kTable);
  const TemporaryFile file(kFile);
  const std::vector<std::vector<std::string>> storms{
      {"ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CONSTRAINT c CHECK (b IN ('x', 'y'))",
       "DROP INDEX i; CREATE INDEX i ON t (lower(b)) WHERE m = 'sad' AND a > 1",
       "ALTER TABLE t ADD undeclared integer DEFAULT 1, ALTER a SET DEFAULT abs(-1); ALTER TABLE t DROP undeclared"},
      {std::string("DROP TABLE t;") + kTable},
      {"ALTER TABLE t RENAME b TO x; ALTER TABLE t RENAME x TO b",
       "ALTER TYPE mood RENAME TO x; ALTER TYPE x RENAME TO mood",
       "ALTER FUNCTION ok RENAME TO x; ALTER FUNCTION x RENAME TO ok",
       "DROP INDEX i; ALTER TABLE t ALTER a DROP DEFAULT, ALTER a TYPE smallint; ALTER TABLE t ALTER a TYPE integer;"
       "ALTER TABLE t ALTER a SET DEFAULT abs(-1); CREATE INDEX i ON t (lower(b)) WHERE m = 'sad' AND a > 1"}};
  int said = 0;
  for (const auto& transactions : storms) {
    const Storm storm(database, transactions);
    said += read_in_storm(database, file, 6, [](const auto& command, const auto& result) {
      EXPECT_EQ(result.exit_code, 0) << command << '\n' << result;
      EXPECT_THAT(result.output, HasSubstr("\"status\": \"converged\"")) << result;
      EXPECT_THAT(result.output, HasSubstr("\"differences\": []")) << result;
    });
  }
  EXPECT_GT(said, 0);
}

TEST(Storm, BetweenTwoStatesIsReportedAsOneOfThem) {
  const TestDatabase database;
  database.execute(std::string(kFunction) + kTypes + kTable);
  const TemporaryFile file(kFile);
  const std::string there =
      "ALTER TABLE t RENAME a TO a2; ALTER TABLE t RENAME b TO b2; ALTER TYPE mood RENAME TO mood2;"
      "ALTER FUNCTION ok RENAME TO ok2; ALTER SEQUENCE t_id_seq RENAME TO s2; ALTER INDEX i RENAME TO i2";
  const std::string back =
      "ALTER TABLE t RENAME a2 TO a; ALTER TABLE t RENAME b2 TO b; ALTER TYPE mood2 RENAME TO mood;"
      "ALTER FUNCTION ok2 RENAME TO ok; ALTER SEQUENCE s2 RENAME TO t_id_seq; ALTER INDEX i2 RENAME TO i";
  std::map<std::string, std::vector<ProcessResult>> known;
  for (const auto& change : {there, back}) {
    database.execute(change);
    for (const std::string command : {"plan", "drift"}) {
      known[command].push_back(run_tool(arguments(command, file, database.url(), {"--format", "json"})));
    }
  }
  ASSERT_NE(known["drift"][0], known["drift"][1]);
  const Storm storm(database, {there, back});
  const int said = read_in_storm(database, file, 14, [&](const auto& command, const auto& result) {
    EXPECT_THAT(known[command], testing::Contains(result)) << command;
  });
  EXPECT_GT(said, 0);
}

}  // namespace
}  // namespace pgreconcile::test
