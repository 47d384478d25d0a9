#include "tests/fault/pgbouncer.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <set>
#include <thread>

#include "src/base/error.hpp"
#include "src/db/session.hpp"
#include "tests/fault/same_reports.hpp"

namespace pgreconcile::test {
namespace {

using testing::SizeIs;

/// Each server connection's process, and all its settings. Two transactions at once take both.
std::map<std::string, Rows> pooled_settings(const std::string& url) {
  Connection first(url);
  Connection second(url);
  std::map<std::string, Rows> settings;
  for (auto* connection : {&first, &second}) connection->execute("BEGIN");
  for (auto* connection : {&first, &second}) {
    const auto process = connection->value("SELECT pg_backend_pid()");
    settings[process] = connection->query("SELECT name, setting FROM pg_settings ORDER BY name");
    connection->execute("COMMIT");
  }
  return settings;
}

/// Transactions through the pool, one after the other, until the end.
class BusyClient {
 public:
  explicit BusyClient(const std::string& url) : thread_([this, url] { work(url); }) {}
  BusyClient(const BusyClient&) = delete;
  BusyClient& operator=(const BusyClient&) = delete;
  ~BusyClient() {
    stopping_ = true;
    thread_.join();
  }

  int transactions() const { return transactions_; }

 private:
  void work(const std::string& url) {
    Connection connection(url);
    while (!stopping_) {
      connection.execute("BEGIN; SELECT count(*) FROM kraken_turns; COMMIT");
      ++transactions_;
    }
  }

  std::atomic<bool> stopping_ = false;
  std::atomic<int> transactions_ = 0;
  std::thread thread_;  // last: it uses the others
};

TEST(PgBouncer, IsReadThroughAsIfItWereNotThere) {
  const TwoDatabases databases;
  databases.expect_worthy_reports();
  const PgBouncer pooler;
  const auto through_pooler = [&](const TestDatabase& database) { return pooler.url(database); };
  // Each client says who it is, because PgBouncer leaves the last one's name to those who do not.
  const auto url = pooler.url(databases.converged()) + "?application_name=another";

  const auto before = pooled_settings(url);
  ASSERT_THAT(before, SizeIs(2));
  {
    // What other clients left in a server's session.
    Connection first(url);
    Connection second(url);
    for (auto* connection : {&first, &second}) connection->execute("BEGIN");
    for (auto* connection : {&first, &second}) {
      connection->execute(
          "CREATE TEMPORARY TABLE pg_class (a integer); CREATE TEMPORARY TABLE kraken_turns (a integer)");
      connection->execute("CREATE TYPE pg_temp.feedback_kind AS ENUM ('temporary'); COMMIT");
    }
  }
  const BusyClient first(url);
  const BusyClient second(url);
  databases.expect_same_reports(through_pooler);
  const auto direct = run_tool({"export", "--database-url", databases.converged().url()});
  EXPECT_EQ(direct.exit_code, 0) << direct;
  EXPECT_EQ(run_tool({"export", "--database-url", url}), direct);
  EXPECT_GT(first.transactions(), 100);
  EXPECT_GT(second.transactions(), 100);
  EXPECT_EQ(pooled_settings(url), before);
}

TEST(PgBouncer, IsNothingToApplyThrough) {
  const TestDatabase database;
  database.execute(kItems);
  const TemporaryFile file(kItemsWithNote);
  const PgBouncer pooler;
  const auto apply = run_tool(arguments("apply", file, pooler.url(database)));
  EXPECT_EQ(apply.exit_code, 64) << apply;
  EXPECT_EQ(apply.errors,
            "pgreconcile: error: there is a connection pooler between pgreconcile and the server\n"
            "HINT: connect to the server itself, or say --proxy session if the pooler pools by session\n");
  EXPECT_EQ(run_tool(arguments("plan", file, database.url(), {"--exit-code"})).exit_code, 2);
}

class VouchedFor : public testing::Test {
 protected:
  VouchedFor() { database_.execute(kItems); }

  ProcessResult apply_through(const PgBouncer& pooler) const {
    return run_tool(arguments("apply", file_, pooler.url(database_), {"--proxy", "session"}));
  }
  void expect_applied_through(const Pool& pool) const {
    const PgBouncer pooler(pool);
    const auto apply = apply_through(pooler);
    EXPECT_EQ(apply.exit_code, 0) << apply;
    EXPECT_EQ(apply.errors, "step 1: add column public.items.note\n");
    EXPECT_EQ(run_tool(arguments("plan", file_, database_.url(), {"--exit-code"})).exit_code, 0);
  }
  void expect_found_out(const Pool& pool) const {
    const PgBouncer pooler(pool);
    const auto url = pooler.url(database_) + "?application_name=another";
    const auto before = pooled_settings(url);
    const auto apply = apply_through(pooler);
    EXPECT_EQ(apply.exit_code, 64) << apply;
    EXPECT_EQ(apply.output, "");
    EXPECT_EQ(
        apply.errors,
        "pgreconcile: error: the pooler between pgreconcile and the server does not pool by session\n"
        "HINT: connect to the server itself: the settings and the apply lock belong to one session of the server\n");
    EXPECT_EQ(pooled_settings(url), before);
    EXPECT_EQ(run_tool(arguments("plan", file_, database_.url(), {"--exit-code"})).exit_code, 2);
  }

 private:
  const TestDatabase database_;
  const TemporaryFile file_{kItemsWithNote};
};

TEST_F(VouchedFor, APoolBySessionIsAppliedThrough) { expect_applied_through({.mode = "session"}); }

TEST_F(VouchedFor, APoolBySessionMayHaveNoMoreThanOneServerConnection) {
  expect_applied_through({.mode = "session", .size = 1});
}

TEST_F(VouchedFor, APoolThatGivesEachTransactionAnotherProcessIsFoundOut) {
  expect_found_out({.mode = "transaction", .round_robin = 1});
}

TEST_F(VouchedFor, APoolThatGivesTheSameProcessToOthersIsFoundOut) {
  expect_found_out({.mode = "transaction", .round_robin = 0});
}

// What a pool that was quiet at first does when others come.
TEST(PgBouncer, IsFoundOutWhenATransactionGetsAnotherProcess) {
  const TestDatabase database;
  const PgBouncer pooler;
  using Call = std::function<void(db::Session&)>;
  const auto calls =
      std::to_array<Call>({[](auto& session) { session.begin(); }, [](auto& session) { session.set_timeouts({}); },
                           [](auto& session) { session.try_advisory_lock(); }});
  for (const auto& call : calls) {
    pooled_settings(pooler.url(database));  // both server connections are open now
    db::Session session(db::parse_connection_target(pooler.url(database)));
    session.prepare_for_ddl({sql::Identifier("pg_catalog")});
    EXPECT_THAT([&] { call(session); }, testing::ThrowsMessage<pgreconcile::Error>(
                                            "the pooler between pgreconcile and the server does not pool by session"));
  }
}

}  // namespace
}  // namespace pgreconcile::test
