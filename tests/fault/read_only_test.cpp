// Whoever looks, and whatever lies in the path: plan and drift say the same.

#include <gmock/gmock.h>

#include "tests/fault/same_reports.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

/// Objects that hide those of pg_catalog from whoever finds the schema first.
constexpr auto kShadows = R"(
  CREATE TABLE public.pg_class (oid oid, relname name); CREATE TABLE public.pg_attribute (attname name);
  CREATE VIEW public.pg_constraint AS SELECT 'none' AS conname; CREATE VIEW public.pg_namespace AS SELECT 1 AS oid;
  CREATE DOMAIN public.int4 AS text; CREATE DOMAIN public.text AS integer;
  CREATE DOMAIN public."char" AS text; CREATE DOMAIN public.interval AS integer;
  CREATE TYPE public.regclass AS ENUM ('a'); CREATE TYPE public.bool AS (a integer);
  CREATE FUNCTION public.format_type(oid, integer) RETURNS pg_catalog.text LANGUAGE sql AS $$SELECT 'hidden'$$;
  CREATE FUNCTION public.pg_get_expr(pg_node_tree, oid) RETURNS pg_catalog.text LANGUAGE sql AS $$SELECT 'hidden'$$;
  CREATE FUNCTION public.pg_get_indexdef(oid, integer, boolean) RETURNS pg_catalog.text
    LANGUAGE sql AS $$SELECT 'hidden'$$;
  CREATE FUNCTION public.current_setting(pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql AS $$SELECT 'hidden'$$;
  CREATE FUNCTION public.current_database() RETURNS name LANGUAGE sql AS $$SELECT 'hidden'::name$$;
  CREATE FUNCTION public.quote_ident(pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql AS $$SELECT 'hidden'$$;
  CREATE FUNCTION public.length(pg_catalog.text) RETURNS integer LANGUAGE sql AS $$SELECT 0$$;
  CREATE FUNCTION public.lower(pg_catalog.text) RETURNS pg_catalog.text LANGUAGE sql AS $$SELECT 'hidden'$$;
  CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql AS $$SELECT timestamptz 'epoch'$$;
  CREATE FUNCTION public.gen_random_uuid() RETURNS uuid LANGUAGE sql AS $$SELECT NULL::uuid$$;
  CREATE FUNCTION public.never(integer, integer) RETURNS boolean LANGUAGE sql AS $$SELECT false$$;
  CREATE FUNCTION public.never(oid, oid) RETURNS boolean LANGUAGE sql AS $$SELECT false$$;
  CREATE FUNCTION public.never(name, name) RETURNS boolean LANGUAGE sql AS $$SELECT false$$;
  CREATE FUNCTION public.never(name, pg_catalog.text) RETURNS boolean LANGUAGE sql AS $$SELECT false$$;
  CREATE FUNCTION public.never(numeric, numeric) RETURNS boolean LANGUAGE sql AS $$SELECT false$$;
  CREATE OPERATOR public.= (LEFTARG = integer, RIGHTARG = integer, FUNCTION = public.never);
  CREATE OPERATOR public.= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = public.never);
  CREATE OPERATOR public.= (LEFTARG = name, RIGHTARG = name, FUNCTION = public.never);
  CREATE OPERATOR public.= (LEFTARG = name, RIGHTARG = pg_catalog.text, FUNCTION = public.never);
  CREATE OPERATOR public.>= (LEFTARG = numeric, RIGHTARG = numeric, FUNCTION = public.never);
  CREATE OPERATOR public.< (LEFTARG = integer, RIGHTARG = integer, FUNCTION = public.never))";

/// Another schema with what the file declares.
constexpr auto kDecoys = R"(
  CREATE SCHEMA decoy;
  CREATE TYPE decoy.feedback_kind AS ENUM ('decoy');
  CREATE DOMAIN decoy.email AS integer;
  CREATE SEQUENCE decoy.invoice_no AS smallint;
  CREATE TABLE decoy.kraken_turns (id integer);
  CREATE TABLE decoy.kraken_feedback (id integer, kind decoy.feedback_kind);
  CREATE TABLE decoy.kraken_events (at integer))";

