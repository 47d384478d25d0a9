#pragma once

#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

inline const std::vector<DifferenceCase> kExtraCases = {
    {"column",
     R"(CREATE TABLE t (a integer, "B" text))",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"extra", R"(public.t."B")", "column", "", "text NULL", "column is not declared",
       R"(ALTER TABLE public.t DROP COLUMN "B";)", "3:3"}}},
    {"column_with_a_default",
     "CREATE TABLE t (a integer, b text NOT NULL DEFAULT 1)",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"extra", "public.t.b", "column", "", "text NOT NULL", "column is not declared",
       "ALTER TABLE public.t DROP COLUMN b;", "3:3"}}},
    {"column_that_breaks_inserts",
     "CREATE TABLE t (a integer, b text NOT NULL)",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"extra", "public.t.b", "column", "", "text NOT NULL",
       "column is not declared, and its NOT NULL without a default breaks inserts that leave it out",
       "ALTER TABLE public.t DROP COLUMN b;", "3:3", true}}},
    {"column_that_the_server_fills",
     "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS IDENTITY, c integer GENERATED ALWAYS AS (1) STORED NOT "
     "NULL)",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"extra", "public.t.b", "column", "", "integer NOT NULL", "column is not declared",
       "ALTER TABLE public.t DROP COLUMN b;", "3:3"},
      {"extra", "public.t.c", "column", "", "integer NOT NULL", "column is not declared",
       "ALTER TABLE public.t DROP COLUMN c;", "3:3"}}},
    {"index",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE UNIQUE INDEX i ON t (a DESC, b NULLS FIRST)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
)",
     {{"extra", "public.i", "index", "",
       "CREATE UNIQUE INDEX IF NOT EXISTS i ON public.t USING btree (a DESC, b NULLS FIRST)", "index is not declared",
       "DROP INDEX CONCURRENTLY public.i;", "3:3"}}},
    {"check",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0 AND b > 0)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
)",
     {{"extra", "public.t.c", "check", "", "CHECK (((a > 0) AND (b > 0)))", "constraint is not declared",
       "ALTER TABLE public.t DROP CONSTRAINT c;", "3:3"}}},
    {"unique",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); ALTER TABLE t ADD CONSTRAINT u UNIQUE (b, a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
)",
     {{"extra", "public.t.u", "unique", "", "UNIQUE (b, a)", "constraint is not declared",
       "ALTER TABLE public.t DROP CONSTRAINT u;", "3:3"}}},
    {"foreign_key",
     R"(CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE TABLE p (a integer PRIMARY KEY); ALTER TABLE t ADD CONSTRAINT "Fk" FOREIGN KEY (a) REFERENCES p ON DELETE CASCADE)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
)",
     {{"extra", R"(public.t."Fk")", "foreign_key", "", "FOREIGN KEY (a) REFERENCES public.p (a) ON DELETE CASCADE",
       "constraint is not declared", R"(ALTER TABLE public.t DROP CONSTRAINT "Fk";)", "3:3"}}},
    {"primary_key",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); ALTER TABLE t ADD PRIMARY KEY (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
)",
     {{"extra", "public.t.t_pkey", "primary_key", "", "PRIMARY KEY (a)", "constraint is not declared",
       "ALTER TABLE public.t DROP CONSTRAINT t_pkey;", "3:3"}}},
};

}  // namespace pgreconcile::test
