#pragma once

#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

inline const std::vector<DifferenceCase> kNameCases = {
    {"table_like_a_view",
     "CREATE VIEW t AS SELECT 1 AS a",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"conflict", "public.t", "kind", "table", "view", "the name is taken by something that is not a table",
       "ALTER VIEW public.t RENAME TO t_old;", "3:3"}}},
    {"table_like_a_materialized_view",
     "CREATE MATERIALIZED VIEW t AS SELECT 1 AS a",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"conflict", "public.t", "kind", "table", "materialized view",
       "the name is taken by something that is not a table", "ALTER MATERIALIZED VIEW public.t RENAME TO t_old;",
       "3:3"}}},
    {"table_like_a_sequence",
     "CREATE SEQUENCE t",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"conflict", "public.t", "kind", "table", "sequence", "the name is taken by something that is not a table",
       "ALTER SEQUENCE public.t RENAME TO t_old;", "3:3"}}},
    {"table_like_a_composite_type",
     "CREATE TYPE t AS (a integer)",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"conflict", "public.t", "kind", "table", "composite type", "the name is taken by something that is not a table",
       "ALTER TYPE public.t RENAME TO t_old;", "3:3"}}},
    {"table_like_a_index",
     "CREATE TABLE o (a integer); CREATE INDEX t ON o (a)",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"conflict", "public.t", "kind", "table", "index", "the name is taken by something that is not a table",
       "ALTER INDEX public.t RENAME TO t_old;", "3:3"}}},
    {"table_like_a_foreign_table",
     "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE t (a integer) SERVER "
     "s",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"conflict", "public.t", "kind", "table", "foreign table", "the name is taken by something that is not a table",
       "ALTER FOREIGN TABLE public.t RENAME TO t_old;", "3:3"}}},
    {"quoted_table_like_a_view",
     R"(CREATE VIEW "T-1" AS SELECT 1 AS a)",
     R"(  '"T-1"': {columns: [{name: a, type: integer}]}
)",
     {{"conflict", R"(public."T-1")", "kind", "table", "view", "the name is taken by something that is not a table",
       R"(ALTER VIEW public."T-1" RENAME TO "T-1_old";)", "3:3"}}},
    {"index_like_one_of_another_table",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE TABLE o (a integer); CREATE INDEX i ON o (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, columns: [a]}
)",
     {{"conflict", "public.i", "name", "index on public.t", "index on public.o", "the name is taken by something else",
       "ALTER INDEX public.i RENAME TO i_old;", "6:9"}}},
    {"index_like_a_sequence",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE SEQUENCE i",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, columns: [a]}
)",
     {{"conflict", "public.i", "name", "index on public.t", "sequence", "the name is taken by something else",
       "ALTER SEQUENCE public.i RENAME TO i_old;", "6:9"}}},
    {"index_like_a_view",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE VIEW i AS SELECT 1",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, columns: [a]}
)",
     {{"conflict", "public.i", "name", "index on public.t", "view", "the name is taken by something else",
       "ALTER VIEW public.i RENAME TO i_old;", "6:9"}}},
    {"index_like_a_table",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE TABLE i (a integer)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, columns: [a]}
)",
     {{"conflict", "public.i", "name", "index on public.t", "table", "the name is taken by something else",
       "ALTER TABLE public.i RENAME TO i_old;", "6:9"}}},
    {"index_like_a_unique_constraint",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); ALTER TABLE t ADD CONSTRAINT i UNIQUE (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, unique: true, columns: [a]}
)",
     {{"conflict", "public.t.i", "kind", "index", "unique", "the name is taken by a constraint of another kind",
       "ALTER TABLE public.t RENAME CONSTRAINT i TO i_old;", "6:9"}},
     {{"extra", "public.t.i_old", "unique", "", "UNIQUE (a)", "constraint is not declared",
       "ALTER TABLE public.t DROP CONSTRAINT i_old;", "3:3"}}},
    {"unique_like_an_index_that_is_none_of_its",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE INDEX u ON t (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    unique:
      - {name: u, columns: [a]}
)",
     {{"conflict", "public.t.u", "unique", "UNIQUE (a)", "CREATE INDEX IF NOT EXISTS u ON public.t USING btree (a)",
       "the name belongs to an index that is not the constraint's", "DROP INDEX CONCURRENTLY public.u;", "6:9"}}},
    {"unique_like_an_index_of_another_table",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE TABLE o (a integer); CREATE INDEX u ON o (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    unique:
      - {name: u, columns: [a]}
)",
     {{"conflict", "public.u", "name", "index on public.t", "index on public.o", "the name is taken by something else",
       "ALTER INDEX public.u RENAME TO u_old;", "6:9"}}},
    {"primary_key_like_a_sequence",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE SEQUENCE t_pkey",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    primary_key: {name: t_pkey, columns: [a]}
)",
     {{"conflict", "public.t_pkey", "name", "index on public.t", "sequence", "the name is taken by something else",
       "ALTER SEQUENCE public.t_pkey RENAME TO t_pkey_old;", "5:18"}}},
    {"check_like_a_unique",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); ALTER TABLE t ADD CONSTRAINT c UNIQUE (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    checks:
      - {name: c, expr: a > 0}
)",
     {{"conflict", "public.t.c", "kind", "check", "unique", "the name is taken by a constraint of another kind",
       "ALTER TABLE public.t RENAME CONSTRAINT c TO c_old;", "6:9"}},
     {{"extra", "public.t.c_old", "unique", "", "UNIQUE (a)", "constraint is not declared",
       "ALTER TABLE public.t DROP CONSTRAINT c_old;", "3:3"}}},
    {"unique_like_a_check",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    unique:
      - {name: c, columns: [a]}
)",
     {{"conflict", "public.t.c", "kind", "unique", "check", "the name is taken by a constraint of another kind",
       "ALTER TABLE public.t RENAME CONSTRAINT c TO c_old;", "6:9"}},
     {{"extra", "public.t.c_old", "check", "", "CHECK ((a > 0))", "constraint is not declared",
       "ALTER TABLE public.t DROP CONSTRAINT c_old;", "3:3"}}},
    {"foreign_key_like_a_check",
     "CREATE TABLE p (a integer PRIMARY KEY, b integer UNIQUE); CREATE TABLE t (a integer CONSTRAINT fk CHECK (a > 0))",
     R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a]
    unique: [{columns: [b]}]
  t:
    columns: [{name: a, type: integer}]
    foreign_keys:
      - {name: fk, columns: [a], references: {table: p, columns: [a]}}
)",
     {{"conflict", "public.t.fk", "kind", "foreign_key", "check", "the name is taken by a constraint of another kind",
       "ALTER TABLE public.t RENAME CONSTRAINT fk TO fk_old;", "10:9"}},
     {{"extra", "public.t.fk_old", "check", "", "CHECK ((a > 0))", "constraint is not declared",
       "ALTER TABLE public.t DROP CONSTRAINT fk_old;", "7:3"}}},
    {"check_like_a_foreign_key",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE TABLE p (a integer PRIMARY KEY); ALTER TABLE t "
     "ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES p",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    checks:
      - {name: c, expr: a > 0}
)",
     {{"conflict", "public.t.c", "kind", "check", "foreign_key", "the name is taken by a constraint of another kind",
       "ALTER TABLE public.t RENAME CONSTRAINT c TO c_old;", "6:9"}},
     {{"extra", "public.t.c_old", "foreign_key", "", "FOREIGN KEY (a) REFERENCES public.p (a)",
       "constraint is not declared", "ALTER TABLE public.t DROP CONSTRAINT c_old;", "3:3"}}},
    {"check_like_a_primary_key",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); ALTER TABLE t ADD CONSTRAINT c PRIMARY KEY (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    checks:
      - {name: c, expr: a > 0}
)",
     {{"conflict", "public.t.c", "kind", "check", "primary_key", "the name is taken by a constraint of another kind",
       "ALTER TABLE public.t RENAME CONSTRAINT c TO c_old;", "6:9"}},
     {{"extra", "public.t.c_old", "primary_key", "", "PRIMARY KEY (a)", "constraint is not declared",
       "ALTER TABLE public.t DROP CONSTRAINT c_old;", "3:3"}}},
};

}  // namespace pgreconcile::test
