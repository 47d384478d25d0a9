// The catalog changes right between two of the tool's own messages. What pg_get_expr() and its like print is newer than
// the rows of the snapshot then.

#include <gmock/gmock.h>

#include <set>

#include "tests/fault/faults.hpp"
#include "tests/fault/wire_proxy.hpp"

namespace pgreconcile::test {
namespace {

constexpr char kCommandComplete = 'C';

/// Calls a function when the tool has taken a snapshot, before it reads what the snapshot shows. The first snapshot is
/// number 1.
WireProxy::OnMessage at_each_snapshot(std::function<void(int number)> call) {
  auto begun = std::make_shared<bool>(false);
  auto number = std::make_shared<int>(0);
  return [=](char type, const std::string& body) {
    if (type != kCommandComplete) return WireProxy::Verdict::Pass;
    if (*begun && body.starts_with("SELECT")) {
      *begun = false;
      call(++*number);
    } else if (body.starts_with("BEGIN")) {
      *begun = true;
    }
    return WireProxy::Verdict::Pass;
  };
}

constexpr auto kFile = R"yaml(version: 1
enums: {mood: [sad, happy]}
domains:
  small: {type: integer, checks: [{name: is_small, expr: ok(VALUE)}]}
sequences:
  s: {}
tables:
  t:
    columns:
      - {name: a, type: integer, default: nextval('s')}
      - {name: b, type: varchar}
      - {name: m, type: mood}
    checks: [{name: c, expr: ok(a)}, {name: asked, expr: "b in ('x', 'y')"}]
    indexes: [{name: i, columns: [{expr: ok(length(b))}], where: m = 'sad'}]
)yaml";
constexpr auto kFunction = R"(
  CREATE FUNCTION ok(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 < 9';)";
constexpr auto kSchema = R"(
  CREATE TYPE mood AS ENUM ('sad', 'happy');
  CREATE DOMAIN small AS integer CONSTRAINT is_small CHECK (ok(VALUE));
  CREATE SEQUENCE s;
  CREATE TABLE t (a integer DEFAULT nextval('s'), b varchar, m mood, CONSTRAINT c CHECK (ok(a)),
                  CONSTRAINT asked CHECK (b IN ('x', 'y')));
  CREATE INDEX i ON t (ok(length(b))) WHERE m = 'sad')";

/// A change and what takes it back.
struct ThereAndBack {
  std::string there;
  std::string back;
};

const std::vector<ThereAndBack>& changes() {
  static const std::string all = "DROP TABLE t; DROP SEQUENCE s; DROP DOMAIN small; DROP TYPE mood; DROP FUNCTION ok;";
  static const std::string anew = "BEGIN; " + all + kFunction + kSchema + "; COMMIT";
  static const std::vector<ThereAndBack> changes{
      {"ALTER TABLE t RENAME b TO x", "ALTER TABLE t RENAME x TO b"},
      {"ALTER TYPE mood RENAME TO x", "ALTER TYPE x RENAME TO mood"},
      {"ALTER TYPE mood RENAME VALUE 'sad' TO 'x'", "ALTER TYPE mood RENAME VALUE 'x' TO 'sad'"},
      {"ALTER SEQUENCE s RENAME TO x", "ALTER SEQUENCE x RENAME TO s"},
      {"ALTER FUNCTION ok RENAME TO x", "ALTER FUNCTION x RENAME TO ok"},
      {"ALTER SCHEMA public RENAME TO x", "ALTER SCHEMA x RENAME TO public"},
      // Equal in all that is declared, but nothing is what it was: "cache lookup failed".
      {anew, anew},
  };
  return changes;
}

class MovedCatalog : public testing::Test {
 protected:
  MovedCatalog() : file_(kFile) { database_.execute(std::string(kFunction) + kSchema); }

  /// `drift`, with the catalog changed there and back after the snapshots of those numbers.
  ProcessResult drift(const ThereAndBack& change, const std::set<int>& numbers) {
    return run("drift", change, numbers);
  }

