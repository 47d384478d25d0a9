#include <gtest/gtest.h>

#include <string>

#include "src/sql/equivalence.hpp"

namespace pgreconcile::sql {
namespace {

struct Pair {
  std::string desired;
  std::string live;
  std::string column_type = {};
};

void PrintTo(const Pair& pair, std::ostream* stream) {
  *stream << pair.desired << " and " << pair.live << " of " << pair.column_type;
}

class SqlKnownEqual : public testing::TestWithParam<Pair> {};

TEST_P(SqlKnownEqual, BothWays) {
  EXPECT_TRUE(known_equal(GetParam().desired, GetParam().live, GetParam().column_type));
  EXPECT_TRUE(known_equal(GetParam().live, GetParam().desired, GetParam().column_type));
}

INSTANTIATE_TEST_SUITE_P(Spellings, SqlKnownEqual,
                         testing::Values(Pair{"a > 0", "(a > 0)"}, Pair{"a>0", "((a) > (0))"}, Pair{"- 1", "(-1)"},
                                         Pair{"-(1)", "-1"}, Pair{"-0", "0"}, Pair{"- -1", "1"}, Pair{"A > 0", "a > 0"},
                                         Pair{"a != 0", "a <> 0"}, Pair{"'x'", "E'x'"}, Pair{"E'\\\\'", "'\\'"},
                                         Pair{"$$x$$", "'x'"}, Pair{"a -- why\n > 0", "a > 0"},
                                         Pair{"a IN (1, 2)", "a in (1,2)"}, Pair{"not a", "NOT a"}));

INSTANTIATE_TEST_SUITE_P(Aliases, SqlKnownEqual,
                         testing::Values(Pair{"a::int8", "a::bigint"}, Pair{"CAST(a AS int)", "a::pg_catalog.int4"},
                                         Pair{"a::varchar(3)", "(a)::character varying(3)"},
                                         Pair{"a::bool", "a::boolean"}, Pair{"a::int[]", "a::_int4"},
                                         Pair{"timestamptz '2020-01-01'", "'2020-01-01'::timestamp with time zone"},
                                         Pair{"pg_catalog.lower(a)", "lower(a)"},
                                         Pair{"a OPERATOR(pg_catalog.+) b", "a + b"},
                                         Pair{"a COLLATE pg_catalog.\"C\"", "a COLLATE \"C\""}));

INSTANTIATE_TEST_SUITE_P(Synonyms, SqlKnownEqual,
                         testing::Values(Pair{"CURRENT_TIMESTAMP", "now()"}, Pair{"transaction_timestamp()", "now()"},
                                         Pair{"pg_catalog.transaction_timestamp()", "CURRENT_TIMESTAMP"},
                                         Pair{"timezone('utc', now())", "CURRENT_TIMESTAMP AT TIME ZONE 'utc'"},
                                         Pair{"pg_catalog.timezone('utc', a)", "a AT TIME ZONE 'utc'"},
                                         Pair{"extract(year FROM a)", "EXTRACT(year FROM a)"}));

INSTANTIATE_TEST_SUITE_P(CatalogFormOfALiteral, SqlKnownEqual,
                         testing::Values(Pair{"'x'", "'x'::text", "text"},
                                         Pair{"'x'", "'x'::character varying", "character varying(16)"},
                                         Pair{"'x'", "'x'::bpchar", "character(3)"},
                                         Pair{"'1'", "'1'::\"bit\"", "bit(3)"}, Pair{"''", "''::text", "text"},
                                         Pair{"'{}'", "'{}'::jsonb", "jsonb"},
                                         Pair{"'{}'", "'{}'::character varying[]", "character varying(3)[]"},
                                         Pair{"'good'", "'good'::public.mood", "public.mood"},
                                         Pair{"'2020-01-01'", "'2020-01-01'::date", "date"}));

class SqlNotKnownEqual : public testing::TestWithParam<Pair> {};

TEST_P(SqlNotKnownEqual, BothWays) {
  EXPECT_FALSE(known_equal(GetParam().desired, GetParam().live, GetParam().column_type));
  EXPECT_FALSE(known_equal(GetParam().live, GetParam().desired, GetParam().column_type));
}

INSTANTIATE_TEST_SUITE_P(Values, SqlNotKnownEqual,
                         testing::Values(Pair{"'a'", "'b'"}, Pair{"'a'", "'A'"}, Pair{"'a'", "'a '"}, Pair{"1", "2"},
                                         Pair{"-1", "-2"}, Pair{"-1", "0"}, Pair{"-1", "1"}, Pair{"a > - 1", "a > -2"},
                                         Pair{"-(1)", "-(2)"}, Pair{"a[-1]", "a[0]"}, Pair{"- /* 2 */ 1", "-2"},
                                         Pair{"- -- 2\n1", "-2"}, Pair{"1", "1.0"}, Pair{"1", "'1'"}, Pair{"0", "''"},
                                         Pair{"true", "false"}, Pair{"NULL", "''"}, Pair{"'null'", "NULL"},
                                         Pair{"a IN ('a', 'b')", "a IN ('b', 'a')"},
                                         Pair{"a IN ('a')", "a IN ('a', 'b')"}, Pair{"B'1'", "'1'"},
                                         Pair{"E'\\n'", "'\\n'"}, Pair{"a = 'x' OR b", "a = 'y' OR b"}));

INSTANTIATE_TEST_SUITE_P(
    Meanings, SqlNotKnownEqual,
    testing::Values(Pair{"a", "\"A\""}, Pair{"a > 0", "a >= 0"}, Pair{"a AND b OR c", "a AND (b OR c)"},
                    Pair{"a - b", "b - a"}, Pair{"a IS NULL", "a IS NOT NULL"}, Pair{"a", "t.a"},
                    Pair{"lower(a)", "upper(a)"}, Pair{"public.lower(a)", "lower(a)"},
                    Pair{"a OPERATOR(public.+) b", "a + b"}, Pair{"a::int", "a::bigint"}, Pair{"a::int", "a"},
                    Pair{"a::mood", "a::public.mood"}, Pair{"a::varchar(3)", "a::varchar(4)"},
                    Pair{"a::varchar(3)", "a::varchar"}, Pair{"a::numeric", "a::numeric(10,0)"},
                    Pair{"a::numeric(3,-2)", "a::numeric(3,0)"}, Pair{"a AT TIME ZONE 'utc'", "a AT TIME ZONE 'cet'"},
                    Pair{"f(VARIADIC a)", "f(a)"}));

INSTANTIATE_TEST_SUITE_P(CollationsAndTimes, SqlNotKnownEqual,
                         testing::Values(Pair{"a COLLATE \"C\"", "a"}, Pair{"a COLLATE \"C\"", "a COLLATE \"POSIX\""},
                                         Pair{"a COLLATE public.\"C\"", "a COLLATE \"C\""},
                                         Pair{"'x' COLLATE \"C\"", "'x'::text", "text"},
                                         Pair{"now()", "statement_timestamp()"}, Pair{"now()", "clock_timestamp()"},
                                         Pair{"now()", "LOCALTIMESTAMP"}, Pair{"now()", "CURRENT_DATE"},
                                         Pair{"CURRENT_TIMESTAMP(3)", "CURRENT_TIMESTAMP"},
                                         Pair{"CURRENT_TIMESTAMP(3)", "now()"}, Pair{"app.now()", "now()"},
                                         Pair{"transaction_timestamp(1)", "transaction_timestamp(2)"},
                                         Pair{"'now()'", "now()"}));

// Where the cast does something: to the value, to the text's length, or each time anew.
INSTANTIATE_TEST_SUITE_P(
    CastsThatMatter, SqlNotKnownEqual,
    testing::Values(Pair{"'x'", "'x'::text", "name"}, Pair{"'x'", "'x'::text"}, Pair{"'x'", "'y'::text", "text"},
                    Pair{"'xyz'", "'xyz'::character varying(2)", "character varying(16)"},
                    Pair{"'xyz'", "'xyz'::character(1)", "character(1)"}, Pair{"'now'", "('now'::text)::date", "date"},
                    Pair{"now()", "now()::text", "text"}, Pair{"'x'", "'x'::app.mood", "public.mood"}));

INSTANTIATE_TEST_SUITE_P(Unparsable, SqlNotKnownEqual,
                         testing::Values(Pair{"1", "1, 1"}, Pair{"1", "1; 1"}, Pair{"1 +", "1"}, Pair{"1", ""},
                                         Pair{"1 + ", "1 +"}));

// What a server may find the same is not known to differ.
TEST(SqlKnownDifferent, IsWhatNoTypeMakesOneValueOf) {
  for (const auto& pair : {Pair{"0", "1", "integer"}, Pair{"0", "1", "numeric(10,6)"}, Pair{"-1", "1", "smallint"},
                           Pair{"true", "false", "boolean"}, Pair{"'a'", "'b'", "text"},
                           Pair{"'a'::text", "'b'", "text"}, Pair{"2147483646", "2147483647", "double precision"}}) {
    EXPECT_TRUE(known_different(pair.desired, pair.live, pair.column_type)) << testing::PrintToString(pair);
  }
  for (const auto& pair :
       {Pair{"1.4", "1", "integer"}, Pair{"2.5", "3", "smallint"}, Pair{"0.1", "0.10000000001", "real"},
        Pair{"1.001", "1.00", "numeric(4,2)"}, Pair{"16777216", "16777217", "real"},
        Pair{"101", "102", "numeric(3,-2)"}, Pair{"0", "1", "app.rounded"}, Pair{"'ab '", "'ab'", "character(3)"},
        Pair{"'abc'", "'abcd'", "character varying(3)"}, Pair{"now()", "1", "integer"}, Pair{"0", "0", "integer"}}) {
    EXPECT_FALSE(known_different(pair.desired, pair.live, pair.column_type)) << testing::PrintToString(pair);
  }
}

TEST(SqlKnownEqualText, NeedsNoParser) { EXPECT_TRUE(known_equal("newer syntax", "newer syntax", "")); }

using Names = std::multiset<std::string>;

TEST(SqlTraits, ListCallsAndCollations) {
  const auto [known, traits] =
      traits_of("app.f(lower(a COLLATE pg_catalog.\"C\")) = lower(b COLLATE x.\"de\") || pg_catalog.upper(b)");
  EXPECT_TRUE(known);
  EXPECT_EQ(traits.collations, (Names{"[\"C\"]", "[\"x\",\"de\"]"}));
  EXPECT_EQ(traits.schema_functions, Names{"app.f"});
  EXPECT_EQ(traits.plain_functions, (Names{"lower", "lower", "operator =", "operator ||", "upper"}));
  EXPECT_FALSE(traits.folds_to_huge_value);
  EXPECT_FALSE(traits.is_string_literal);
}

TEST(SqlTraits, ListExtractUnderTheNameThatEveryServerHas) {
  EXPECT_EQ(traits_of("extract(year from d)").traits.plain_functions, Names{"date_part"});
  EXPECT_EQ(traits_of("app.extract(d)").traits.schema_functions, Names{"app.\"extract\""});
  EXPECT_EQ(traits_of("\"extract\"(d)").traits.plain_functions, Names{"extract"});
}

TEST(SqlTraits, ListTheOperatorsThatSyntaxStandsFor) {
  const auto operators_in = [](const char* text) { return traits_of(text).traits.plain_functions; };
  EXPECT_EQ(operators_in("a IN (1, 2)"), Names{"operator ="});
  EXPECT_EQ(operators_in("a IN (1, b, 2, c)"), (Names{"operator =", "operator =", "operator ="}));
  EXPECT_EQ(operators_in("a IN (b)"), Names{"operator ="});
  EXPECT_EQ(operators_in("a NOT IN (1, 2)"), Names{"operator <>"});
  EXPECT_EQ(operators_in("a <> ALL (ARRAY[1, 2])"), Names{"operator <>"});
  EXPECT_EQ(operators_in("a NOT LIKE 'x'"), Names{"operator !~~"});
  EXPECT_EQ(operators_in("a ILIKE 'x'"), Names{"operator ~~*"});
  EXPECT_EQ(operators_in("a BETWEEN 1 AND 2"), (Names{"operator <=", "operator >="}));
  EXPECT_EQ(operators_in("a NOT BETWEEN 1 AND 2"), (Names{"operator <", "operator >"}));
  EXPECT_EQ(operators_in("a BETWEEN SYMMETRIC 1 AND 2"), operators_in("a >= 1 AND a <= 2 OR a >= 2 AND a <= 1"));
  EXPECT_EQ(operators_in("a NOT BETWEEN SYMMETRIC 1 AND 2"), operators_in("(a < 1 OR a > 2) AND (a < 2 OR a > 1)"));
  EXPECT_EQ(operators_in("a IS DISTINCT FROM 1"), Names{"operator ="});
  EXPECT_EQ(operators_in("NULLIF(a, 1)"), Names{"operator ="});
}

TEST(SqlTraits, KnowALiteral) {
  EXPECT_TRUE(traits_of("'a'").traits.is_string_literal);
  EXPECT_TRUE(traits_of("('')").traits.is_string_literal);
  EXPECT_FALSE(traits_of("'a'::text").traits.is_string_literal);
  EXPECT_FALSE(traits_of("1").traits.is_string_literal);
  EXPECT_FALSE(traits_of("1 +").known);
}

TEST(SqlTraits, WarnOfHugeValues) {
  for (const std::string text : {"repeat('x', 1000000000)", "pg_catalog.lpad('x', 1000000000)", "length(rpad('x', 9))",
                                 "format('%1000000000s', 'x')", "array_fill(1, ARRAY[100000000])"}) {
    EXPECT_TRUE(traits_of(text).traits.folds_to_huge_value) << text;
  }
  for (const std::string text : {"lpad(a::text, 8, '0')", "repeat('x', n)", "format('%s', a)", "lower('x')"}) {
    EXPECT_FALSE(traits_of(text).traits.folds_to_huge_value) << text;
  }
}

TEST(SqlWithoutLength, CutsOnlyWhatACastCuts) {
  EXPECT_EQ(without_length("character varying(16)"), "character varying");
  EXPECT_EQ(without_length("character varying(16)[]"), "character varying[]");
  EXPECT_EQ(without_length("character(3)"), "bpchar");
  EXPECT_EQ(without_length("character(3)[]"), "bpchar[]");
  EXPECT_EQ(without_length("bit(3)"), "\"bit\"");
  EXPECT_EQ(without_length("bit varying(3)"), "bit varying");
  for (const std::string type : {"text", "numeric(10,2)", "timestamp(3) without time zone", "interval(3)", "bigint[]",
                                 "public.\"odd(1)\"", "public.bit(3)", ""}) {
    EXPECT_EQ(without_length(type), type);
  }
}

}  // namespace
}  // namespace pgreconcile::sql
