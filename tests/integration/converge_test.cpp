// The three tables of schema.yaml from every state in which a deploy may find the database.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string baseline() { return project_file("tests/support/kraken_baseline.sql"); }

std::string schema_of_baseline() {
  const TestDatabase by_hand;
  by_hand.execute(baseline() + "DROP TABLE alembic_version");
  return by_hand.dump_schema();
}

const std::string kRows = R"(
  INSERT INTO kraken_conversations (id, session_id, model, system_prompt_hash, agent_version, total_cost_usd)
  SELECT md5('c' || n)::uuid, 's' || n, 'opus', 'hash', '1.0', n / 7.0 FROM generate_series(1, 10000) AS n;
  INSERT INTO kraken_turns (id, conversation_id, turn_number, user_query, assistant_response, model)
  SELECT md5('t' || n)::uuid, md5('c' || n)::uuid, n, 'q' || n, 'Grüße ' || n, 'opus' FROM generate_series(1, 10000) n;
  INSERT INTO kraken_tool_calls (id, turn_id, tool_name, tool_args, tool_result, sequence_order)
  SELECT md5('k' || n)::uuid, md5('t' || n)::uuid, 'search', '{}', '[1, 2]', n FROM generate_series(1, 10000) AS n;
)";

/// Counts the table's rows and digests them, in the columns given.
std::string digest(const TestDatabase& database, const std::string& table, const std::string& columns) {
  return database.value("SELECT count(*) || ' ' || md5(string_agg(row::text, ',' ORDER BY row::text)) FROM (SELECT " +
                        columns + " FROM " + table + ") AS row");
}

/// From here on every DDL statement in the database fails.
const std::string kForbidDdl = R"(
  CREATE FUNCTION forbid_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'DDL ran'; END $$;
  CREATE EVENT TRIGGER forbid_ddl ON ddl_command_start EXECUTE FUNCTION forbid_ddl();
)";

TEST(Converge, MakesAnEmptyDatabaseWhatHandWrittenSqlMakesIt) {
  const Scenario kraken(project_file("schema.yaml"));

  const auto plan = kraken.plan();
  EXPECT_EQ(plan.exit_code, 0) << plan.errors;
  EXPECT_EQ(plan.status, "pending");
  EXPECT_THAT(plan.differences, IsEmpty());
  const auto all_steps = ElementsAre(
      "create create_table public.kraken_conversations",
      "create create_index public.ix_kraken_conversations_session_id", "create create_table public.kraken_turns",
      "create create_index public.ix_kraken_turns_conversation_id", "create create_table public.kraken_tool_calls",
      "create create_index public.ix_kraken_tool_calls_turn_id");
  EXPECT_THAT(plan.steps, all_steps);
  for (const auto& step : plan.json["steps"]) EXPECT_EQ(step["transaction"], 1) << step;
  EXPECT_EQ(kraken.plan({"--exit-code"}).exit_code, 2);

  const auto apply = kraken.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(apply.status, "converged");
  EXPECT_THAT(apply.applied, all_steps);
  EXPECT_EQ(kraken.database().dump_schema(), schema_of_baseline());
}

TEST(Converge, TheSecondApplyRunsNothing) {
  const Scenario kraken(project_file("schema.yaml"));
  ASSERT_EQ(kraken.apply().exit_code, 0);
  kraken.database().execute(kForbidDdl);

  const auto again = kraken.apply();
  EXPECT_EQ(again.exit_code, 0) << again.errors;
  EXPECT_EQ(again.status, "converged");
  EXPECT_THAT(again.steps, IsEmpty());
  EXPECT_THAT(again.json["applied"], testing::Eq(nlohmann::json::array()));
  const auto drift = kraken.drift();
  EXPECT_EQ(drift.exit_code, 0) << drift.errors;
  EXPECT_THAT(drift.differences, IsEmpty());
  EXPECT_EQ(kraken.plan({"--exit-code"}).exit_code, 0);
}

