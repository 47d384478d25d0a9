// Whoever looks, and whatever lies in the path: plan and drift say the same.

#include <gmock/gmock.h>

#include "tests/fault/same_reports.hpp"

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

}  // namespace
}  // namespace pgreconcile::test
