// The settings of a role or a database never change an answer, and every step runs under its own timeouts.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "tests/integration/expression_world.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;

TEST(Settings, OfTheDatabaseNeverChangeAnAnswer) {
  const TestDatabase database({.settings = {{"TimeZone", "Asia/Tokyo"},
                                            {"DateStyle", "German"},
                                            {"IntervalStyle", "iso_8601"},
                                            {"extra_float_digits", "-3"},
                                            {"quote_all_identifiers", "on"},
                                            {"standard_conforming_strings", "off"},
                                            {"search_path", "nowhere"}}});
  const TemporaryFile file(R"(version: 1
tables:
  t:
    columns:
      - {name: a, type: timestamptz, default: {literal: "2026-01-02 03:04:05+00"}}
      - {name: b, type: interval, default: {literal: 1 day 2 hours}}
      - {name: c, type: float8, default: "0.1 + 0.2"}
      - {name: d, type: date, default: "'2026-02-01'::date"}
      - {name: e, type: text, default: {literal: 'a\b'}, check: e <> 'x\y'}
)");
  for (const auto* command : {"apply", "drift", "plan"}) {
    const auto result = run_tool({command, "-f", file.path().string(), "--database-url", database.url()});
    EXPECT_EQ(result.exit_code, 0) << command << result.output << result.errors;
    EXPECT_THAT(result.output, testing::HasSubstr(": converged.")) << command;
  }
}

// What changes how a server reads or writes values, names and literals.
TEST(Settings, OfARoleOrADatabaseNeverChangeWhatIsTheSame) {
  const auto world = expression_world(Cases::All);
  const Scenario scenario(world.file, world.database);
  const std::vector<std::string> settings{"TimeZone = 'Asia/Kathmandu'",
                                          "DateStyle = 'SQL, DMY'",
                                          "IntervalStyle = 'sql_standard'",
                                          "quote_all_identifiers = on",
                                          "extra_float_digits = -15",
                                          "standard_conforming_strings = off",
                                          "escape_string_warning = on",
                                          "backslash_quote = off",
                                          "search_path = app, nowhere",
                                          "bytea_output = 'escape'",
                                          "xmloption = 'document'",
                                          "transform_null_equals = on",
                                          "array_nulls = off",
                                          "lc_monetary = 'C'",
                                          "default_text_search_config = 'german'",
                                          "client_encoding = 'LATIN1'",
                                          "client_min_messages = debug1",
                                          "constraint_exclusion = on",
                                          "default_transaction_isolation = 'serializable'"};
  for (const auto& whose : {"DATABASE {}", "ROLE postgres IN DATABASE {}"}) {
    SCOPED_TRACE(whose);
    const auto owner = fmt::format(fmt::runtime(whose), scenario.database().name());
    for (const auto& setting : settings) scenario.database().execute(fmt::format("ALTER {} SET {}", owner, setting));
    expect_verdicts(world, scenario);
    scenario.database().execute(fmt::format("ALTER {} RESET ALL", owner));
  }
}

/// A column, an index, a foreign key, and its validation; each statement's session notes what it may take.
class Timeouts : public testing::Test {
 protected:
  /// As the statements' own session sees them: lock_timeout and statement_timeout of each.
  Rows of_an_apply(const std::vector<std::string>& options) const {
    const auto apply = scenario_.apply(options);
    EXPECT_EQ(apply.exit_code, 0) << apply.errors;
    return scenario_.database().query("SELECT lock_timeout, statement_timeout FROM seen ORDER BY n");
  }

  const Scenario scenario_{R"(version: 1
tables:
  p: {columns: [{name: id, type: int, primary_key: true}]}
  t:
    columns: [{name: a, type: int}, {name: b, type: int, references: {table: p, column: id}}]
    indexes: [{name: t_a, columns: [a]}]
)",
                           R"(
    CREATE TABLE p (id integer PRIMARY KEY);
    CREATE TABLE t (a integer);
    CREATE TABLE seen (n serial, lock_timeout text, statement_timeout text);
    CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN
      INSERT INTO public.seen (lock_timeout, statement_timeout)
      VALUES (current_setting('lock_timeout'), current_setting('statement_timeout'));
    END$$;
    CREATE EVENT TRIGGER note ON ddl_command_end EXECUTE FUNCTION note())"};
};

TEST_F(Timeouts, AreSetOnEveryStep) {
  EXPECT_THAT(of_an_apply({"--lock-timeout", "3s", "--statement-timeout", "41s", "--index-timeout", "2h",
                           "--validate-timeout", "5m"}),
              ElementsAre(ElementsAre("3s", "41s"), ElementsAre("0", "2h"), ElementsAre("3s", "41s"),
                          ElementsAre("30s", "5min")));
}

struct LockTimeoutCase {
  std::string deadlock_timeout;
  std::vector<std::string> options;
  std::string lock_timeout;
};

std::ostream& operator<<(std::ostream& out, const LockTimeoutCase& of) {
  return out << of.deadlock_timeout << ' ' << of.options.size();
}

class LockTimeout : public Timeouts, public testing::WithParamInterface<LockTimeoutCase> {};

// Autovacuum makes way only when the deadlock check of who waits for it fires.
TEST_P(LockTimeout, OutlastsTheServersDeadlockTimeoutUnlessGiven) {
  const auto& [deadlock_timeout, options, lock_timeout] = GetParam();
  scenario_.database().execute(
      fmt::format("ALTER DATABASE {} SET deadlock_timeout = '{}'", scenario_.database().name(), deadlock_timeout));
  EXPECT_THAT(of_an_apply(options), ElementsAre(ElementsAre(lock_timeout, "30s"), ElementsAre("0", "6h"),
                                                ElementsAre(lock_timeout, "30s"), ElementsAre("30s", "1h")));
}

INSTANTIATE_TEST_SUITE_P(Of, LockTimeout,
                         testing::Values(LockTimeoutCase{"100ms", {}, "2s"}, LockTimeoutCase{"1s", {}, "2s"},
                                         LockTimeoutCase{"1001ms", {}, "2001ms"}, LockTimeoutCase{"1min", {}, "61s"},
                                         LockTimeoutCase{"1min", {"--lock-timeout", "3s"}, "3s"},
                                         LockTimeoutCase{"100ms", {"--lock-timeout", "3s"}, "3s"}));

}  // namespace
}  // namespace pgreconcile::test
