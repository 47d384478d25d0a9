// What the server is asked beside columns of tables: domains, bounds of partitions, columns of types of one's own.

#include <gmock/gmock.h>

#include "tests/integration/reading.hpp"

namespace pgreconcile::test {
namespace {

model::Verdict verdict_on(const std::string& sql, const model::Database& desired, const model::ExpressionPair& pair) {
  const TestDatabase database;
  database.execute(sql);
  auto session = session_with(database);
  const auto reading = introspect::read(session, desired, introspect::Scope::DeclaredTables);
  return introspect::answer(session, {.expressions = {pair}, .table_sizes = {}, .functions = {}, .types = {}}, desired,
                            reading)
      .expressions.at(pair);
}

model::Sameness sameness(const std::string& sql, const model::Database& desired, const model::ExpressionPair& pair) {
  return verdict_on(sql, desired, pair).sameness;
}

TEST(Oracle, ChecksOfADomainSpeakOfItsValue) {
  model::Database desired;
  desired.domains = {model::Domain{relation("code"), type("varchar(3)"), true, {}, {}, {}, {}, {}}};
  const auto* sql = "CREATE DOMAIN code AS varchar(3) CHECK (VALUE IN ('a', 'b'))";
  const auto* live = "((VALUE)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))";
  EXPECT_EQ(sameness(sql, desired, {relation("code"), "VALUE IN ('a', 'b')", live, ""}), model::Sameness::Same);
  EXPECT_EQ(sameness(sql, desired, {relation("code"), "VALUE IN ('a', 'c')", live, ""}), model::Sameness::Different);
}

TEST(Oracle, BoundsAreValuesOfTheKeysType) {
  const auto* sql = "CREATE TABLE t (at timestamptz) PARTITION BY RANGE (at)";
  const auto same = [&](const char* from) {
    return sameness(sql, naming_tables({"t"}),
                    {relation("t"), from, "'2026-01-01 00:00:00+00'", "timestamp with time zone"});
  };
  EXPECT_EQ(same("'2026-01-01'"), model::Sameness::Same);
  EXPECT_EQ(same("'2026-01-02'"), model::Sameness::Different);
}

TEST(Oracle, ColumnsMayHaveTypesOfOnesOwn) {
  const auto* sql =
      "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE DOMAIN small AS integer; CREATE EXTENSION citext;"
      "CREATE TABLE t (m mood, s small, c citext, id serial)";
  EXPECT_EQ(sameness(sql, naming_tables({"t"}),
                     {relation("t"), "m = 'a' AND s > 1 AND id > 0",
                      "((m = 'a'::public.mood) AND ((s)::integer > 1) AND (id > 0))", ""}),
            model::Sameness::Same);
}

// An operator of one's own for built-in types is not what the server inlines it to; one for a type of one's own does not
// come into a comparison of built-in types.
TEST(Oracle, TellsOperatorsWithABuiltInNameFromBuiltInOnes) {
  const std::string table = "CREATE TABLE t (s text, a integer, c citext);";
  const auto same = [&](const std::string& sql, const char* desired, const char* live) {
    return sameness("CREATE EXTENSION citext;" + table + sql, naming_tables({"t"}), {relation("t"), desired, live, ""});
  };
  const auto* own =
      "CREATE FUNCTION matches(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 ~ ''x''';"
      "CREATE OPERATOR = (LEFTARG = text, RIGHTARG = integer, FUNCTION = matches)";
  EXPECT_EQ(same(own, "s = 1", "(s ~ 'x'::text)"), model::Sameness::Different);
  EXPECT_EQ(same("", "NOT a = 1", "(a <> 1)"), model::Sameness::Same);
  EXPECT_EQ(same(own, "NOT a = 1", "(a <> 1)"), model::Sameness::Different) << "for it may be that operator";
  EXPECT_EQ(same("", "c IN ('a', 'b')", "(c = ANY (ARRAY['a'::citext, 'b'::citext]))"), model::Sameness::Same);
  EXPECT_EQ(same("", "c = 'a'", "(c = 'A'::citext)"), model::Sameness::Different);
}

// Everywhere else than in the file's own schema, too.
TEST(Oracle, FindsWhatExtensionsBringWhereTheyAre) {
  auto desired = naming_tables({"t"});
  desired.extensions = {{sql::Identifier("citext"), sql::Identifier("ext")},
                        {sql::Identifier("pgcrypto"), sql::Identifier("ext")},
                        {sql::Identifier("hstore"), std::nullopt}};
  const auto same = [&](const char* wanted, const char* live) {
    return sameness(
        "CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; CREATE EXTENSION pgcrypto SCHEMA ext; CREATE EXTENSION "
        "hstore;"
        "CREATE TABLE t (s text, a integer, c ext.citext)",
        desired, {relation("t"), wanted, live, ""});
  };
  EXPECT_EQ(same("c <> 'x' AND a > 0", "((c OPERATOR(ext.<>) 'x'::ext.citext) AND (a > 0))"), model::Sameness::Same);
  EXPECT_EQ(same("c <> 'x'", "(c OPERATOR(ext.=) 'x'::ext.citext)"), model::Sameness::Different);
  EXPECT_EQ(same("digest(s, 'sha256') <> ''", "(ext.digest(s, 'sha256'::text) <> '\\x'::bytea)"),
            model::Sameness::Same);
  EXPECT_EQ(same("digest(s, 'sha256') <> ''", "(public.digest(s, 'sha256'::text) <> '\\x'::bytea)"),
            model::Sameness::Different);
  EXPECT_EQ(same("NOT s = 'x'", "(s <> 'x'::text)"), model::Sameness::Same);
}

TEST(Oracle, WhatIsNotThereIsUndecidable) {
  EXPECT_EQ(verdict_on("SELECT", naming_tables({"t"}), {relation("t"), "a > 0", "(a > 0)", ""}),
            (model::Verdict{model::Sameness::Undecidable, "public.t is not in the database"}));
}

TEST(Oracle, WhatTheParserDoesNotKnowIsUndecidable) {
  EXPECT_EQ(
      verdict_on("CREATE TABLE t (a integer)", naming_tables({"t"}), {relation("t"), "a > 0", "a NEWER THAN 0", ""}),
      (model::Verdict{model::Sameness::Undecidable, "its syntax is newer than the parser"}));
}

// The planner would make one of both.
TEST(Oracle, KeepsCastsToDomainsApart) {
  const auto* sql = "CREATE DOMAIN label AS text; CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (s text, m mood)";
  const auto same = [&](const char* desired, const char* live, const char* cast_to) {
    return sameness(sql, naming_tables({"t"}), {relation("t"), desired, live, cast_to});
  };
  EXPECT_EQ(same("s = 'x'::label", "(s = 'x'::text)", ""), model::Sameness::Different);
  EXPECT_EQ(same("'x'::label || 'y'", "('x'::text || 'y'::text)", "text"), model::Sameness::Different);
  EXPECT_EQ(same("'x'::label", "('x'::text)::public.label", "text"), model::Sameness::Same);
  EXPECT_EQ(same("'x'::label", "'x'::text", "public.label"), model::Sameness::Same) << "which is the column's own";
  EXPECT_EQ(same("m = 'a'", "(m = 'a'::public.mood)", ""), model::Sameness::Same) << "for that is no domain";
}

}  // namespace
}  // namespace pgreconcile::test
