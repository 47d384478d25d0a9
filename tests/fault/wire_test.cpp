#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <nlohmann/json.hpp>

#include "tests/fault/faults.hpp"
#include "tests/fault/wire_proxy.hpp"

namespace pgreconcile::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Verdict = WireProxy::Verdict;

constexpr char kReadyForQuery = 'Z';
constexpr char kBackendKeyData = 'K';
constexpr char kCommandComplete = 'C';

std::string tables(int count, const std::string& more) {
  std::string text = "version: 1\ntables:\n";
  for (int number = 0; number < count; ++number) {
    text += fmt::format(R"(
  t{0}:
    columns:
      - {{name: id, type: bigint, primary_key: true}}
      - {{name: kind, type: varchar, nullable: false, default: {{literal: new}}}}
      - {{name: at, type: timestamptz, nullable: false, default: now()}}
    indexes: [{{name: t{0}_at, columns: [at]}}]
{1})",
                        number, more);
  }
  return text;
}

struct RoundTrips {
  std::string more;  // of each table
  int expected;
};

// The server ends each answer with ReadyForQuery. Connecting is one, BEGIN with its settings one, all catalog queries
// together one. What only the server can compare costs five more: functions and sizes, again with a BEGIN, and one
// EXPLAIN in a transaction with the file's own search_path.
TEST(RoundTrips, DoNotDependOnTheNumberOfTables) {
  for (const auto& [more, expected] : {RoundTrips{"", 3}, RoundTrips{"    checks: [{expr: \"kind <> ''\"}]\n", 8}}) {
    for (const int count : {3, 60}) {
      const TestDatabase database;
      const TemporaryFile file(tables(count, more));
      ASSERT_EQ(run_tool(arguments("apply", file, database.url())).exit_code, 0);
      std::atomic<int> round_trips = 0;
      const WireProxy proxy([&](char type, std::string&) {
        if (type == kReadyForQuery) ++round_trips;
        return Verdict::Pass;
      });
      for (const std::string command : {"plan", "drift", "apply"}) {
        round_trips = 0;
        const auto result = run_tool(arguments(command, file, proxy.url(database)));
        EXPECT_EQ(result.exit_code, 0) << result;
        EXPECT_EQ(round_trips, expected) << command << " with tables: " << count;
      }
    }
  }
}

// Their query leaves with the others.
TEST(RoundTrips, AreNoMoreForTablesThatTheFileDoesNotDeclare) {
  const TestDatabase database;
  database.execute("CREATE TABLE items (id bigint PRIMARY KEY, note text); CREATE TABLE undeclared ()");
  const TemporaryFile file(kItemsWithNote);
  std::atomic<int> round_trips = 0;
  const WireProxy proxy([&](char type, std::string&) {
    if (type == kReadyForQuery) ++round_trips;
    return Verdict::Pass;
  });
  const auto result = run_tool(arguments("drift", file, proxy.url(database), {"--scope=schema", "--ignore=extra"}));
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, HasSubstr("converged, 1 extra.\n"));
  EXPECT_EQ(round_trips, 3);
}

/// A table whose defaults and checks are spelled as no catalog spells them, so that only the server can tell.
std::string undecided(int pairs) {
  std::string columns;
  std::string checks;
  for (int number = 0; number < pairs; ++number) {
    columns += fmt::format("      - {{name: c{0}, type: text, default: \"'c' || '{0}'\"}}\n", number);
    checks += fmt::format("      - {{name: k{0}, expr: \"c{0} in ('x', '{0}')\"}}\n", number);
  }
  return "version: 1\ntables:\n  t:\n    columns:\n" + columns + "    checks:\n" + checks;
}

struct Plan {
  ProcessResult result;
  int round_trips = 0;
};

Plan plan_of(const TemporaryFile& file, const TestDatabase& database) {
  std::atomic<int> round_trips = 0;
  const WireProxy proxy([&](char type, std::string&) {
    if (type == kReadyForQuery) ++round_trips;
    return Verdict::Pass;
  });
  return {run_tool(arguments("drift", file, proxy.url(database))), round_trips};
}

TEST(RoundTrips, DoNotDependOnTheNumberOfExpressions) {
  for (const int count : {1, 20}) {
    const TestDatabase database;
    const TemporaryFile file(undecided(count));
    ASSERT_EQ(run_tool(arguments("apply", file, database.url())).exit_code, 0);
    const auto [result, round_trips] = plan_of(file, database);
    EXPECT_EQ(result.exit_code, 0) << result;
    EXPECT_EQ(round_trips, 8) << "of pairs: " << 2 * count;
  }
}

