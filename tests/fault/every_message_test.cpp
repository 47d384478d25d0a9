// The network cuts, stalls or delays each message of an apply in turn, of those that the server sends and of those that it
// gets. A row counts as one with the description of its columns: rows come in bulk.
// EVERY_MESSAGE says which messages: all, or the number of one; otherwise it is a sample. See ci/every-message.

#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <ostream>
#include <string_view>
#include <tuple>

#include "tests/fault/faults.hpp"
#include "tests/fault/wire_proxy.hpp"

namespace pgreconcile::test {
namespace {

using testing::StartsWith;
using Verdict = WireProxy::Verdict;

constexpr auto kFile = R"(version: 1
tables:
  fresh:
    columns: [{name: id, type: bigint, primary_key: true}]
  items:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: owner, type: bigint}
    foreign_keys: [{name: items_owner, columns: [owner], references: {table: owners, columns: [id]}}]
    indexes: [{name: items_by_owner, columns: [owner]}]
  owners:
    columns: [{name: id, type: bigint, primary_key: true}]
)";
constexpr auto kSteps = 4;

// Each statement that is committed leaves a word.
constexpr auto kLive = R"(
  CREATE TABLE owners (id bigint PRIMARY KEY);
  CREATE TABLE items (id bigint PRIMARY KEY, owner bigint);
  INSERT INTO owners VALUES (1), (2);
  INSERT INTO items VALUES (1, 1), (2, 2), (3, 2);
  CREATE SCHEMA watch;
  CREATE TABLE watch.statements (tag text);
  CREATE FUNCTION watch.note() RETURNS event_trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO watch.statements
    SELECT command_tag FROM pg_event_trigger_ddl_commands() WHERE schema_name = 'public';
  END $$;
  CREATE EVENT TRIGGER note ON ddl_command_end EXECUTE FUNCTION watch.note())";
constexpr auto kUndo = R"(
  SET client_min_messages = error;
  DROP TABLE IF EXISTS fresh;
  DROP INDEX IF EXISTS items_by_owner;
  ALTER TABLE items DROP CONSTRAINT IF EXISTS items_owner;
  DROP SCHEMA IF EXISTS pgreconcile CASCADE;
  TRUNCATE watch.statements)";
constexpr auto kRows = "SELECT string_agg(id || ' ' || owner, ', ' ORDER BY id) FROM items";
constexpr auto kAllRows = "1 1, 2 2, 3 2";

/// Who sends the message.
enum class Sender { Server, Client };

/// What happens to it.
enum class Fault { Cut, Stall, Delay };

std::string to_string(Sender sender) { return sender == Sender::Server ? "Server" : "Client"; }

std::string to_string(Fault fault) {
  switch (fault) {
    case Fault::Cut:
      return "Cut";
    case Fault::Stall:
      return "Stalled";
    case Fault::Delay:
      return "Delayed";
  }
  return {};
}

using Case = std::tuple<Fault, Sender>;

std::string title(const Case& of) { return to_string(std::get<Fault>(of)) + "OfThe" + to_string(std::get<Sender>(of)); }

// The code that stands in it for the protocol's version: 1234 and 5678.
constexpr std::string_view kCancelRequest = "\x04\xD2\x16\x2E";

/// Counts the messages of one sender, over all connections.
class Messages {
 public:
  explicit Messages(Sender sender, int struck = 0, std::function<Verdict()> strike = {})
      : sender_(sender), struck_(struck), strike_(std::move(strike)) {}

  WireProxy::OnMessage from_server() { return on_messages_of(Sender::Server); }
  WireProxy::OnMessage from_client() { return on_messages_of(Sender::Client); }

  int count() const { return count_; }
  bool has_struck() const { return has_struck_; }
  /// Whether the first connection stood before that.
  bool has_connected() const { return has_connected_; }
  /// Whether it was the client's farewell, to which nobody answers.
  bool has_struck_the_last() const { return has_struck_the_last_; }
  /// Whether the client has asked to cancel what runs.
  bool has_cancelled() const { return has_cancelled_; }

