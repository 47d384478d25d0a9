#pragma once

#include <vector>

#include "tests/integration/addition_case.hpp"

namespace pgreconcile::test {

inline const std::vector<AdditionCase> kAddedConstraints = {
    {.name = "primary_key_with_all",
     .live = "CREATE TABLE t (a integer NOT NULL, b text); INSERT INTO t VALUES (1, 'x')",
     .tables = R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    primary_key: {name: k, columns: [a], include: [b], deferrable: true, initially_deferred: true}
)",
     .objects = "",
     .missing = {{"missing", "public.t.k", "primary_key", "PRIMARY KEY (a) INCLUDE (b) DEFERRABLE INITIALLY DEFERRED",
                  "", "primary key is missing", "", "5:18"}},
     .applied = {"index create_index public.k", "attach attach_primary_key public.t.k"},
     .query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'k'",
     .value = "PRIMARY KEY (a) INCLUDE (b) DEFERRABLE INITIALLY DEFERRED"},
    {.name = "unique_with_all",
     .live = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    unique: [{name: k, columns: [a], include: [b], nulls_not_distinct: true, deferrable: true, initially_deferred: true}]
)",
     .objects = "",
     .missing = {{"missing", "public.t.k", "unique",
                  "UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b) DEFERRABLE INITIALLY DEFERRED", "",
                  "unique constraint is missing", "", "5:14"}},
     .applied = {"index create_index public.k", "attach attach_unique public.t.k"},
     .query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'k'",
     .value = "UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b) DEFERRABLE INITIALLY DEFERRED",
     .since = 15},
    {.name = "check_no_inherit",
     .live = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    checks: [{name: k, expr: a > 0, no_inherit: true}]
)",
     .objects = "",
     .missing = {{"missing", "public.t.k", "check", "CHECK (a > 0) NO INHERIT", "", "check constraint is missing", "",
                  "5:14"}},
     .applied = {"constraint add_check public.t.k", "validate validate_constraint public.t.k"},
     .query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'k'",
     .value = "CHECK ((a > 0)) NO INHERIT"},
    {.name = "check_not_valid",
     .live = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    checks: [{name: k, expr: a > 1, valid: false}]
)",
     .objects = "",
     .missing = {{"missing", "public.t.k", "check", "CHECK (a > 1)", "", "check constraint is missing", "", "5:14"}},
     .applied = {"constraint add_check public.t.k"},
     .query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'k'",
     .value = "CHECK ((a > 1)) NOT VALID"},
    {.name = "foreign_key_with_all",
     .live = "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE t (a integer, b integer); INSERT "
             "INTO p VALUES (1, 2); INSERT INTO t VALUES (1, 2)",
     .tables = R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a, b]
  t:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    foreign_keys:
      - {name: fk, columns: [a, b], references: {table: p, columns: [a, b], on_delete: {set null: [b]}, on_update: cascade}, deferrable: true, initially_deferred: true}
)",
     .objects = "",
     .missing = {{"missing", "public.t.fk", "foreign_key",
                  "FOREIGN KEY (a, b) REFERENCES public.p (a, b) ON UPDATE CASCADE ON DELETE SET NULL (b) DEFERRABLE "
                  "INITIALLY DEFERRED",
                  "", "foreign key is missing", "", "9:9"}},
     .applied = {"constraint add_foreign_key public.t.fk", "validate validate_constraint public.t.fk"},
     .query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'fk'",
     .value = "FOREIGN KEY (a, b) REFERENCES p(a, b) ON UPDATE CASCADE ON DELETE SET NULL (b) DEFERRABLE INITIALLY "
              "DEFERRED",
     .since = 15},
    {.name = "foreign_key_not_valid",
     .live = "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE t (a integer, b integer); INSERT "
             "INTO t VALUES (1, 2)",
     .tables = R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a, b]
  t:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    foreign_keys:
      - {name: fk, columns: [a, b], references: {table: p, columns: [a, b], match: full}, valid: false}
)",
     .objects = "",
     .missing = {{"missing", "public.t.fk", "foreign_key", "FOREIGN KEY (a, b) REFERENCES public.p (a, b) MATCH FULL",
                  "", "foreign key is missing", "", "9:9"}},
     .applied = {"constraint add_foreign_key public.t.fk"},
     .query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'fk'",
     .value = "FOREIGN KEY (a, b) REFERENCES p(a, b) MATCH FULL NOT VALID"},
    {.name = "exclude",
     .live = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    exclude:
      - {name: k, method: btree, elements: [{expr: lower(b), collation: C, opclass: text_pattern_ops, with: "="}], where: a > 0, deferrable: true}
)",
     .objects = "",
     .missing = {{"missing", "public.t.k", "exclude",
                  R"(EXCLUDE USING btree ((lower(b)) COLLATE "C" text_pattern_ops WITH =) WHERE (a > 0) DEFERRABLE)",
                  "", "exclusion constraint is missing", "", "6:9"}},
     .applied = {"constraint add_exclusion public.t.k"},
     .query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'k'",
     .value = R"(EXCLUDE USING btree (lower(b) COLLATE "C" text_pattern_ops WITH =) WHERE ((a > 0)) DEFERRABLE)"},
    {.name = "foreign_key_to_a_new_key",
     .live = "CREATE TABLE t (a integer, b integer); INSERT INTO t VALUES (1, 1)",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    unique: [{name: k, columns: [a]}]
    foreign_keys:
      - {name: fk, columns: [b], references: {table: t, columns: [a]}}
)",
     .objects = "",
     .missing = {{"missing", "public.t.k", "unique", "UNIQUE (a)", "", "unique constraint is missing", "", "5:14"},
                 {"missing", "public.t.fk", "foreign_key", "FOREIGN KEY (b) REFERENCES public.t (a)", "",
                  "foreign key is missing", "", "7:9"}},
     .applied = {"index create_index public.k", "attach attach_unique public.t.k",
                 "constraint add_foreign_key public.t.fk", "validate validate_constraint public.t.fk"},
     .query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'fk'",
     .value = "FOREIGN KEY (b) REFERENCES t(a)"},
};

}  // namespace pgreconcile::test
