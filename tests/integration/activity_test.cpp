#include "introspect/activity.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <thread>

#include "introspect/lock_conflicts.hpp"
#include "tests/support/database.hpp"

namespace pgreconcile::introspect {
namespace {

using std::chrono::seconds;
using test::Connection;
using test::TestDatabase;
using test::TestRole;
using testing::ElementsAre;
using testing::IsEmpty;

sql::QualifiedName table(const std::string& name) { return {sql::Identifier("public"), sql::Identifier(name)}; }

class Activity : public testing::Test {
 protected:
  Activity() {
    database_.execute("CREATE TABLE items (id int); INSERT INTO items VALUES (1); CREATE TABLE other (id int)");
  }

  Connection connect_as(const std::string& application, const std::string& user = "postgres") const {
    return Connection(database_.url(user) + "?application_name=" + application);
  }
  db::Session session(const std::string& user = "postgres") const {
    return db::Session(db::parse_connection_target(database_.url(user)));
  }

  TestRole role_;
  TestDatabase database_;
};

std::int64_t pid_of(Connection& connection) { return std::stoll(connection.value("SELECT pg_backend_pid()")); }

std::vector<Holder> holders(const auto& found) {
  std::vector<Holder> holders;
  for (const auto& one : found) holders.push_back(one.holder);
  return holders;
}

TEST_F(Activity, NobodyHoldsTheApplyLock) {
  auto asking = session();
  EXPECT_EQ(apply_lock_holder(asking), std::nullopt);
  auto elsewhere = test::connect_to_server();  // another database's
  elsewhere.execute(test::kTakeApplyLock);
  auto shifted = database_.connect();  // another key in two halves
  shifted.execute("SELECT pg_advisory_lock((7310486950152044131 >> 32)::int, (7310486950152044131 & 4294967295)::int)");
  EXPECT_EQ(apply_lock_holder(asking), std::nullopt);
}

TEST_F(Activity, TheHolderOfTheApplyLock) {
  auto holder = connect_as("deploy");
  holder.execute(test::kTakeApplyLock);
  const Holder expected{pid_of(holder), "deploy"};
  const auto since = database_.value(
      "SELECT to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC' FROM pg_stat_activity"
      " WHERE application_name = 'deploy'");
  auto asking = session();
  EXPECT_EQ(apply_lock_holder(asking), (ApplyLockHolder{expected, since}));
  auto stranger = session(role_.name());
  EXPECT_EQ(apply_lock_holder(stranger), (ApplyLockHolder{expected, std::nullopt}));
  EXPECT_EQ(to_string(ApplyLockHolder{{7, "deploy"}, std::nullopt}), "deploy (pid 7), connected since an unknown time");
}

// The table of conflicts against the server's own.
TEST_F(Activity, ModesConflictAsOnTheServer) {
  const std::vector<std::string> modes{"ACCESS SHARE", "ROW SHARE",           "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE",
                                       "SHARE",        "SHARE ROW EXCLUSIVE", "EXCLUSIVE",     "ACCESS EXCLUSIVE"};
  auto holder = database_.connect();
  auto wanting = database_.connect();
  for (const auto& wanted : modes) {
    std::vector<std::string> conflicting;
    for (const auto& held : modes) {
      holder.execute("BEGIN; LOCK TABLE items IN " + held + " MODE");
      try {
        wanting.execute("BEGIN; LOCK TABLE items IN " + wanted + " MODE NOWAIT");
      } catch (const std::runtime_error&) {
        conflicting.push_back(held);
      }
      wanting.execute("ROLLBACK");
      holder.execute("ROLLBACK");
    }
    std::vector<std::string> expected;
    for (const auto& mode : conflicting_modes(wanted)) expected.emplace_back(mode.sql);
    EXPECT_EQ(expected, conflicting) << wanted;
  }
}

TEST_F(Activity, WhoHoldsLocksThatStandInTheWay) {
  auto reader = connect_as("reader");
  reader.execute("BEGIN; LOCK TABLE items IN ACCESS SHARE MODE; LOCK TABLE items IN ROW SHARE MODE");
  auto elsewhere = connect_as("elsewhere");
  elsewhere.execute("BEGIN; LOCK TABLE other IN ACCESS SHARE MODE");
  auto asking = session();
  const auto locks = conflicting_locks(asking, {{"ACCESS EXCLUSIVE", table("items")}});
  ASSERT_EQ(locks.size(), 1);
  EXPECT_EQ(locks[0].holder, (Holder{pid_of(reader), "reader"}));
  EXPECT_EQ(locks[0].modes, "ACCESS SHARE, ROW SHARE");
  EXPECT_EQ(locks[0].table, table("items"));
  EXPECT_TRUE(locks[0].transaction_age.has_value());
  EXPECT_THAT(conflicting_locks(asking, {{"SHARE", table("items")}}), IsEmpty());
  auto stranger = session(role_.name());
  EXPECT_EQ(conflicting_locks(stranger, {{"ACCESS EXCLUSIVE", table("items")}})[0].transaction_age, std::nullopt);
}

TEST_F(Activity, LocksOnPartitionsStandInTheWayToo) {
  database_.execute(
      "CREATE TABLE parent (id int) PARTITION BY RANGE (id);"
      "CREATE TABLE part PARTITION OF parent FOR VALUES FROM (0) TO (9)");
  auto reader = connect_as("reader");
  reader.execute("BEGIN; LOCK TABLE part IN ACCESS SHARE MODE");
  auto asking = session();
  const auto locks = conflicting_locks(asking, {{"ACCESS EXCLUSIVE", table("parent")}});
  ASSERT_EQ(locks.size(), 1);
  EXPECT_EQ(locks[0].table, table("part"));

  // Not every statement locks the partitions: who holds the table itself is surely in the way.
  auto guilty = connect_as("guilty");
  guilty.execute("BEGIN; LOCK TABLE ONLY parent IN ACCESS SHARE MODE");
  const auto on_the_table = conflicting_locks(asking, {{"ACCESS EXCLUSIVE", table("parent")}});
  ASSERT_EQ(on_the_table.size(), 1);
  EXPECT_EQ(on_the_table[0].holder.name, "guilty");
}

TEST_F(Activity, APreparedTransactionHasANameAndNoProcess) {
  database_.execute("BEGIN; INSERT INTO items VALUES (2); PREPARE TRANSACTION 'move'");
  auto asking = session();
  const Holder move{std::nullopt, "move"};
  EXPECT_THAT(holders(conflicting_locks(asking, {{"SHARE", table("items")}})), ElementsAre(move));
  EXPECT_THAT(holders(old_transactions(asking, {table("items")}, seconds(0))), ElementsAre(move));
  EXPECT_THAT(old_transactions(asking, {table("other")}, seconds(0)), IsEmpty());
  auto waiting = database_.connect();
  const auto pid = pid_of(waiting);
  std::thread builder([&] { waiting.execute("CREATE INDEX ON items (id)"); });
  auto progress = statement_progress(asking, pid);
  while (progress.waits_for.empty()) progress = statement_progress(asking, pid);
  database_.execute("ROLLBACK PREPARED 'move'");
  builder.join();
  EXPECT_THAT(progress.waits_for, ElementsAre(Holder{}));
  EXPECT_EQ(to_string(move), "the prepared transaction \"move\"");
  EXPECT_EQ(to_string(Holder{}), "a prepared transaction");
}

TEST_F(Activity, TransactionsThatAnIndexBuildWaitsFor) {
  auto snapshot = connect_as("snapshot");
  snapshot.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
  auto writer = connect_as("writer");
  writer.execute("BEGIN; INSERT INTO items VALUES (2)");
  auto elsewhere = connect_as("elsewhere");  // holds no snapshot, and nothing of the table
  elsewhere.execute("BEGIN; INSERT INTO other VALUES (2)");
  auto reader = connect_as("reader");
  reader.execute("BEGIN; LOCK TABLE items IN ACCESS SHARE MODE");
  auto asking = session();
  EXPECT_THAT(holders(old_transactions(asking, {table("items")}, seconds(0))),
              testing::UnorderedElementsAre(Holder{pid_of(snapshot), "snapshot"}, Holder{pid_of(writer), "writer"}));
  EXPECT_THAT(old_transactions(asking, {table("items")}, seconds(1000)), IsEmpty());
}

// As time goes by: what is not of that age yet has no greater one before, and what is has it afterwards.
TEST_F(Activity, ATransactionIsOldFromItsVeryAgeOn) {
  auto writer = connect_as("writer");
  writer.execute("BEGIN; INSERT INTO items VALUES (2)");
  auto asking = session();
  const auto age = [&] { return old_transactions(asking, {table("items")}, seconds(0)).at(0).age.value(); };
  const auto at_least = age() + seconds(1);
  std::vector<OldTransaction> old;
  while (old.empty()) {
    const auto before = age();
    old = old_transactions(asking, {table("items")}, at_least);
    if (old.empty()) {
      EXPECT_LT(before, at_least);
    }
  }
  EXPECT_GE(old[0].age, at_least);
  EXPECT_LE(old[0].age, age());
}

TEST_F(Activity, AgesOfOthersAreUnknownWithoutARight) {
  auto snapshot = connect_as("snapshot");
  snapshot.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
  const OldTransaction expected{{pid_of(snapshot), "snapshot"}, std::nullopt};
  auto stranger = session(role_.name());
  const auto found = old_transactions(stranger, {table("items")}, seconds(1000));
  EXPECT_THAT(found, ElementsAre(expected));
  EXPECT_EQ(to_string(found),
            fmt::format("snapshot (pid {}), in a transaction for an unknown time", *expected.holder.pid));
}

TEST_F(Activity, AnIndexBuildThatWaits) {
  auto writer = connect_as("writer");
  writer.execute("BEGIN; INSERT INTO items VALUES (2)");
  auto building = database_.connect();
  const auto pid = pid_of(building);
  auto asking = session();
  EXPECT_EQ(statement_progress(asking, pid), StatementProgress{});
  std::thread builder([&] { building.execute("CREATE INDEX CONCURRENTLY ON items (id)"); });
  auto progress = statement_progress(asking, pid);
  while (progress.waits_for.empty()) progress = statement_progress(asking, pid);
  writer.execute("COMMIT");
  builder.join();
  const IndexBuildProgress build{.phase = "waiting for writers before build", .lockers = {0, 1}};
  EXPECT_EQ(progress, (StatementProgress{build, {{pid_of(writer), "writer"}}}));
}

}  // namespace
}  // namespace pgreconcile::introspect
