#pragma once

#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

inline const std::vector<DifferenceCase> kDamagedSequences = {
    {"sequence_of_another_type",
     "CREATE SEQUENCE s AS integer START 5 INCREMENT 2 MINVALUE 1 MAXVALUE 99 CACHE 3 CYCLE",
     "",
     {{"conflict", "public.s", "type", "bigint", "integer", "the sequence counts in another way",
       "ALTER SEQUENCE public.s AS bigint;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint, start: 5, increment: 2, min: 1, max: 99, cache: 3, cycle: true}
)"},
    {"sequence_of_another_type_with_its_bounds",
     "CREATE SEQUENCE s AS integer",
     "",
     {{"conflict", "public.s", "type", "bigint", "integer", "the sequence counts in another way",
       "ALTER SEQUENCE public.s AS bigint;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint}
)"},
    {"sequence_with_another_start",
     "CREATE SEQUENCE s AS bigint START 6 INCREMENT 2 MINVALUE 1 MAXVALUE 99 CACHE 3 CYCLE",
     "",
     {{"conflict", "public.s", "start", "5", "6", "the sequence counts in another way",
       "ALTER SEQUENCE public.s START WITH 5;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint, start: 5, increment: 2, min: 1, max: 99, cache: 3, cycle: true}
)"},
    {"sequence_with_another_increment",
     "CREATE SEQUENCE s AS bigint START 5 INCREMENT 3 MINVALUE 1 MAXVALUE 99 CACHE 3 CYCLE",
     "",
     {{"conflict", "public.s", "increment", "2", "3", "the sequence counts in another way",
       "ALTER SEQUENCE public.s INCREMENT BY 2;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint, start: 5, increment: 2, min: 1, max: 99, cache: 3, cycle: true}
)"},
    {"sequence_with_another_min",
     "CREATE SEQUENCE s AS bigint START 5 INCREMENT 2 MINVALUE 0 MAXVALUE 99 CACHE 3 CYCLE",
     "",
     {{"conflict", "public.s", "min", "1", "0", "the sequence counts in another way",
       "ALTER SEQUENCE public.s MINVALUE 1;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint, start: 5, increment: 2, min: 1, max: 99, cache: 3, cycle: true}
)"},
    {"sequence_with_another_max",
     "CREATE SEQUENCE s AS bigint START 5 INCREMENT 2 MINVALUE 1 MAXVALUE 98 CACHE 3 CYCLE",
     "",
     {{"conflict", "public.s", "max", "99", "98", "the sequence counts in another way",
       "ALTER SEQUENCE public.s MAXVALUE 99;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint, start: 5, increment: 2, min: 1, max: 99, cache: 3, cycle: true}
)"},
    {"sequence_with_another_cache",
     "CREATE SEQUENCE s AS bigint START 5 INCREMENT 2 MINVALUE 1 MAXVALUE 99 CACHE 1 CYCLE",
     "",
     {{"conflict", "public.s", "cache", "3", "1", "the sequence counts in another way",
       "ALTER SEQUENCE public.s CACHE 3;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint, start: 5, increment: 2, min: 1, max: 99, cache: 3, cycle: true}
)"},
    {"sequence_that_does_not_cycle",
     "CREATE SEQUENCE s AS bigint START 5 INCREMENT 2 MINVALUE 1 MAXVALUE 99 CACHE 3 NO CYCLE",
     "",
     {{"conflict", "public.s", "cycle", "CYCLE", "NO CYCLE", "the sequence counts in another way",
       "ALTER SEQUENCE public.s CYCLE;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint, start: 5, increment: 2, min: 1, max: 99, cache: 3, cycle: true}
)"},
    {"sequence_that_cycles",
     "CREATE SEQUENCE s CYCLE",
     "",
     {{"conflict", "public.s", "cycle", "NO CYCLE", "CYCLE", "the sequence counts in another way",
       "ALTER SEQUENCE public.s NO CYCLE;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint}
)"},
    {"sequence_that_goes_down",
     "CREATE SEQUENCE s",
     "",
     {{"conflict", "public.s", "increment", "-1", "1", "the sequence counts in another way",
       "ALTER SEQUENCE public.s INCREMENT BY -1 MINVALUE -9223372036854775808 MAXVALUE -1 START WITH -1 RESTART;",
       "3:3"},
      {"conflict", "public.s", "min", "-9223372036854775808", "1", "the sequence counts in another way",
       "ALTER SEQUENCE public.s INCREMENT BY -1 MINVALUE -9223372036854775808 MAXVALUE -1 START WITH -1 RESTART;",
       "3:3"},
      {"conflict", "public.s", "max", "-1", "9223372036854775807", "the sequence counts in another way",
       "ALTER SEQUENCE public.s INCREMENT BY -1 MINVALUE -9223372036854775808 MAXVALUE -1 START WITH -1 RESTART;",
       "3:3"},
      {"conflict", "public.s", "start", "-1", "1", "the sequence counts in another way",
       "ALTER SEQUENCE public.s INCREMENT BY -1 MINVALUE -9223372036854775808 MAXVALUE -1 START WITH -1 RESTART;",
       "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint, increment: -1}
)"},
    {"sequence_of_another_column",
     "CREATE TABLE t (a integer, b integer); CREATE SEQUENCE s OWNED BY t.b",
     R"(  t: {columns: [{name: a, type: integer}, {name: b, type: integer}]}
)",
     {{"conflict", "public.s", "owned_by", "public.t.a", "public.t.b", "another column owns the sequence",
       "ALTER SEQUENCE public.s OWNED BY public.t.a;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint, owned_by: t.a}
)"},
    {"sequence_of_a_column_that_is_not_declared",
     "CREATE TABLE t (a integer); CREATE SEQUENCE s OWNED BY t.a",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"conflict", "public.s", "owned_by", "", "public.t.a", "a column owns the sequence, and the file does not say so",
       "ALTER SEQUENCE public.s OWNED BY NONE;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint}
)"},
    {"sequence_that_only_a_column_has",
     "CREATE TABLE t (a integer); CREATE SEQUENCE s OWNED BY t.a",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"extra", "public.s", "sequence", "", "CREATE SEQUENCE IF NOT EXISTS public.s",
       "sequence of column public.t.a is not declared", "DROP SEQUENCE public.s;", "3:3"}}},
    {"sequence_whose_name_a_view_has",
     "CREATE VIEW s AS SELECT 1 AS a",
     "",
     {{"conflict", "public.s", "kind", "sequence", "view", "the name is taken by something else",
       "ALTER VIEW public.s RENAME TO s_old;", "3:3"}},
     {},
     R"(sequences:
  s: {type: bigint}
)"},
};

}  // namespace pgreconcile::test