// Halving 21 pairs to find the one that fails takes eleven transactions of three round trips.
TEST(RoundTrips, AreFewForAnExpressionThatFails) {
  const TestDatabase database;
  const auto good = undecided(10);
  const TemporaryFile first(good + "      - {name: bad, expr: length(c0) > 5}\n");
  ASSERT_EQ(run_tool(arguments("apply", first, database.url())).exit_code, 0);
  database.execute(
      "ALTER TABLE t ALTER c3 SET DEFAULT 'c4', DROP CONSTRAINT k4, ADD CONSTRAINT k4 CHECK (c4 IN ('4', 'x'))");
  const TemporaryFile file(good + "      - {name: bad, expr: \"length(c0) > 'five'\"}\n");
  const auto [result, round_trips] = plan_of(file, database);
  EXPECT_EQ(result.exit_code, 2) << result;
  EXPECT_THAT(result.output,
              AllOf(HasSubstr("conflict public.t.c3 (default)"), HasSubstr("conflict public.t.k4 (check)"),
                    HasSubstr("the checks could not be compared: invalid input syntax for type integer: \"five\""),
                    HasSubstr(": conflict, 2 conflicts, 1 unknown.")));
  EXPECT_LE(round_trips, 5 + 11 * 3);
}

TEST(BehindAPooler, ReadingWorksAndApplyIsRefused) {
  const TestDatabase database;
  database.execute(kItems);
  const TemporaryFile file(kItemsWithNote);
  // As PgBouncer does, which hands out keys of its own.
  const WireProxy pooler([](char type, std::string& body) {
    if (type == kBackendKeyData) body[3] = static_cast<char>(body[3] + 1);
    return Verdict::Pass;
  });
  const auto url = pooler.url(database);
  EXPECT_EQ(run_tool(arguments("plan", file, url, {"--exit-code"})).exit_code, 2);
  EXPECT_EQ(run_tool(arguments("drift", file, url)).exit_code, 2);
  const std::string hint =
      "HINT: connect to the server itself, or say --proxy session if the pooler pools by session\n";
  for (const std::vector<std::string>& options : {std::vector<std::string>{}, {"--best-effort"}}) {
    const auto refused = run_tool(arguments("apply", file, url, options));
    EXPECT_EQ(refused.exit_code, 64) << refused;
    EXPECT_EQ(refused.errors,
              "pgreconcile: error: there is a connection pooler between pgreconcile and the server\n" + hint);
  }
  const auto vouched = run_tool(arguments("apply", file, url, {"--proxy", "session"}));
  EXPECT_EQ(vouched.exit_code, 0) << vouched;
}

/// A server that says that it is of another release, of no more than four characters. What it reads and does stays its own.
WireProxy::OnMessage says_its_release_is(std::string release) {
  return [release = std::move(release)](char type, std::string& body) {
    constexpr char kParameterStatus = 'S';
    const std::string name("server_version\0", 15);
    if (type != kParameterStatus || !body.starts_with(name)) return Verdict::Pass;
    auto told = name + release;
    told.resize(body.size() - 1, ' ');  // the message's length stands before it
    body = told + '\0';
    return Verdict::Pass;
  };
}

TEST(Release, OlderThan13IsRefusedByEveryCommand) {
  const TestDatabase database;
  database.execute(kItems);
  const TemporaryFile file(kItemsWithNote);
  const WireProxy proxy(says_its_release_is("12.9"));
  const auto url = proxy.url(database);
  for (const auto& command : std::vector<std::vector<std::string>>{arguments("plan", file, url),
                                                                   arguments("apply", file, url),
                                                                   arguments("apply", file, url, {"--dry-run"}),
                                                                   arguments("drift", file, url),
                                                                   arguments("status", file, url),
                                                                   arguments("graph", file, url),
                                                                   {"history", "--database-url", url},
                                                                   {"export", "--database-url", url}}) {
    const auto result = run_tool(command);
    EXPECT_EQ(result.exit_code, 69) << result;
    EXPECT_EQ(result.errors,
              "pgreconcile: error: the server is PostgreSQL 12, older than 13\n"
              "HINT: pgreconcile works with PostgreSQL 13 to 18\n");
    EXPECT_EQ(result.output, "");
  }
}