 private:
  WireProxy::OnMessage on_messages_of(Sender sender) {
    return [this, sender](char type, const std::string& body) {
      constexpr char kDataRow = 'D';
      constexpr char kReadyForQuery = 'Z';
      constexpr char kTerminate = 'X';
      const bool is_row = sender == Sender::Server && type == kDataRow;
      if (sender == Sender::Client && type == '\0' && body.starts_with(kCancelRequest)) has_cancelled_ = true;
      if (sender == sender_ && !is_row && ++count_ == struck_) {
        has_struck_the_last_ = sender == Sender::Client && type == kTerminate;
        has_struck_ = true;
        return strike_();
      }
      if (sender == Sender::Server && type == kReadyForQuery && !has_struck_) has_connected_ = true;
      return Verdict::Pass;
    };
  }

  Sender sender_;
  int struck_;
  std::function<Verdict()> strike_;
  std::atomic<int> count_ = 0;
  std::atomic<bool> has_struck_ = false;
  std::atomic<bool> has_connected_ = false;
  std::atomic<bool> has_struck_the_last_ = false;
  std::atomic<bool> has_cancelled_ = false;
};

template <typename Condition>
bool becomes_true(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

class EveryMessage : public testing::TestWithParam<Case> {
 protected:
  EveryMessage() { database_.execute(kLive); }

  Process start_through(const WireProxy& proxy) const {
    // Without a second connection, which looks at long steps: its messages come at any time.
    return start_tool(arguments("apply", file_, proxy.url(database_), {"--record", "--quiet"}));
  }
  /// How many messages an apply sends and gets that nothing disturbs; keeps how many statements it commits.
  int count_messages() {
    Messages messages(sender_);
    const WireProxy proxy(messages.from_server(), messages.from_client());
    const auto result = start_through(proxy).wait();
    EXPECT_EQ(result.exit_code, 0) << result;
    statements_ = committed_statements();
    session_.execute(kUndo);
    return messages.count();
  }
  int committed_statements() { return std::stoi(session_.value("SELECT count(*) FROM watch.statements")); }

  /// Whatever was left is found and finished by the next apply, and it does no more than that. Returns how many steps that
  /// had; std::nullopt where an invalid index had to be repaired first.
  std::optional<int> expect_convergence() {
    wait_until_no_session(database_);
    const bool has_invalid = session_.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid") != "0";
    auto next = run_tool(arguments("apply", file_, database_.url(), {"--quiet"}));
    EXPECT_EQ(next.exit_code, has_invalid ? 3 : 0) << next;
    if (next.exit_code == 3) {
      EXPECT_THAT(next.output, testing::HasSubstr("invalid public.items_by_owner"));
      ++repaired_;
      next = run_tool(arguments("apply", file_, database_.url(), {"--repair-invalid-indexes"}));
      EXPECT_EQ(next.exit_code, 0) << next;
    }
    EXPECT_THAT(next.output, testing::EndsWith(": converged.\n"));
    EXPECT_EQ(session_.value(kRows), kAllRows);
    EXPECT_EQ(session_.value("SELECT count(*) FROM pg_constraint WHERE conname = 'items_owner' AND convalidated"), "1");
    EXPECT_EQ(session_.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
    EXPECT_LE(committed_statements(), statements_ + (has_invalid ? 1 : 0)) << "a statement was run twice";
    session_.execute(kUndo);
    return has_invalid ? std::nullopt : std::optional(std::stoi(next.output));
  }
  /// Runs of the record that have no end.
  std::string unfinished_runs() {
    if (session_.value("SELECT to_regclass('pgreconcile.history') IS NULL") == "t") return "0";
    return session_.value(
        "SELECT count(*) FILTER (WHERE event = 'started') - count(*) FILTER (WHERE event = 'ended')"
        " FROM pgreconcile.history");
  }

  /// Nothing was in the way. That is so, too, where a run gets fewer messages than the one that was counted: how many a
  /// reading takes depends on what else goes on.
  void expect_undisturbed(const ProcessResult& result) {
    EXPECT_EQ(result.exit_code, 0) << result;
    EXPECT_THAT(result.output, StartsWith(fmt::format("{} steps done. ", kSteps)));
    EXPECT_EQ(expect_convergence(), 0);
  }

  void cut(int number) {
    Messages messages(sender_, number, [] { return Verdict::Cut; });
    const WireProxy proxy(messages.from_server(), messages.from_client());
    const auto result = start_through(proxy).wait();
    if (!messages.has_struck()) return expect_undisturbed(result);
    wait_until_no_session(database_);
    EXPECT_LE(unfinished_runs(), "0");
    const auto left = expect_convergence();
    if (!messages.has_connected()) {
      EXPECT_EQ(result.exit_code, 69) << result;
      EXPECT_EQ(left, kSteps);
    } else if (left == 0) {
      EXPECT_EQ(result.exit_code, 0) << result;
      EXPECT_THAT(result.output, testing::EndsWith(": converged.\n"));
    } else {
      EXPECT_EQ(result.exit_code, 75) << result;
      EXPECT_THAT(result.errors, testing::HasSubstr(": the connection broke"));
      // Without its Sync, a CREATE INDEX CONCURRENTLY does not commit its last transaction.
      const auto status = left ? fmt::format(": pending, {} step", *left) : "\ninvalid public.items_by_owner (valid)";
      EXPECT_THAT("\n" + result.output, testing::HasSubstr(status));
    }
  }
  void delay(int number) {
    Messages messages(sender_, number, [] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      return Verdict::Pass;
    });
    const WireProxy proxy(messages.from_server(), messages.from_client());
    expect_undisturbed(start_through(proxy).wait());
  }
  // Who waits for a network that stands still can end the program: while it connects by one signal; later by a second one,
  // because the first asks the server to cancel what runs, and the answer does not come. What the server did meanwhile
  // stays. A farewell waits for nothing.
  void stall(int number) {
    Messages messages(sender_, number, [] { return Verdict::Stall; });
    const WireProxy proxy(messages.from_server(), messages.from_client());
    auto apply = start_through(proxy);
    EXPECT_TRUE(becomes_true([&] { return messages.has_struck() || !apply.output().empty(); }));
    if (!messages.has_struck() || messages.has_struck_the_last()) return expect_undisturbed(apply.wait());
    apply.send(SIGINT);
    if (messages.has_connected()) {
      EXPECT_TRUE(becomes_true([&] { return messages.has_cancelled(); }));
      apply.send(SIGINT);
    }
    const auto result = apply.wait();
    EXPECT_EQ(result.signal, SIGINT) << result;
    EXPECT_EQ(result.output, "");
    const auto left = expect_convergence();
    if (!messages.has_connected()) {
      EXPECT_EQ(left, kSteps);
    }
  }
  void strike(int number) {
    switch (std::get<Fault>(GetParam())) {
      case Fault::Cut:
        return cut(number);
      case Fault::Stall:
        return stall(number);
      case Fault::Delay:
        return delay(number);
    }
  }

  TestDatabase database_;
  Connection session_ = connect_as(database_, "test");
  TemporaryFile file_{kFile};
  Sender sender_ = std::get<Sender>(GetParam());
  int statements_ = 0;
  int repaired_ = 0;
};

/// Which messages, of so many.
std::vector<int> chosen(int messages) {
  constexpr int kFirst = 3;
  constexpr int kStride = 17;
  const char* variable = std::getenv("EVERY_MESSAGE");
  const std::string wanted = variable == nullptr ? "" : variable;
  const int first = wanted.empty() ? kFirst : wanted == "all" ? 1 : std::stoi(wanted);
  const int stride = wanted.empty() ? kStride : wanted == "all" ? 1 : messages;
  std::vector<int> numbers;
  for (int number = first; number <= messages; number += stride) numbers.push_back(number);
  return numbers;
}

TEST_P(EveryMessage, MayBe) {
  const int messages = count_messages();
  EXPECT_GT(messages, 40);
  const auto numbers = chosen(messages);
  for (const int number : numbers) {
    SCOPED_TRACE(fmt::format("message {} of {}, again with: ci/every-message {}", number, messages, number));
    strike(number);
    if (HasFatalFailure()) return;
  }
  fmt::print("{}: {} of {} messages; {} times an invalid index was repaired\n", title(GetParam()), numbers.size(),
             messages, repaired_);
}

INSTANTIATE_TEST_SUITE_P(OfAnApply, EveryMessage,
                         testing::Combine(testing::Values(Fault::Cut, Fault::Stall, Fault::Delay),
                                          testing::Values(Sender::Server, Sender::Client)),
                         [](const auto& of) { return title(of.param); });

}  // namespace
}  // namespace pgreconcile::test
