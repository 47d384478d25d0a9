#pragma once

#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

inline const std::vector<DifferenceCase> kConstraintCases = {
    {"foreign_key_on_delete",
     "CREATE TABLE p (a integer PRIMARY KEY, b integer UNIQUE); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY "
     "(a) REFERENCES p ON DELETE CASCADE)",
     R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a]
    unique: [{columns: [b]}]
  t:
    columns: [{name: a, type: integer}]
    foreign_keys:
      - {name: fk, columns: [a], references: {table: p, columns: [a], on_delete: restrict}}
)",
     {{"conflict", "public.t.fk", "on_delete", "RESTRICT", "CASCADE", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES public.p (a) ON DELETE "
       "RESTRICT;",
       "10:9"}}},
    {"foreign_key_on_update",
     "CREATE TABLE p (a integer PRIMARY KEY, b integer UNIQUE); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY "
     "(a) REFERENCES p)",
     R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a]
    unique: [{columns: [b]}]
  t:
    columns: [{name: a, type: integer}]
    foreign_keys:
      - {name: fk, columns: [a], references: {table: p, columns: [a], on_update: cascade}}
)",
     {{"conflict", "public.t.fk", "on_update", "CASCADE", "NO ACTION", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES public.p (a) ON UPDATE "
       "CASCADE;",
       "10:9"}}},
    {"foreign_key_match",
     "CREATE TABLE p (a integer PRIMARY KEY, b integer UNIQUE); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY "
     "(a) REFERENCES p MATCH FULL)",
     R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a]
    unique: [{columns: [b]}]
  t:
    columns: [{name: a, type: integer}]
    foreign_keys:
      - {name: fk, columns: [a], references: {table: p, columns: [a]}}
)",
     {{"conflict", "public.t.fk", "match", "SIMPLE", "FULL", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES public.p (a);", "10:9"}}},
    {"foreign_key_to_another_column",
     "CREATE TABLE p (a integer PRIMARY KEY, b integer UNIQUE); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY "
     "(a) REFERENCES p (b))",
     R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a]
    unique: [{columns: [b]}]
  t:
    columns: [{name: a, type: integer}]
    foreign_keys:
      - {name: fk, columns: [a], references: {table: p, columns: [a]}}
)",
     {{"conflict", "public.t.fk", "columns", "(a) REFERENCES public.p (a)", "(a) REFERENCES public.p (b)",
       "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES public.p (a);", "10:9"}}},
    {"foreign_key_deferrable",
     "CREATE TABLE p (a integer PRIMARY KEY, b integer UNIQUE); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY "
     "(a) REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
     R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a]
    unique: [{columns: [b]}]
  t:
    columns: [{name: a, type: integer}]
    foreign_keys:
      - {name: fk, columns: [a], references: {table: p, columns: [a]}}
)",
     {{"conflict", "public.t.fk", "deferrable", "NOT DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED",
       "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES public.p (a);", "10:9"}}},
    {"foreign_key_in_two_ways",
     "CREATE TABLE p (a integer PRIMARY KEY, b integer UNIQUE); CREATE TABLE t (a integer, CONSTRAINT fk FOREIGN KEY "
     "(a) REFERENCES p ON DELETE SET NULL ON UPDATE CASCADE)",
     R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a]
    unique: [{columns: [b]}]
  t:
    columns: [{name: a, type: integer}]
    foreign_keys:
      - {name: fk, columns: [a], references: {table: p, columns: [a]}}
)",
     {{"conflict", "public.t.fk", "on_delete", "NO ACTION", "SET NULL", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES public.p (a);", "10:9"},
      {"conflict", "public.t.fk", "on_update", "NO ACTION", "CASCADE", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES public.p (a);", "10:9"}}},
    {"foreign_key_of_another_name_and_action",
     "CREATE TABLE p (a integer PRIMARY KEY, b integer UNIQUE); CREATE TABLE t (a integer, CONSTRAINT other FOREIGN "
     "KEY (a) REFERENCES p ON DELETE CASCADE)",
     R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a]
    unique: [{columns: [b]}]
  t:
    columns: [{name: a, type: integer}]
    foreign_keys:
      - {name: fk, columns: [a], references: {table: p, columns: [a]}}
)",
     {{"conflict", "public.t.other", "on_delete", "NO ACTION", "CASCADE", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT other, ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES public.p (a);",
       "10:9"}}},
    {"unnamed_foreign_key_action",
     "CREATE TABLE p (a integer PRIMARY KEY, b integer UNIQUE); CREATE TABLE t (a integer, FOREIGN KEY (a) REFERENCES "
     "p ON DELETE CASCADE)",
     R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a]
    unique: [{columns: [b]}]
  t:
    columns: [{name: a, type: integer}]
    foreign_keys:
      - {columns: [a], references: {table: p, columns: [a]}}
)",
     {{"conflict", "public.t.t_a_fkey", "on_delete", "NO ACTION", "CASCADE", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT t_a_fkey, ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES public.p "
       "(a);",
       "10:9"}}},
    {"primary_key_columns",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL, PRIMARY KEY (a))",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    primary_key: [a, b]
)",
     {{"conflict", "public.t.t_pkey", "columns", "PRIMARY KEY (a, b)", "PRIMARY KEY (a)",
       "the constraint is over other columns",
       "ALTER TABLE public.t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY (a, b);", "5:18"}}},
    {"primary_key_order",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL, CONSTRAINT pk PRIMARY KEY (b, a))",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    primary_key: {name: pk, columns: [a, b]}
)",
     {{"conflict", "public.t.pk", "columns", "PRIMARY KEY (a, b)", "PRIMARY KEY (b, a)",
       "the constraint is over other columns",
       "ALTER TABLE public.t DROP CONSTRAINT pk, ADD CONSTRAINT pk PRIMARY KEY (a, b);", "5:18"}}},
    {"unique_columns",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL, CONSTRAINT u UNIQUE (a))",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    unique:
      - {name: u, columns: [b]}
)",
     {{"conflict", "public.t.u", "columns", "UNIQUE (b)", "UNIQUE (a)", "the constraint is over other columns",
       "ALTER TABLE public.t DROP CONSTRAINT u, ADD CONSTRAINT u UNIQUE (b);", "6:9"}}},
    {"unnamed_unique_under_its_default_name",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL, CONSTRAINT t_b_key UNIQUE (a))",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    unique:
      - {columns: [b]}
)",
     {{"conflict", "public.t.t_b_key", "columns", "UNIQUE (b)", "UNIQUE (a)", "the constraint is over other columns",
       "ALTER TABLE public.t DROP CONSTRAINT t_b_key, ADD CONSTRAINT t_b_key UNIQUE (b);", "6:9"}}},
    {"check",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL, CONSTRAINT c CHECK (a > 0))",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    checks:
      - {name: c, expr: a > 1}
)",
     {{"conflict", "public.t.c", "check", "CHECK (a > 1)", "CHECK ((a > 0))", "the constraint checks something else",
       "ALTER TABLE public.t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (a > 1);", "6:9"}}},
    {"unnamed_check_under_its_default_name",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL, CHECK (a > 0))",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    checks:
      - {expr: a > 1}
)",
     {{"conflict", "public.t.t_a_check", "check", "CHECK (a > 1)", "CHECK ((a > 0))",
       "the constraint checks something else",
       "ALTER TABLE public.t DROP CONSTRAINT t_a_check, ADD CONSTRAINT t_a_check CHECK (a > 1);", "6:9"}}},
};

}  // namespace pgreconcile::test
