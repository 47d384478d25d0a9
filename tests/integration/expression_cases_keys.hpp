#pragma once

// What indexes, exclusion constraints and partition keys are over, and their predicates.

#include <vector>

#include "tests/integration/expression_case.hpp"

namespace pgreconcile::test {

inline const std::vector<ExpressionCase> kIndexKeys = {
    {"lower(s)", "lower(s)", "same"},
    {"lower(v)", "lower(v::text)", "same"},
    {"lower(s)", "upper(s)", "conflict"},
    {"lower(s)", "lower(v)", "conflict"},
    {"a + 1", "(a + 1)", "same"},
    {"a + 1", "a + 2", "conflict"},
    {"-a", "(- a)", "same"},
    {"(a)", "a", "same"},
    {"coalesce(s, '')", "COALESCE(s, ''::text)", "same"},
    {"coalesce(s, '')", "COALESCE(s, ' ')", "conflict"},
    {"nullif(s, '')", "NULLIF(s, ''::text)", "same"},
    {"case when f then a end", "CASE WHEN f THEN a END", "same"},
    {"at at time zone 'utc'", "timezone('utc', at)", "same"},
    {"at at time zone 'utc'", "at AT TIME ZONE 'cet'", "conflict"},
    {"date_trunc('month', local)", "date_trunc('month'::text, local)", "same"},
    {"extract(year from d)", "EXTRACT(YEAR FROM d)", "same"},
    {"j ->> 'k'", "(j ->> 'k'::text)", "same"},
    {"j ->> 'k'", "(j -> 'k')", "conflict"},
    {"x[1]", "(x[1])", "same"},
    {"s || v", "s || v::text", "same"},
    {"md5(lower(s || v))", "md5(lower((s || (v)::text)))", "same"},
    {"v = 'x'", "(v)::text = 'x'::text", "same"},
    {"v in ('x', 'y')", "v = ANY (ARRAY['x', 'y'])", "same"},
    {"s like 'a%'", "s ~~ 'a%'", "same"},
    {"s collate \"C\" || ''", "s || ''", "conflict"},
    {"is_pos(a)", "a > 0", "conflict"},
    {"is_pos(a)", "public.is_pos(a)", "same"},
    {"app.is_even(a)", "a % 2 = 0", "conflict"},
    {"app.is_even(a)", "app.is_even(a)", "same"},
    {"\"Größe\" + 1", "\"Größe\" + 1", "same"},
    {"lower(\"Mixed Case\")", "lower(\"Mixed Case\")", "same"},
    {"lower(e)", "lower(e::text)", "same"},
    {"h -> 'k'", "(h -> 'k'::text)", "same"},
    {"lower(ci)", "lower(ci::text)", "same"},
    {"array[a, 1]", "ARRAY[a, 1]", "same"},
};

inline const std::vector<ExpressionCase> kPredicates = {
    {"a > 0", "(a > 0)", "same"},
    {"a > 0", "a > 1", "conflict"},
    {"a != 1", "NOT a = 1", "same"},
    {"a between 1 and 9", "a >= 1 AND a <= 9", "same"},
    {"\"select\" = -1", "\"select\" = '-1'", "same"},
    {"v in ('x', 'y')", "v IN ('x', 'y')", "same"},
    {"v in ('x', 'y')", "v::text = ANY (ARRAY['x', 'y'])", "same"},
    {"v in ('x', 'y')", "v IN ('x', 'z')", "conflict"},
    {"c = 'abcdef'", "c = 'abcde'", "conflict"},
    {"s is not null", "s IS NOT NULL", "same"},
    {"s is not null", "s IS NULL", "conflict"},
    {"f", "f = true", "same"},
    {"not f", "f = 'f'", "same"},
    {"f is true", "f", "conflict"},
    {"m = 'sad'", "m = 'sad'::mood", "same"},
    {"m in ('sad', 'it''s ok')", "m IN ('sad', 'it''s ok')", "same"},
    {"local > '2020-01-01'", "local > '2020-01-01 00:00:00'::timestamp", "same"},
    {"at > '2020-01-01 00:00+00'", "at > '2020-01-01 01:00+01'", "same"},
    {"i > '1 day'", "i > '24:00'", "conflict"},
    {"s like 'a%' and a > 0", "(s ~~ 'a%') AND (a > 0)", "same"},
    {"s like 'a%' and a > 0", "a > 0 AND s LIKE 'a%'", "conflict"},
    {"is_pos(a)", "a > 0", "conflict"},
    {"e = 'x'", "e::text = 'x'", "same"},
    {"s = 'x'::email", "s = 'x'", "conflict"},
    {"ci = 'x'", "ci = 'x'::citext", "same"},
    {"j @> '{\"k\": 1}'", "j @> '{\"k\":1}'::jsonb", "same"},
    {"x = '{}'", "x = ARRAY[]::text[]", "same"},
    {"s collate \"C\" = 'a'", "s = 'a'", "conflict"},
    {"coalesce(a, 0) = 0", "COALESCE(a, 0) = 0", "same"},
    {"s ~ '^ä'", "s ~ '^ä'::text", "same"},
};

/// Over an element with &&, which PostgreSQL's own GiST has.
inline const std::vector<ExpressionCase> kExclusionElements = {
    {"int4range(a, \"Größe\")", "int4range(a, \"Größe\")", "same"},
    {"int4range(a, \"Größe\")", "int4range(a, \"Größe\", '[)')", "conflict"},
    {"int4range(a, a + 10)", "int4range(a, (a + 10))", "same"},
    {"int4range(a, a + 10)", "int4range(a, a + 11)", "conflict"},
    {"int4range(a, coalesce(\"Größe\", -1))", "int4range(a, COALESCE(\"Größe\", '-1'::integer))", "same"},
    {"tsrange(local, local + '1 day')", "tsrange(local, local + '1 day'::interval)", "same"},
    {"tsrange(local, local + '1 day')", "tsrange(local, local + '24:00')", "conflict"},
    {"tsrange(local, at at time zone 'utc')", "tsrange(local, timezone('utc', at))", "same"},
    {"daterange(d, d + 1, '[]')", "daterange(d, (d + 1), '[]'::text)", "same"},
    {"numrange(a, b)", "numrange(a::numeric, b::numeric)", "same"},
};

inline const std::vector<ExpressionCase> kExclusionPredicates = {
    {"f", "f = true", "same"},
    {"not f", "f IS FALSE", "conflict"},
    {"v = 'x'", "v::text = 'x'::text", "same"},
    {"v = 'x'", "v = 'y'", "conflict"},
    {"v in ('x', 'y')", "v IN ('x', 'y')", "same"},
    {"m in ('sad')", "m = 'sad'::mood", "same"},
    {"a > 0 and f", "(a > 0) AND f", "same"},
    {"a > 0 and f", "(a > 0) OR f", "conflict"},
    {"is_pos(a)", "a > 0", "conflict"},
    {"s is distinct from ''", "s IS DISTINCT FROM ''::text", "same"},
};

inline const std::vector<ExpressionCase> kPartitionKeys = {
    {"lower(s)", "lower(s)", "same"},
    {"lower(v)", "lower(v::text)", "same"},
    {"lower(s)", "upper(s)", "conflict"},
    {"a + 1", "(a + 1)", "same"},
    {"a % 10", "mod(a, 10)", "conflict"},
    {"a * -1", "a * '-1'", "same"},
    {"extract(year from d)", "EXTRACT(YEAR FROM d)", "same"},
    {"date_trunc('month', local)", "date_trunc('month'::text, local)", "same"},
    {"coalesce(s, '')", "COALESCE(s, ''::text)", "same"},
    {"coalesce(s, '')", "COALESCE(s, 'x')", "conflict"},
    {"at at time zone 'utc'", "timezone('utc', at)", "same"},
    {"j ->> 'k'", "(j ->> 'k'::text)", "same"},
    {"is_pos(a)", "a > 0", "conflict"},
    {"v in ('x', 'y')", "v = ANY (ARRAY['x', 'y'])", "same"},
};

}  // namespace pgreconcile::test
