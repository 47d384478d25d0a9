#pragma once

#include <string>
#include <vector>

#include "tests/integration/expression_case.hpp"

namespace pgreconcile::test {

/// What the cases name beside built-in things. f42 and is_pos are functions that the planner would inline.
inline const std::string kPreparation = R"(
  CREATE TYPE mood AS ENUM ('sad', 'it''s ok');
  CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
  CREATE FUNCTION f42() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 42';
  CREATE FUNCTION is_pos(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
  CREATE SEQUENCE numbers;
)";

inline const std::vector<TypedExpressionCase> kDefaults = {
    {"varchar", "'active'", "'active'", "same"},
    {"varchar", "'active'::text", "'active'", "same"},
    {"varchar(16)", "'active'", "'active'::character varying", "same"},
    {"varchar", "'active'", "'Active'", "conflict"},
    {"varchar(5)", "'abcde'", "'abcde'", "same"},
    {"char(3)", "'a'", "'a'", "same"},
    {"text", "'it''s'", "E'it\\'s'", "same"},
    {"text", "''", "' '", "conflict"},
    {"text", "'grün ß 日本'", "U&'gr\\00FCn ß 日本'", "same"},
    {"text", "'ü'", "'u\u0308'", "conflict"},
    {"text", "current_user", "CURRENT_USER", "same"},
    {"text", "current_user", "session_user", "conflict"},
    {"text", "'a' || 'b'", "'ab'", "same"},
    {"text", "lower('X')", "'x'", "same"},
    {"integer", "0", "'0'", "same"},
    {"integer", "-1", "'-1'::integer", "same"},
    {"integer", "-1", "1", "conflict"},
    {"integer", "60 * 60", "3600", "same"},
    {"integer", "f42()", "f42()", "same"},
    {"integer", "f42()", "42", "conflict"},
    {"integer", "public.f42()", "f42()", "same"},
    {"bigint", "0", "0::int", "same"},
    {"bigint", "nextval('numbers')", "nextval('public.numbers'::regclass)", "same"},
    {"smallint", "1", "1.0", "same"},
    {"numeric(10,6)", "0", "0.0", "same"},
    {"numeric(10,6)", "0", "0", "same"},
    {"numeric(10,2)", "1.5", "'1.5'::numeric", "same"},
    {"double precision", "0.5", "0.5::float8", "same"},
    {"real", "-1.5", "(-1.5)", "same"},
    {"boolean", "true", "'t'", "same"},
    {"boolean", "false", "FALSE", "same"},
    {"boolean", "true", "false", "conflict"},
    {"boolean", "not true", "false", "same"},
    {"timestamp", "now()", "CURRENT_TIMESTAMP", "same"},
    {"timestamp", "current_timestamp", "transaction_timestamp()", "same"},
    {"timestamp", "now()", "clock_timestamp()", "conflict"},
    {"timestamp", "now() at time zone 'utc'", "timezone('utc', now())", "same"},
    {"timestamp", "now() at time zone 'utc'", "now()", "conflict"},
    {"timestamp", "now()", "'2020-01-01 00:00'", "conflict"},
    {"timestamptz", "now() + interval '1 day'", "CURRENT_TIMESTAMP + '1 day'::interval", "same"},
    {"timestamptz", "now() + interval '1 day'", "now() + interval '24 hours'", "conflict"},
    {"date", "current_date", "CURRENT_DATE", "same"},
    {"date", "'2020-01-31'", "'Jan 31 2020'", "same"},
    {"interval", "interval '1 hour 30 min'", "'90 minutes'", "same"},
    {"interval", "'1 month'", "'30 days'", "conflict"},
    {"uuid", "gen_random_uuid()", "gen_random_uuid()", "same"},
    {"jsonb", "'{}'", "'{}'::jsonb", "same"},
    {"jsonb", "'{}'::jsonb", "'{ }'", "same"},
    {"jsonb", "'{}'", "'[]'", "conflict"},
    {"json", "'{}'::json", "'{}'", "same"},
    {"text[]", "'{}'", "ARRAY[]::text[]", "same"},
    {"text[]", "array['a','b']", "'{a,b}'", "same"},
    {"integer[]", "array[1,2]", "'{2,1}'::integer[]", "conflict"},
    {"mood", "'sad'", "'sad'::mood", "same"},
    {"mood", "'sad'", "'it''s ok'", "conflict"},
    {"public.mood", "'it''s ok'::mood", "'it''s ok'", "same"},
    {"percent", "50", "50", "same"},
    {"percent", "50", "51", "conflict"},
    {"bytea", "'\\x00'", "'\\000'", "same"},
    {"inet", "'127.0.0.1'", "'127.0.0.1/32'", "same"},
};

struct ColumnOfChecks {
  std::string name;
  std::string type;
};

inline const std::vector<ColumnOfChecks> kColumns = {
    {"a", "integer"},    {"b", "bigint"},    {"v", "varchar"},       {"s", "text"},         {"n", "numeric"},
    {"f", "boolean"},    {"j", "jsonb"},     {"x", "text[]"},        {"at", "timestamptz"}, {"local", "timestamp"},
    {"m", "mood"},       {"i", "interval"},  {"d", "date"},          {"Größe", "int"},      {"select", "int"},
    {"c", "varchar(5)"}, {"o", "text"},      {"fl", "float8"},       {"u", "uuid"},         {"by", "bytea"},
    {"ip", "inet"},      {"r", "int4range"}, {"Mixed Case", "text"}, {"bp", "char(3)"},     {"ms", "mood[]"},
    {"xs", "int[]"},     {"ti", "time"},     {"p", "percent"},
};

/// Of types that kPreparation does not make.
inline const std::vector<ColumnOfChecks> kColumnsOfTheWorld = {{"e", "email"}, {"ci", "citext"}, {"h", "hstore"}};

inline const std::vector<ExpressionCase> kChecks = {
    {"a > 0", "a > 0", "same"},
    {"a > 0", "(((a) > (0)))", "same"},
    {"extract(year from d) > 2000", "EXTRACT (YEAR FROM d) > 2000", "same"},
    {"extract(year from d) > 2000", "extract(month from d) > 2000", "conflict"},
    {"date_part('year', d) > 2000", "pg_catalog.date_part('year', d) > 2000", "same"},
    {"a > 0", "a >= 0", "conflict"},
    {"a > 0", "b > 0", "conflict"},
    {"a > 0", "0 < a", "conflict"},  // the same to a mathematician: PostgreSQL keeps them apart, and so do people
    {"a > 0", "is_pos(a)", "conflict"},
    {"is_pos(a)", "public.is_pos(a)", "same"},
    {"a != 1", "a <> 1", "same"},
    {"not a = 1", "a <> 1", "same"},
    {"a in (1, 2)", "a = ANY (ARRAY[1, 2])", "same"},
    {"a in (1, 2)", "a IN (2, 1)", "conflict"},
    {"a between 1 and 10", "a >= 1 AND a <= 10", "same"},
    {"a between 1 and 10", "a > 1 AND a < 10", "conflict"},
    {"a not between 1 and 10", "a < 1 OR a > 10", "same"},
    {"a between symmetric 10 and 1", "a BETWEEN SYMMETRIC 10 AND 1", "same"},
    {"a not between symmetric 1 and 10", "(a < 1 OR a > 10) AND (a < 10 OR a > 1)", "same"},
    {"a not in (1, 2)", "a <> ALL (ARRAY[1, 2])", "same"},
    {"a in (1, 2, \"select\")", "a = ANY (ARRAY[1, 2]) OR a = \"select\"", "same"},
    {"a in (1, 2, \"select\")", "a IN (1, 2, \"select\")", "same"},
    {"s similar to 'a+'", "s SIMILAR TO 'a+'", "same"},
    {"nullif(s, '') is not null", "NULLIF(s, ''::text) IS NOT NULL", "same"},
    // A bigint is compared with an integer by another operator than with a bigint.
    {"b > 0", "b > 0::bigint", "conflict"},
    {"b > 0", "b > 0::integer", "same"},
    {"b > '0'", "b > 0::bigint", "same"},
    {"a > -1", "a > (-1)", "same"},
    {"v in ('x', 'y')", "v IN ('x', 'y')", "same"},
    {"v in ('x', 'y')", "v::text = ANY (ARRAY['x'::text, 'y'::text])", "same"},
    {"v in ('x', 'y')", "v = ANY (ARRAY['x', 'y']::varchar[])", "same"},
    {"v in ('x', 'y')", "v IN ('x', 'y', 'z')", "conflict"},
    {"v in ('x')", "v = 'x'", "same"},
    {"v <> ''", "v::text <> ''::text", "same"},
    {"c = 'abcdef'", "c = 'abcde'", "conflict"},
    {"c = 'abcde'", "c::text = 'abcde'", "same"},
    {"s like 'a%'", "s ~~ 'a%'", "same"},
    {"s like 'a%'", "s LIKE 'A%'", "conflict"},
    {"s ilike 'a%'", "s ~~* 'a%'", "same"},
    {"s not like '%_'", "s !~~ '%_'", "same"},
    {"s ~ '^[a-z]+$'", "s ~ '^[a-z]+$'::text", "same"},
    {"s > 'a'", "s > 'a' COLLATE \"C\"", "conflict"},
    {"s collate \"C\" > 'a'", "s COLLATE pg_catalog.\"C\" > 'a'", "same"},
    {"s collate \"C\" > 'a'", "s COLLATE \"POSIX\" > 'a'", "conflict"},
    {"length(s) < 10", "char_length(s) < 10", "conflict"},
    {"length(s) < 10", "pg_catalog.length(s) < 10", "same"},
    {"coalesce(s, '') <> ''", "COALESCE(s, ''::text) <> ''::text", "same"},
    {"s is not null", "s IS NOT NULL", "same"},
    {"s is not null", "NOT s IS NULL", "same"},
    {"s is distinct from 'x'", "s IS DISTINCT FROM 'x'::text", "same"},
    {"n >= 0", "n >= 0::numeric", "same"},
    {"n >= 0", "n >= 0.0", "conflict"},
    {"n < 1e3", "n < 1000", "same"},
    {"f", "f", "same"},
    {"f = true", "f", "same"},
    {"f is true", "f", "conflict"},  // of NULL one is false and the other NULL
    {"f or a = 1", "f = 't' OR a = 1", "same"},
    {"case when f then a > 0 else true end", "CASE WHEN f THEN a > 0 ELSE true END", "same"},
    {"case when f then a > 0 else true end", "CASE WHEN f THEN a > 0 END", "conflict"},
    {"j ? 'k'", "j ? 'k'::text", "same"},
    {"j @> '{\"k\": 1}'", "j @> '{\"k\":1}'::jsonb", "same"},
    {"j ->> 'k' = 'v'", "(j ->> 'k') = 'v'", "same"},
    {"j ->> 'k' = 'v'", "j -> 'k' = '\"v\"'", "conflict"},
    {"'a' = any (x)", "'a'::text = ANY (x)", "same"},
    {"cardinality(x) > 0", "array_length(x, 1) > 0", "conflict"},
    {"x @> array['a']", "x @> '{a}'", "same"},
    {"at > '2020-01-01'", "at > '2020-01-01 00:00:00+00'", "same"},
    {"at > '2020-01-01'", "at > '2020-01-02'", "conflict"},
    {"local at time zone 'utc' < now()", "timezone('utc', local) < CURRENT_TIMESTAMP", "same"},
    {"i < '1 hour'", "i < interval '60 minutes'", "same"},
    {"i < '1 day'", "i < interval '24 hours'", "conflict"},
    {"d >= date '2020-01-01'", "d >= '2020-01-01'", "same"},
    {"extract(year from d) > 2000", "EXTRACT(year FROM d) > 2000::numeric", "same"},
    {"m = 'sad'", "m = 'sad'::mood", "same"},
    {"m = 'sad'", "m <> 'sad'", "conflict"},
    {"\"Größe\" > 0", "\"Größe\" > 0", "same"},
    {"\"Größe\" > 0 and \"select\" > 0", "(\"Größe\" > 0) AND (\"select\" > 0)", "same"},
    {"s <> 'grün'", "s <> U&'gr\\00FCn'", "same"},
    {"s <> 'grün'", "s <> 'grun'", "conflict"},
    {"a > 0 and b > 0 and n > 0", "(a > 0 AND b > 0) AND n > 0", "same"},
    {"a > 0 and (b > 0 or n > 0)", "(a > 0 AND b > 0) OR n > 0", "conflict"},
    {"a > b", "a::bigint > b", "conflict"},
    {"pending > 0", "a > 5", "conflict"},
};

}  // namespace pgreconcile::test