  ProcessResult run(const std::string& command, const ThereAndBack& change, const std::set<int>& numbers,
                    const std::vector<std::string>& options = {}) {
    auto is_there = false;
    const WireProxy proxy(at_each_snapshot([&](int number) {
      if (!numbers.contains(number)) return;
      database_.execute(is_there ? change.back : change.there);
      is_there = !is_there;
    }));
    const auto result = run_tool(arguments(command, file_, proxy.url(database_), options));
    if (is_there) database_.execute(change.back);
    return result;
  }

  TestDatabase database_;
  TemporaryFile file_;
};

TEST_F(MovedCatalog, IsReadAgain) {
  for (const auto& change : changes()) {
    const auto drift = this->drift(change, {1, 2});
    EXPECT_EQ(drift.exit_code, 0) << change.there << '\n' << drift;
  }
}

TEST_F(MovedCatalog, IsReadThreeTimesAtMost) {
  for (const auto& change : {changes().front(), changes().back()}) {
    const auto drift = this->drift(change, {1, 2, 3});
    EXPECT_EQ(drift.exit_code, 75) << change.there << '\n' << drift;
    EXPECT_EQ(drift.output, "");
    EXPECT_THAT(drift.errors, testing::MatchesRegex("pgreconcile: error: the catalog kept changing while it was read(: "
                                                    "[^\n]* \\(SQLSTATE XX000\\))?\nHINT: run again when no other DDL "
                                                    "runs\n"));
  }
}

// What changes it may be another host's apply, whose end is waited for as for its lock.
TEST_F(MovedCatalog, IsWaitedForByAnApply) {
  const auto apply = run("apply", changes().front(), {1, 2, 3, 4, 5, 6});
  EXPECT_EQ(apply.exit_code, 0) << apply;
  EXPECT_EQ(apply.errors, "other DDL keeps changing the catalog while it is read; waiting for its end\n");
}

TEST_F(MovedCatalog, IsWaitedForNoLongerThanMaxWait) {
  const auto apply = run("apply", changes().front(), {1, 2, 3}, {"--max-wait", "0s"});
  EXPECT_EQ(apply.exit_code, 75) << apply;
  EXPECT_EQ(
      apply.errors,
      "pgreconcile: error: the catalog kept changing while it was read\nHINT: run again when no other DDL runs\n");
}

TEST_F(MovedCatalog, IsNotWaitedForAfterCtrlC) {
  const WireProxy proxy(at_each_snapshot(
      [&](int number) { database_.execute(number % 2 == 1 ? changes().front().there : changes().front().back); }));
  auto apply = start_tool(arguments("apply", file_, proxy.url(database_)));
  apply.wait_for("waiting for its end\n");
  apply.send(SIGINT);
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 130) << result;
  EXPECT_EQ(result.errors,
            "other DDL keeps changing the catalog while it is read; waiting for its end\n"
            "pgreconcile: error: interrupted\nHINT: run again: what was done stays done\n");
}

// Nobody changes it: time does not mend that.
TEST_F(MovedCatalog, IsNotWaitedForWhereItIsDamaged) {
  database_.execute("DROP DOMAIN small; ALTER TABLE t DROP CONSTRAINT c; DROP INDEX i");
  database_.execute(
      "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'; ALTER TABLE t ALTER a SET DEFAULT f();"
      "SET allow_system_table_mods = on; DELETE FROM pg_proc WHERE proname = 'f'");
  const auto apply = run_tool(arguments("apply", file_, database_.url()));
  EXPECT_EQ(apply.exit_code, 75) << apply;
  EXPECT_THAT(apply.errors, testing::MatchesRegex("pgreconcile: error: the catalog kept changing while it was read: "
                                                  "cache lookup failed for function [0-9]+ \\(SQLSTATE XX000\\)\n"
                                                  "HINT: run again when no other DDL runs\n"));
}

// The third snapshot is that of asking about all expressions together, the fourth of asking about each, the fifth of
// looking whether the catalog stood still.
TEST_F(MovedCatalog, IsReadAgainRatherThanNotCompared) {
  const auto drift = this->drift({"ALTER TYPE mood RENAME TO x", "ALTER TYPE x RENAME TO mood"}, {3, 5});
  EXPECT_EQ(drift.exit_code, 0) << drift;
}

}  // namespace
}  // namespace pgreconcile::test