TEST(Converge, TheTablesOfTheHandWrittenBaselineAreWhatTheFileSays) {
  const Scenario kraken(project_file("schema.yaml"), baseline() + kRows + kForbidDdl);
  const auto before = kraken.database().dump_schema();

  const auto plan = kraken.plan();
  EXPECT_EQ(plan.exit_code, 0) << plan.errors;
  EXPECT_EQ(plan.status, "converged");
  EXPECT_EQ(plan.json["steps"], nlohmann::json::array());
  EXPECT_EQ(plan.json["differences"], nlohmann::json::array());
  const auto drift = kraken.drift();
  EXPECT_EQ(drift.exit_code, 0) << drift.errors;
  EXPECT_EQ(drift.json["differences"], nlohmann::json::array());
  for (const auto& [difference_class, count] : drift.json["summary"].items()) EXPECT_EQ(count, 0) << difference_class;

  const auto apply = kraken.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_THAT(apply.applied, IsEmpty());
  EXPECT_EQ(kraken.database().dump_schema(), before);
  EXPECT_EQ(kraken.database().value("SELECT version_num FROM alembic_version"), "001_kraken_baseline");
}

TEST(Converge, AnApplyWithNothingToDoWaitsForNoOtherApply) {
  const Scenario kraken(project_file("schema.yaml"), baseline());
  auto other = kraken.database().connect();
  other.execute(kTakeApplyLock);

  const auto apply = kraken.apply({"--max-wait", "1ms"});
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(apply.status, "converged");
}

TEST(Converge, AnOlderDatabaseGetsWhatItLacksAndKeepsEveryRow) {
  const Scenario kraken(project_file("schema.yaml"), baseline() + kRows + R"(
    ALTER TABLE kraken_turns DROP COLUMN cache_read_tokens;
    DROP INDEX ix_kraken_turns_conversation_id;
    ALTER TABLE kraken_turns DROP CONSTRAINT fk_kraken_turns_conversation;
    DROP TABLE kraken_tool_calls)");
  const auto& database = kraken.database();
  const std::string old_columns =
      "id, conversation_id, turn_number, user_query, assistant_response, input_tokens, output_tokens, cost_usd, "
      "duration_ms, tool_calls_count, cache_creation_tokens, model, created_at";
  const auto conversations = digest(database, "kraken_conversations", "*");
  const auto turns = digest(database, "kraken_turns", old_columns);

  const auto apply = kraken.apply();
  EXPECT_EQ(apply.exit_code, 0) << apply.errors;
  EXPECT_EQ(apply.status, "converged");
  EXPECT_THAT(apply.differences, IsEmpty());
  EXPECT_THAT(apply.applied,
              ElementsAre("create create_table public.kraken_tool_calls",
                          "create create_index public.ix_kraken_tool_calls_turn_id",
                          "column add_column public.kraken_turns.cache_read_tokens",
                          "index create_index public.ix_kraken_turns_conversation_id",
                          "constraint add_foreign_key public.kraken_turns.fk_kraken_turns_conversation",
                          "constraint add_foreign_key public.kraken_tool_calls.fk_kraken_tool_calls_turn",
                          "validate validate_constraint "
                          "public.kraken_turns.fk_kraken_turns_conversation",
                          "validate validate_constraint "
                          "public.kraken_tool_calls.fk_kraken_tool_calls_turn"));

  for (const auto& step : apply.json["steps"]) {
    EXPECT_EQ(step["transaction"].is_null(), step["phase"] == "index") << step;
  }

  EXPECT_EQ(digest(database, "kraken_conversations", "*"), conversations);
  EXPECT_EQ(digest(database, "kraken_turns", old_columns), turns);
  EXPECT_EQ(conversations.substr(0, 6), "10000 ");
  EXPECT_EQ(database.value("SELECT string_agg(DISTINCT cache_read_tokens::text, ',') FROM kraken_turns"), "0");
  EXPECT_EQ(database.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
  EXPECT_EQ(database.value("SELECT count(*) FROM pg_constraint WHERE NOT convalidated"), "0");
  EXPECT_EQ(kraken.drift().exit_code, 0);
  EXPECT_THAT(kraken.apply().applied, IsEmpty());
}

}  // namespace
}  // namespace pgreconcile::test