// https://www.postgresql.org/docs/release/14.4/
TEST(Release, ThatSpoilsIndexesBuildsNoneConcurrently) {
  const TestDatabase database;
  database.execute(kItems);
  const TemporaryFile file(kItemsWithIndex);
  if (server_major() < 14) {  // which lacks what is read of a server that says it is 14, and spoils none
    EXPECT_EQ(run_tool(arguments("apply", file, database.url())).exit_code, 0);
    return;
  }
  const auto before = database.dump_schema();
  for (const std::string release : {"14.0", "14.3"}) {
    const WireProxy proxy(says_its_release_is(release));
    for (const auto& command :
         {arguments("plan", file, proxy.url(database)), arguments("apply", file, proxy.url(database), {"--dry-run"}),
          arguments("apply", file, proxy.url(database))}) {
      const auto refused = run_tool(command);
      EXPECT_EQ(refused.exit_code, 69) << refused;
      EXPECT_EQ(refused.errors, "pgreconcile: error: PostgreSQL " + release +
                                    " spoils indexes that are built concurrently\n"
                                    "HINT: update the server to 14.4 or a later one, or say --no-concurrently\n");
      EXPECT_EQ(refused.output, "");
    }
    EXPECT_EQ(database.dump_schema(), before);
    const auto drift = run_tool(arguments("drift", file, proxy.url(database)));
    EXPECT_EQ(drift.exit_code, 2) << drift;
    const auto plainly = run_tool(arguments("apply", file, proxy.url(database), {"--no-concurrently"}));
    EXPECT_EQ(plainly.exit_code, 0) << plainly;
    EXPECT_THAT(plainly.output, StartsWith("1 step done. "));
    database.execute("DROP INDEX ix_items");
  }
  const WireProxy mended(says_its_release_is("14.4"));
  const auto result = run_tool(arguments("apply", file, mended.url(database)));
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, StartsWith("1 step done. "));
}

/// Cuts the connection once, in place of the answer to the last step.
WireProxy::OnMessage cut_once(std::string command_tag) {
  auto done = std::make_shared<bool>(false);
  return [done, tag = std::move(command_tag)](char type, const std::string& body) {
    if (*done || type != kCommandComplete || !body.starts_with(tag)) return Verdict::Pass;
    *done = true;
    return Verdict::Cut;
  };
}

TEST(BrokenConnection, AfterTheLastStepIsNoFailure) {
  const TestDatabase database;
  database.execute(kItems);
  const TemporaryFile file(kItemsWithNote);
  const WireProxy proxy(cut_once("ALTER TABLE"));
  const auto result = run_tool(arguments("apply", file, proxy.url(database)));
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_EQ(result.errors, "step 1: add column public.items.note\n");
  EXPECT_THAT(result.output, HasSubstr(": converged"));
}

TEST(BrokenConnection, BeforeTheLastStepMeansTryAgain) {
  const TestDatabase database;
  database.execute(kItems);
  const TemporaryFile file(std::string(kItemsWithNote) + "      - {name: more, type: text}\n");
  const WireProxy proxy(cut_once("ALTER TABLE"));
  const auto result = run_tool(arguments("apply", file, proxy.url(database)));
  EXPECT_EQ(result.exit_code, 75) << result;
  EXPECT_EQ(
      result.errors,
      "step 1: add column public.items.note\n"
      "pgreconcile: error: step 1: add column public.items.note: the connection broke; whether the step was done is "
      "not known: it may have been committed\n"
      "HINT: run apply again: it reads what was done, and goes on from there\n");
  EXPECT_THAT(result.output, HasSubstr("\nLeft:\n     add column public.items.more\n\n0 steps done. "));
  const auto next = run_tool(arguments("apply", file, proxy.url(database)));
  EXPECT_EQ(next.exit_code, 0) << next;
  EXPECT_THAT(next.output, StartsWith("1 step done."));
}

/// Lets no more than that many connections be made, and cuts at the end of the reading after the first step.
WireProxy::OnMessage cut_reading_after_a_step(int connections) {
  struct State {
    int left;
    bool has_stepped = false;
    bool has_cut = false;
  };
  auto state = std::make_shared<State>(State{connections});
  return [state](char type, const std::string& body) {
    if (type == kBackendKeyData && state->left-- == 0) return Verdict::Cut;
    const bool is_end = type == kCommandComplete && !state->has_cut;
    if (is_end && body.starts_with("ALTER TABLE")) state->has_stepped = true;
    if (!is_end || !state->has_stepped || !body.starts_with("COMMIT")) return Verdict::Pass;
    state->has_cut = true;
    return Verdict::Cut;
  };
}

