#pragma once

// Expressions as people write them, and what becomes of them by way of the catalog.

#include <string>
#include <vector>

namespace pgreconcile::test {

struct ReadableCase {
  std::string written;
  std::string readable;
  std::string before_14 = {};     ///< where PostgreSQL 13 stores another call or keeps the call's own name
  std::string of_parser_17 = {};  ///< where libpg_query 17 writes more parentheses
};

inline const std::vector<ReadableCase>& readable_cases() {
  static const std::vector<ReadableCase> kCases{
      {R"(i > 0)", R"(i > 0)"},
      {R"(i >= 0 AND i < 100)", R"(i >= 0 AND i < 100)"},
      {R"(i > 0 OR s > 0 AND b > 0)", R"(i > 0 OR (s > 0 AND b > 0))"},
      {R"((i > 0 OR s > 0) AND b > 0)", R"((i > 0 OR s > 0) AND b > 0)"},
      {R"(NOT (i > 0))", R"(NOT i > 0)"},
      {R"(i > -5)", R"(i > -5)"},
      {R"(n > -1.5)", R"(n > -1.5)"},
      {R"(i - (-5) > 0)", R"((i - -5) > 0)"},
      {R"((i + 1) * 2 > 7)", R"(((i + 1) * 2) > 7)"},
      {R"(i IN (1, 2, 3))", R"(i IN (1, 2, 3))"},
      {R"(i IN (-1, 0, 1))", R"(i IN (-1, 0, 1))"},
      {R"(i NOT IN (1, 2))", R"(i NOT IN (1, 2))"},
      {R"(s IN (1, 2))", R"(s IN (1, 2))"},
      {R"(b IN (1, 2))", R"(b IN (1, 2))"},
      {R"(b IN (1, 3000000000))", R"(b IN (1, '3000000000'))"},
      {R"(n IN (1, 2.5))", R"(n IN (1, 2.5))"},
      {R"(f IN (1, 2))", R"(f = ANY(ARRAY[1::double precision, 2::double precision]))"},
      {R"(i = ANY (ARRAY[1, 2]))", R"(i IN (1, 2))"},
      {R"(b = ANY (ARRAY[1, 2]))", R"(b = ANY(ARRAY[1, 2]))"},
      {R"(i = ANY (ints))", R"(i = ANY(ints))"},
      {R"(t IN ('a', 'b'))", R"(t IN ('a', 'b'))"},
      {R"(t NOT IN ('a', 'it''s', 'back\slash'))", R"(t NOT IN ('a', 'it''s', E'back\\slash'))"},
      {R"(t IN ('one'))", R"(t = 'one'::text)"},
      {R"(v IN ('a', 'b'))", R"(v IN ('a', 'b'))"},
      {R"(v NOT IN ('a', 'b'))", R"(v NOT IN ('a', 'b'))"},
      {R"(w IN ('active', 'ended'))", R"(w IN ('active', 'ended'))"},
      {R"("Odd name" IN ('x', 'y'))", R"("Odd name" IN ('x', 'y'))"},
      {R"("order" IN ('x', 'y'))", R"("order" IN ('x', 'y'))"},
      {R"(v = ANY (ARRAY['a', 'b']))", R"(v::text = ANY(ARRAY['a'::text, 'b'::text]))"},
      {R"(v = ANY (ARRAY['a'::varchar, 'b'::varchar]))", R"(v IN ('a', 'b'))"},
      {R"(c IN ('abc', 'xyz'))", R"(c IN ('abc', 'xyz'))"},
      {R"(m IN ('sad', 'it''s'))", R"(m IN ('sad', 'it''s'))"},
      {R"(m = 'ok')", R"(m = 'ok'::public.mood)"},
      {R"(e IN ('a@b', 'c@d'))", R"(e IN ('a@b', 'c@d'))"},
      {R"(nm IN ('a', 'b'))", R"(nm IN ('a', 'b'))"},
      {R"(d IN ('2020-01-01', '2021-01-01'))", R"(d IN ('2020-01-01', '2021-01-01'))"},
      {R"(d > '2020-01-01')", R"(d > '2020-01-01'::date)"},
      {R"(ts IN ('2020-01-01', '2021-01-01'))", R"(ts IN ('2020-01-01 00:00:00', '2021-01-01 00:00:00'))"},
      {R"(at > '2020-01-01 00:00:00+00')", R"(at > '2020-01-01 00:00:00+00'::timestamp with time zone)"},
      {R"(lower(t) = t)", R"(lower(t) = t)"},
      {R"(lower(t) IN ('a', 'b'))", R"(lower(t) = ANY(ARRAY['a'::text, 'b'::text]))"},
      {R"(length(v) < 4000)", R"(length(v::text) < 4000)"},
      {R"(t ~ '^[a-z]+$' AND t !~~ '%x%')", R"(t ~ '^[a-z]+$'::text AND t !~~ '%x%'::text)"},
      {R"(t LIKE 'a%' OR t ILIKE '%b')", R"(t ~~ 'a%'::text OR t ~~* '%b'::text)"},
      {R"(t IS NOT NULL AND v IS NULL)", R"(t IS NOT NULL AND v IS NULL)"},
      {R"(i BETWEEN 1 AND 10)", R"(i >= 1 AND i <= 10)"},
      {R"(i IS DISTINCT FROM 3)", R"(i IS DISTINCT FROM 3)"},
      {R"(ok)", R"(ok)"},
      {R"(ok IS TRUE)", R"(ok IS TRUE)"},
      {R"(CASE WHEN i > 0 THEN t IS NOT NULL ELSE true END)", R"(CASE WHEN i > 0 THEN t IS NOT NULL ELSE true END)"},
      {R"(COALESCE(i, 0) > 0)", R"(COALESCE(i, 0) > 0)"},
      {R"(j ->> 'kind' IN ('a', 'b'))", R"(j ->> 'kind'::text = ANY(ARRAY['a'::text, 'b'::text]))"},
      {R"((j #>> '{a,b}') IS NOT NULL)", R"(j #>> '{a,b}'::text[] IS NOT NULL)"},
      {R"(j ? 'key')", R"(j ? 'key'::text)"},
      {R"(ints[1] > 0)", R"(ints[1] > 0)"},
      {R"(cardinality(ints) > 0)", R"(cardinality(ints) > 0)"},
      {R"(t = '' OR t = 'x'::text)", R"(t = ''::text OR t = 'x'::text)"},
      {R"(iv > '1 day')", R"(iv > '1 day'::interval)"},
      {R"(extract(year FROM d) > 2000)", R"(extract ('year' FROM d) > 2000::numeric)",
       R"(date_part('year'::text, d) > 2000::double precision)"},
      {R"(at AT TIME ZONE 'UTC' > '2020-01-01')", R"(at AT TIME ZONE 'UTC'::text > '2020-01-01 00:00:00'::timestamp)",
       R"(timezone('UTC'::text, at) > '2020-01-01 00:00:00'::timestamp)"},
      {R"((i::text || t) <> '')", R"((i::text || t) <> ''::text)"},
      {R"(t COLLATE "C" > 'a')", R"(t COLLATE "C" > 'a'::text)"},
      {R"((num_nonnulls(i, s) = 1) AND v IN ('a', 'b') AND i IN (1, 2))",
       R"(num_nonnulls(i, s) = 1 AND v IN ('a', 'b') AND i IN (1, 2))"},
      {R"(u <> '00000000-0000-0000-0000-000000000000')", R"(u <> '00000000-0000-0000-0000-000000000000'::uuid)"},
      {R"(i::bigint * b > 0)", R"((i::bigint * b) > 0)"},
      {R"(-i < 5)", R"((- i) < 5)"},
      {R"(2 ^ -i > 0)", R"((2::double precision ^ CAST(- i AS double precision)) > 0::double precision)"},
      {R"(position('a' in t) > 0)", R"(POSITION('a'::text IN t) > 0)", R"("position"(t, 'a'::text) > 0)",
       R"(POSITION(('a'::text) IN t) > 0)"},
      {R"(substring(t from 1 for 2) = 'ab')", R"(SUBSTRING(t FROM 1 FOR 2) = 'ab'::text)",
       R"("substring"(t, 1, 2) = 'ab'::text)"},
      {R"((i, s) = (1, 2))", R"(i = 1 AND s = 2)"},
      {R"(t SIMILAR TO 'a|b')", R"(t ~ similar_to_escape('a|b'::text))"},
      {R"(i > -2147483648)", R"(i > '-2147483648'::int)"},
      {R"(texts @> ARRAY['a', 'b'])", R"(texts @> ARRAY['a'::text, 'b'::text])"},
      {R"(e <> 'it''s')", R"(e::text <> 'it''s'::text)"},
      {R"(v <> 'x')", R"(v::text <> 'x'::text)"},
  };
  return kCases;
}

}  // namespace pgreconcile::test
