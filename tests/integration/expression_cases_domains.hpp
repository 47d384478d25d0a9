#pragma once

// The checks and the defaults of domains, by the type that they are over.

#include <vector>

#include "tests/integration/expression_case.hpp"

namespace pgreconcile::test {

inline const std::vector<TypedExpressionCase> kDomainChecks = {
    {"varchar(3)", "VALUE in ('a', 'b')", "VALUE IN ('a', 'b')", "same"},
    {"varchar(3)", "VALUE in ('a', 'b')", "VALUE IN ('a', 'c')", "conflict"},
    {"text", "VALUE ~ '@'", "VALUE ~ '@'::text", "same"},
    {"text", "value <> ''", "VALUE <> ''::text", "same"},
    {"text", "length(VALUE) < 10", "char_length(VALUE) < 10", "conflict"},
    {"text", "VALUE collate \"C\" > 'a'", "VALUE > 'a'", "conflict"},
    {"text", "VALUE collate \"C\" > 'a'", "(VALUE COLLATE \"C\") > 'a'", "same"},
    {"text", "lower(trim(VALUE)) = VALUE", "lower(btrim(VALUE)) = VALUE", "same"},
    {"text", "VALUE not like '% '", "VALUE !~~ '% '::text", "same"},
    {"text", "VALUE <> 'ü'", "VALUE <> U&'\\00FC'", "same"},
    {"integer", "VALUE between 0 and 100", "VALUE >= 0 AND VALUE <= 100", "same"},
    {"integer", "VALUE > 0", "VALUE >= 1", "conflict"},
    {"integer", "VALUE > -1", "VALUE > '-1'", "same"},
    {"integer", "is_pos(VALUE)", "VALUE > 0", "conflict"},
    {"integer", "is_pos(VALUE)", "public.is_pos(VALUE)", "same"},
    {"numeric(10,2)", "VALUE >= 0", "VALUE >= 0::numeric", "same"},
    {"date", "VALUE > '2000-01-01'", "VALUE > date '2000-01-01'", "same"},
    {"date", "extract(year from VALUE) > 2000", "EXTRACT(year FROM VALUE) > 2000", "same"},
    {"timestamptz", "VALUE > '2020-01-01'", "VALUE > '2020-01-01 00:00:00+00'", "same"},
    {"timestamptz", "VALUE > '2020-01-01'", "VALUE > '2020-01-01 00:00:00+01'", "conflict"},
    {"interval", "VALUE < '1 hour'", "VALUE < '60 minutes'", "same"},
    {"text[]", "cardinality(VALUE) < 5", "cardinality(VALUE) < 5", "same"},
    {"integer[]", "VALUE <> '{}'", "VALUE <> ARRAY[]::integer[]", "same"},
    {"jsonb", "VALUE ? 'k'", "VALUE ? 'k'::text", "same"},
    {"mood", "VALUE <> 'sad'", "VALUE <> 'sad'::mood", "same"},
    {"email", "VALUE like '%@x'", "VALUE::text ~~ '%@x'", "same"},
    {"citext", "VALUE = 'x'", "VALUE = 'x'::citext", "same"},
    {"citext", "VALUE = 'x'", "VALUE::text = 'x'", "conflict"},
};

inline const std::vector<TypedExpressionCase> kDomainDefaults = {
    {"text", "'x'", "'x'::text", "same"},
    {"text", "'x'", "'X'", "conflict"},
    {"text", "lower('X')", "'x'", "same"},
    {"varchar(3)", "'abc'", "'abc'::character varying", "same"},
    {"varchar(3)", "'abcdef'", "'abc'", "conflict"},
    {"integer", "60 * 60", "3600", "same"},
    {"integer", "-1", "'-1'", "same"},
    {"integer", "f42()", "42", "conflict"},
    {"integer", "f42()", "public.f42()", "same"},
    {"numeric(10,2)", "0", "0.0", "same"},
    {"boolean", "'t'", "true", "same"},
    {"boolean", "true", "false", "conflict"},
    {"boolean", "1", "true", "conflict", Accepted::No},
    {"timestamptz", "now()", "CURRENT_TIMESTAMP", "same"},
    {"timestamp", "now() at time zone 'utc'", "timezone('utc', now())", "same"},
    {"interval", "'90 minutes'", "'1:30'", "same"},
    {"jsonb", "'{}'", "'{}'::jsonb", "same"},
    {"integer[]", "array[1, 2]", "'{1,2}'", "same"},
    {"mood", "'sad'", "'sad'::mood", "same"},
    {"email", "lower('X')", "'x'", "same"},
    {"citext", "'A'", "'a'", "conflict"},
};

}  // namespace pgreconcile::test