TEST(Reports, AreTheSameForEveryoneAndUnderEveryPath) {
  const TestRole stranger;
  const TestRole misled;
  const TwoDatabases databases;
  databases.expect_worthy_reports();
  const auto as = [](const TestRole& role) {
    return [&](const TestDatabase& database) { return database.url(role.name()); };
  };
  auto server = connect_to_server();
  server.execute(fmt::format("ALTER ROLE {} SET default_transaction_read_only = on", stranger.name()));
  {
    SCOPED_TRACE("a role without any grant, which may only read");
    databases.expect_same_reports(as(stranger));
  }
  const auto mislead = [&](const std::string& path) {
    SCOPED_TRACE("search_path = " + path);
    server.execute(fmt::format("ALTER ROLE {} SET search_path = {}", misled.name(), path));
    databases.expect_same_reports(as(misled));
  };
  databases.execute(kDecoys);
  mislead("decoy, public");
  databases.execute(kShadows);
  mislead("pg_temp, public, decoy, pg_catalog");
}

// A default of the user's own code would be blocked on rows that exist.
TEST(Reports, KnowThatPgCatalogComesFirst) {
  const TestDatabase database;
  database.execute("CREATE TABLE t (a integer); INSERT INTO t VALUES (1)");
  const TemporaryFile file(R"(version: 1
tables:
  t:
    columns:
      - {name: a, type: integer}
      - {name: at, type: timestamptz, default: now()}
      - {name: small, type: boolean, default: length('a') < 9}
      - {name: id, type: uuid, default: gen_random_uuid()}
)");
  const auto plan = run_tool(arguments("plan", file, database.url(), {"--format", "json", "--exit-code"}));
  EXPECT_EQ(plan.exit_code, 2) << plan;
  database.execute(kShadows);
  EXPECT_EQ(run_tool(arguments("plan", file, database.url(), {"--format", "json", "--exit-code"})), plan);
}

// to_regtype() would fail.
TEST(Reports, DoNotNeedUsageOfASchemaToSeeItsTypes) {
  const TestRole stranger;
  const TestDatabase database;
  database.execute(
      "CREATE SCHEMA app; CREATE DOMAIN app.small AS integer CHECK (VALUE < 9); CREATE TYPE app.kind AS ENUM ('a');"
      "CREATE TABLE t (a app.small, k app.kind); INSERT INTO t VALUES (1)");
  const TemporaryFile file(R"(version: 1
tables:
  t:
    columns:
      - {name: a, type: app.small}
      - {name: k, type: app.kind}
      - {name: b, type: app.small}
      - {name: c, type: "app.kind[]"}
      - {name: d, type: app.no_type}
)");
  const auto owner = run_tool(arguments("plan", file, database.url(), {"--format", "json"}));
  EXPECT_EQ(owner.exit_code, 3) << owner;  // a domain's check would run on rows, and a type is missing
  EXPECT_EQ(run_tool(arguments("plan", file, database.url(stranger.name()), {"--format", "json"})), owner);
}

// In expressions the server finds no type of such a schema.
TEST(Reports, WithoutUsageSayWhatOnlyTheServerCouldCompare) {
  const TestRole stranger;
  const Scenario scenario(every_key());
  ASSERT_EQ(scenario.apply().exit_code, 0);
  scenario.database().execute("REVOKE USAGE ON SCHEMA public FROM PUBLIC");
  const TemporaryFile file(every_key());
  const auto drift = run_tool(arguments("drift", file, scenario.database().url(stranger.name()), {"--format", "json"}));
  EXPECT_EQ(drift.exit_code, 2) << drift;
  const auto differences = nlohmann::json::parse(drift.output).at("differences");
  EXPECT_THAT(differences, testing::Not(testing::IsEmpty()));
  for (const auto& difference : differences) {
    EXPECT_EQ(difference.at("class"), "unknown") << difference;
    EXPECT_THAT(difference.at("message").get<std::string>(),
                testing::HasSubstr("could not be compared: permission denied for schema public (SQLSTATE 42501)"));
  }
}

}  // namespace
}  // namespace pgreconcile::test
