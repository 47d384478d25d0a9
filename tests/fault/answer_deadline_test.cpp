// A proxy keeps a connection open over which nothing comes any more: no keepalive sees that.

#include <gmock/gmock.h>

#include <atomic>
#include <csignal>

#include "src/base/error.hpp"
#include "src/db/session.hpp"
#include "tests/fault/faults.hpp"
#include "tests/fault/wire_proxy.hpp"

namespace pgreconcile::test {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using Verdict = WireProxy::Verdict;

/// Stalls in place of the answer to the statement of that command tag, once.
WireProxy::OnMessage stall_once(std::string tag, std::atomic<bool>& has_stalled) {
  return [tag = std::move(tag), &has_stalled](char type, const std::string& body) {
    constexpr char kCommandComplete = 'C';
    if (type != kCommandComplete || !body.starts_with(tag) || has_stalled.exchange(true)) return Verdict::Pass;
    return Verdict::Stall;
  };
}

TEST(AnswerThatNeverComes, IsABrokenConnectionOnceItsTimeIsOver) {
  const TestDatabase database;
  std::atomic<bool> has_stalled = false;
  const WireProxy proxy(stall_once("CREATE TABLE", has_stalled));
  auto target = db::parse_connection_target(proxy.url(database));
  target.patience = milliseconds(200);
  db::Session session(target);
  session.set_timeouts({milliseconds(0), milliseconds(300)});
  const auto start = std::chrono::steady_clock::now();
  try {
    session.execute(sql::admit("CREATE TABLE IF NOT EXISTS t (id bigint)"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "the connection broke: the server did not answer in time");
    EXPECT_EQ(error.code(), ErrorCode::TryAgain);
    EXPECT_TRUE(error.is_lost_connection());
  }
  EXPECT_GE(std::chrono::steady_clock::now() - start, milliseconds(500));
  EXPECT_TRUE(session.is_broken());
}

TEST(AnswerThatNeverComes, HasAsMuchTimeAsTheServerTakesForIt) {
  const TestDatabase database;
  auto target = db::parse_connection_target(database.url());
  target.patience = milliseconds(1);
  db::Session session(target);
  for (const auto statement : {milliseconds(0), milliseconds(60'000)}) {
    session.set_timeouts({milliseconds(0), statement});
    database.execute("DROP TABLE IF EXISTS t");
    database.execute("CREATE TABLE t (id bigint)");
    auto reader = database.connect();
    reader.execute("BEGIN; LOCK TABLE t IN ACCESS SHARE MODE");
    std::thread later([&] {
      std::this_thread::sleep_for(milliseconds(300));
      reader.execute("COMMIT");
    });
    EXPECT_NO_THROW(session.execute(sql::admit("ALTER TABLE t ADD COLUMN IF NOT EXISTS a text")));
    later.join();
  }
}

// The request to cancel is carried out, and still there is no answer.
TEST(AnswerThatNeverComes, IsNotWaitedForLongAfterCtrlC) {
  const TestDatabase database;
  database.execute(kItems);
  const TemporaryFile file(std::string(kItemsWithNote) + "      - {name: more, type: text}\n");
  std::atomic<bool> has_stalled = false;
  const WireProxy proxy(stall_once("ALTER TABLE", has_stalled));
  auto apply = start_tool(arguments("apply", file, proxy.url(database), {"--quiet"}));
  wait_until(database, "EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'items'::regclass AND attname = 'note')");
  apply.send(SIGINT);
  const auto result = apply.wait();
  EXPECT_EQ(result.exit_code, 130) << result;
  EXPECT_THAT(result.output, HasSubstr("\nLeft:\n     add column public.items.more\n\n0 steps done. "));
}

}  // namespace
}  // namespace pgreconcile::test