TEST(BrokenConnection, WhileReadingAfterTheLastStepIsNoFailure) {
  const TestDatabase database;
  database.execute(kItems);
  const TemporaryFile file(kItemsWithNote);
  const WireProxy proxy(cut_reading_after_a_step(2));
  const auto result = run_tool(arguments("apply", file, proxy.url(database)));
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, matches("1 step done\\. .*: converged\\.\n"));
}

// All is done, but nobody has seen it.
TEST(BrokenConnection, ThatCannotBeMadeAnewSaysWhatIsDone) {
  const TestDatabase database;
  database.execute(kItems);
  const TemporaryFile file(kItemsWithNote);
  for (const bool is_json : {false, true}) {
    database.execute("ALTER TABLE items DROP COLUMN IF EXISTS note");
    const WireProxy proxy(cut_reading_after_a_step(1));
    const auto result =
        run_tool(arguments("apply", file, proxy.url(database), {"--format", is_json ? "json" : "text"}));
    EXPECT_EQ(result.exit_code, 75) << result;
    if (is_json) {
      const auto json = nlohmann::json::parse(result.output);
      EXPECT_EQ(json["status"], "pending");
      EXPECT_EQ(json["applied"], nlohmann::json({1}));
      EXPECT_EQ(json["left"], nlohmann::json::array());
      EXPECT_EQ(json["failed"],
                nlohmann::json({{"id", {}}, {"sqlstate", "08006"}, {"message", "the connection broke"}}));
    } else {
      EXPECT_THAT(result.output,
                  matches("failed: the connection broke\n     HINT: run again: what was done stays done\n\n"
                          "Done:\n     add column public\\.items\\.note\n\n"
                          "The database could not be read after that: left is what was planned and is "
                          "not known to be done\\.\n"
                          "1 step done\\. .*: pending\\.\n"
                          "Run pgreconcile apply again: it goes on from here\\.\n"));
    }
  }
}

TEST(BrokenConnection, WhileReadingIsNotTakenForNoDrift) {
  const TestDatabase database;
  const TemporaryFile file("version: 1\ntables: {}\n");
  const WireProxy proxy(cut_once("COMMIT"));
  const auto result = run_tool(arguments("drift", file, proxy.url(database)));
  EXPECT_EQ(result.exit_code, 75) << result;
  EXPECT_EQ(result.output, "");
}

/// Takes connections and never says a word.
class SilentServer {
 public:
  SilentServer() : listener_(listen_on_loopback()) {}
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  ~SilentServer() { close(listener_.socket); }

  std::string url() const {
    return fmt::format("postgresql://app:s3cret@127.0.0.1:{}/kraken?sslmode=disable", listener_.port);
  }
  void wait_for_client() const {
    pollfd socket{listener_.socket, POLLIN, 0};
    poll(&socket, 1, 30'000);
  }
  std::uint16_t port() const { return listener_.port; }

 private:
  Listener listener_;
};

TEST(SilentServer, IsUnreachableOnceTheTimeIsOver) {
  const SilentServer silent;
  const TemporaryFile file(kItemsWithNote);
  const auto result = run_tool(arguments("plan", file, silent.url() + "&connect_timeout=1"));
  EXPECT_EQ(result.exit_code, 69) << result;
  EXPECT_EQ(result.errors, fmt::format("pgreconcile: error: cannot connect to database \"kraken\" at 127.0.0.1:{} as "
                                       "user \"app\": timeout\n"
                                       "HINT: is the server running, and does it listen there?\n",
                                       silent.port()));
}

TEST(SilentServer, IsNotWaitedForAfterASignal) {
  const TemporaryFile file(kItemsWithNote);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    for (const std::string command : {"plan", "drift", "apply"}) {
      const SilentServer silent;
      auto process = start_tool(arguments(command, file, silent.url() + "&connect_timeout=0"));
      silent.wait_for_client();
      process.send(signal);
      const auto result = process.wait();
      // By SIGINT itself, which a shell calls 130, and ends its loop.
      const bool is_ended = signal == SIGINT ? result.signal == SIGINT : result.exit_code == 130;
      EXPECT_TRUE(is_ended) << command << ' ' << signal << '\n' << result;
    }
  }
}

}  // namespace
}  // namespace pgreconcile::test
