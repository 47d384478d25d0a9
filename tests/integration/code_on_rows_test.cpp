// Adding a column never runs code of the user's on rows that exist, by whatever way the code is reached; and two
// expressions that reach different code are not the same.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

const std::string kCode = R"(
  CREATE TABLE victim (i integer);
  INSERT INTO victim VALUES (1), (2);
  CREATE TABLE t (id integer);
  INSERT INTO t VALUES (1);
  CREATE FUNCTION harm() RETURNS integer LANGUAGE plpgsql AS 'BEGIN DELETE FROM victim; RETURN 1; END';
  CREATE FUNCTION abs(text) RETURNS integer LANGUAGE sql AS 'SELECT public.harm()';
  CREATE FUNCTION harm(integer, integer) RETURNS integer LANGUAGE sql AS 'SELECT public.harm()';
  CREATE OPERATOR @@@ (FUNCTION = harm, LEFTARG = integer, RIGHTARG = integer);
  CREATE DOMAIN with_default AS integer DEFAULT harm();
  CREATE DOMAIN with_check AS integer CHECK (harm() IS NOT NULL);
  CREATE TYPE of_domain AS (a with_check);)";

class CodeOnRows : public testing::TestWithParam<const char*> {};

TEST_P(CodeOnRows, IsBlocked) {
  const Scenario scenario(
      "version: 1\ntables:\n  t: {columns: [{name: id, type: int}, {name: n, " + std::string(GetParam()) + "}]}\n",
      kCode);
  const auto apply = scenario.apply();
  EXPECT_EQ(apply.exit_code, 3);
  ASSERT_EQ(apply.differences.size(), 1U);
  EXPECT_EQ(apply.differences.front().difference_class, "blocked");
  EXPECT_EQ(scenario.database().value("SELECT count(*) FROM victim"), "2");
}

INSTANTIATE_TEST_SUITE_P(Ways, CodeOnRows,
                         testing::Values("type: int, default: harm()", "type: with_default", "type: with_check",
                                         "type: with_check, default: 1, nullable: false",
                                         "type: int, default: \"1::with_check\"",
                                         "type: int, default: \"(array[1]::with_check[])[1]\"",
                                         "type: int, default: \"1 @@@ 2\"", "type: of_domain, default: \"'(1)'\"",
                                         "type: int, default: \"1 operator(public.@@@) 2\"",
                                         "type: int, default: \"abs('x'::text)\""));

TEST(CodeOnRowsOfAnEmptyTable, IsFine) {
  const Scenario scenario(
      "version: 1\ntables:\n  t: {columns: [{name: id, type: int}, {name: n, type: with_default}]}\n",
      kCode + "TRUNCATE t;");
  EXPECT_EQ(scenario.apply().exit_code, 0);
}

// hstore has an operator || of its own, for its own type.
TEST(CodeOnRowsBesideAnExtension, IsWhatTakesItsTypes) {
  const auto apply_with = [](const char* schema, const char* column) {
    return Scenario(
               std::string("version: 1\nextensions: [{name: hstore, schema: ") + schema +
                   "}]\ntables:\n  t: {columns: [{name: c, type: text}, {name: h, type: hstore}, " + column + "]}\n",
               std::string("CREATE SCHEMA ext; CREATE EXTENSION hstore SCHEMA ") + schema + "; SET search_path = " +
                   schema + ", public; CREATE TABLE public.t (c text, h hstore); INSERT INTO public.t VALUES ('a')")
        .apply()
        .exit_code;
  };
  for (const auto* schema : {"public", "ext"}) {
    EXPECT_EQ(apply_with(schema, R"({name: g, type: text, generated: "c || '!'"})"), 0);
    EXPECT_EQ(apply_with(schema, R"({name: g, type: hstore, generated: "h || 'a=>1'"})"), 3);
    EXPECT_EQ(apply_with(schema, R"({name: g, type: text, generated: "akeys(h)::text"})"), 3);
  }
}

struct OtherCode {
  const char* desired;
  const char* live;
};

class OtherCodeTest : public testing::TestWithParam<OtherCode> {};

TEST_P(OtherCodeTest, IsNoSpelling) {
  const Scenario scenario(std::string("version: 1\ntables:\n  t:\n    columns: [{name: a, type: int}]\n") +
                              "    checks: [{name: c, expr: \"" + GetParam().desired + "\"}]\n",
                          std::string(R"(
    CREATE SCHEMA s2;
    CREATE FUNCTION pos(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
    CREATE FUNCTION s2.pos(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
    CREATE FUNCTION above(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > $2';
    CREATE OPERATOR @@> (FUNCTION = above, LEFTARG = integer, RIGHTARG = integer);
    CREATE TABLE t (a integer, CONSTRAINT c CHECK ()") +
                              GetParam().live + "))");
  const auto drift = scenario.drift();
  ASSERT_EQ(drift.differences.size(), 1U);
  EXPECT_EQ(drift.differences.front().difference_class, "conflict");
}

INSTANTIATE_TEST_SUITE_P(Pairs, OtherCodeTest,
                         testing::Values(OtherCode{"pos(a)", "s2.pos(a)"}, OtherCode{"a > 0", "a @@> 0"},
                                         OtherCode{"pos(a)", "a > 0"}));

TEST(QualifiedColumn, IsTheColumn) {
  const Scenario scenario(
      "version: 1\ntables:\n  t:\n    columns: [{name: a, type: int}]\n"
      "    checks: [{name: c, expr: t.a > 0}]\n");
  EXPECT_EQ(scenario.apply().exit_code, 0);
  EXPECT_EQ(scenario.drift().exit_code, 0);
}

}  // namespace
}  // namespace pgreconcile::test
