#pragma once

#include <vector>

#include "tests/integration/addition_case.hpp"

namespace pgreconcile::test {

inline const std::vector<AdditionCase> kAddedObjects = {
    {.name = "schema",
     .live = "",
     .tables = "",
     .objects = R"(schemas: [app]
)",
     .missing = {{"missing", "app", "schema", "app", "", "schema is missing", "", "2:11"}},
     .applied = {"create create_schema app"},
     .query = "SELECT nspname FROM pg_namespace WHERE nspname = 'app'",
     .value = "app"},
    {.name = "default_schema",
     .live = "",
     .tables = "",
     .objects = R"(schema: app
)",
     .missing = {{"missing", "app", "schema", "app", "", "schema is missing", "", "4:3"}},
     .applied = {"create create_schema app"},
     .query = "SELECT schemaname FROM pg_tables WHERE tablename = 'aside'",
     .value = "app"},
    {.name = "extension",
     .live = "",
     .tables = "",
     .objects = R"(extensions: [citext]
)",
     .missing = {{"missing", "citext", "extension", "citext", "", "extension is missing", "", "2:14"}},
     .applied = {"create create_extension citext"},
     .query = "SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'citext'",
     .value = "public"},
    {.name = "extension_in_a_schema",
     .live = "CREATE SCHEMA other",
     .tables = "",
     .objects = R"(schemas: [other]
extensions: [{name: citext, schema: other}]
)",
     .missing = {{"missing", "citext", "extension", "citext", "", "extension is missing", "", "3:14"}},
     .applied = {"create create_extension citext"},
     .query = "SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'citext'",
     .value = "other"},
    {.name = "enum",
     .live = "",
     .tables = R"(  t: {columns: [{name: a, type: e}]}
)",
     .objects = R"(enums:
  e: [a, b]
)",
     .missing = {{"missing", "public.e", "enum", "('a', 'b')", "", "enum is missing", "", "3:3"},
                 {"missing", "public.t", "table", "table", "", "table is missing", "", "5:3"}},
     .applied = {"create create_enum public.e", "create create_table public.t"},
     .query = "SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = 'e'::regtype",
     .value = "a,b"},
    {.name = "first_label",
     .live = "CREATE TYPE e AS ENUM ('b', 'c'); CREATE TABLE t (a e); INSERT INTO t VALUES ('b')",
     .tables = R"(  t: {columns: [{name: a, type: e}]}
)",
     .objects = R"(enums:
  e: [a, b, c]
)",
     .missing = {{"missing", "public.e", "label", "'a'", "", "label is missing", "", "3:3"}},
     .applied = {"enum add_enum_label public.e"},
     .query = "SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = 'e'::regtype",
     .value = "a,b,c"},
    {.name = "middle_label",
     .live = "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (a e); INSERT INTO t VALUES ('b')",
     .tables = R"(  t: {columns: [{name: a, type: e}]}
)",
     .objects = R"(enums:
  e: [a, m, b]
)",
     .missing = {{"missing", "public.e", "label", "'m'", "", "label is missing", "", "3:3"}},
     .applied = {"enum add_enum_label public.e"},
     .query = "SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = 'e'::regtype",
     .value = "a,m,b"},
    {.name = "last_label",
     .live = "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (a e); INSERT INTO t VALUES ('b')",
     .tables = R"(  t: {columns: [{name: a, type: e}]}
)",
     .objects = R"(enums:
  e: [a, b, "off"]
)",
     .missing = {{"missing", "public.e", "label", "'off'", "", "label is missing", "", "3:3"}},
     .applied = {"enum add_enum_label public.e"},
     .query = "SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = 'e'::regtype",
     .value = "a,b,off"},
    {.name = "labels_everywhere",
     .live = "CREATE TYPE e AS ENUM ('b', 'd'); CREATE TABLE t (a e); INSERT INTO t VALUES ('b')",
     .tables = R"(  t: {columns: [{name: a, type: e}]}
)",
     .objects = R"(enums:
  e: [a, it's, b, c, d, e, f]
)",
     .missing = {{"missing", "public.e", "label", "'a'", "", "label is missing", "", "3:3"},
                 {"missing", "public.e", "label", "'it''s'", "", "label is missing", "", "3:3"},
                 {"missing", "public.e", "label", "'c'", "", "label is missing", "", "3:3"},
                 {"missing", "public.e", "label", "'e'", "", "label is missing", "", "3:3"},
                 {"missing", "public.e", "label", "'f'", "", "label is missing", "", "3:3"}},
     .applied = {"enum add_enum_label public.e", "enum add_enum_label public.e", "enum add_enum_label public.e",
                 "enum add_enum_label public.e", "enum add_enum_label public.e"},
     .query = "SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = 'e'::regtype",
     .value = "a,it's,b,c,d,e,f"},
    {.name = "default_schema_with_nothing_in_it",
     .live = "",
     .tables = "",
     .objects = R"(schema: app
schemas: [app]
)",
     .missing = {{"missing", "app", "schema", "app", "", "schema is missing", "", "3:11"}},
     .applied = {"create create_schema app"},
     .query = "SELECT count(*) FROM pg_namespace WHERE nspname = 'app'",
     .value = "1"},
    {.name = "domain",
     .live = "",
     .tables = R"(  t: {columns: [{name: a, type: d}]}
)",
     .objects = R"(domains:
  d: {type: text, nullable: false, default: {literal: x}, collation: C, checks: [{name: c, expr: "VALUE <> ''"}]}
)",
     .missing = {{"missing", "public.d", "domain",
                  R"(CREATE DOMAIN public.d AS text COLLATE "C" DEFAULT 'x' NOT NULL CONSTRAINT c CHECK (VALUE <> ''))",
                  "", "domain is missing", "", "3:3"},
                 {"missing", "public.t", "table", "table", "", "table is missing", "", "5:3"}},
     .applied = {"create create_domain public.d", "create create_table public.t"},
     .query = "SELECT format('%s %s %s', typnotnull, typdefault, typcollation::regcollation) FROM pg_type WHERE "
              "typname = 'd'",
     .value = R"(t 'x'::text "C")"},
    {.name = "domain_with_checks_that_have_no_name",
     .live = "",
     .tables = "",
     .objects = R"(domains:
  d: {type: integer, checks: [{expr: VALUE > 0, valid: false}, {expr: VALUE > 1}, {expr: VALUE > 2, valid: false}]}
)",
     .missing = {{"missing", "public.d", "domain", "CREATE DOMAIN public.d AS integer CHECK (VALUE > 1)", "",
                  "domain is missing", "", "3:3"}},
     .applied = {"create create_domain public.d", "create add_domain_check public.d.d_check1",
                 "create add_domain_check public.d.d_check2"},
     .query = "SELECT string_agg(format('%s %s %s', conname, convalidated, pg_get_constraintdef(oid)), ', ' ORDER BY "
              "conname) FROM pg_constraint WHERE contypid = 'd'::regtype",
     .value = "d_check t CHECK ((VALUE > 1)), d_check1 f CHECK ((VALUE > 0)) NOT VALID, d_check2 f CHECK ((VALUE > 2)) "
              "NOT VALID"},
    {.name = "domain_check",
     .live = "CREATE DOMAIN d AS integer; CREATE TABLE t (a d); INSERT INTO t VALUES (1)",
     .tables = R"(  t: {columns: [{name: a, type: d}]}
)",
     .objects = R"(domains:
  d: {type: integer, checks: [{name: c, expr: VALUE > 0}]}
)",
     .missing = {{"missing", "public.d.c", "check", "CHECK (VALUE > 0)", "", "check constraint is missing", "",
                  "3:31"}},
     .applied = {"constraint add_domain_check public.d.c", "validate validate_domain_check public.d.c"},
     .query = "SELECT convalidated FROM pg_constraint WHERE conname = 'c'",
     .value = "t"},
    {.name = "domain_check_validated",
     .live = "CREATE DOMAIN d AS integer; CREATE TABLE t (a d); INSERT INTO t VALUES (1); ALTER DOMAIN d ADD "
             "CONSTRAINT c CHECK (VALUE > 0) NOT VALID",
     .tables = R"(  t: {columns: [{name: a, type: d}]}
)",
     .objects = R"(domains:
  d: {type: integer, checks: [{name: c, expr: VALUE > 0}]}
)",
     .missing = {{"missing", "public.d.c", "validated", "VALID", "NOT VALID", "constraint is not validated", "",
                  "3:31"}},
     .applied = {"validate validate_domain_check public.d.c"},
     .query = "SELECT convalidated FROM pg_constraint WHERE conname = 'c'",
     .value = "t"},
    {.name = "sequence",
     .live = "",
     .tables = "",
     .objects = R"(sequences:
  s: {type: integer, start: 5, increment: 2, min: 1, max: 99, cache: 3, cycle: true}
)",
     .missing =
         {{"missing", "public.s", "sequence",
           "CREATE SEQUENCE IF NOT EXISTS public.s AS integer INCREMENT BY 2 MAXVALUE 99 START WITH 5 CACHE 3 CYCLE",
           "", "sequence is missing", "", "3:3"}},
     .applied = {"create create_sequence public.s"},
     .query = "SELECT s::text FROM pg_sequence s WHERE false UNION SELECT format('%s %s %s %s %s %s %s', data_type, "
              "start_value, increment_by, min_value, max_value, cache_size, cycle) FROM pg_sequences",
     .value = "integer 5 2 1 99 3 t"},
    {.name = "sequence_with_its_owner",
     .live = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
)",
     .objects = R"(sequences:
  s: {type: integer, owned_by: t.a}
)",
     .missing = {{"missing", "public.s", "sequence", "CREATE SEQUENCE IF NOT EXISTS public.s AS integer", "",
                  "sequence is missing", "", "3:3"},
                 {"missing", "public.s", "owned_by", "public.t.a", "", "the sequence has no owner", "", "3:3"}},
     .applied = {"create create_sequence public.s", "attach own_sequence public.s"},
     .query = "SELECT pg_get_serial_sequence('t', 'a')",
     .value = "public.s"},
    {.name = "owner_of_a_sequence",
     .live = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); CREATE SEQUENCE s AS integer",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
)",
     .objects = R"(sequences:
  s: {type: integer, owned_by: t.a}
)",
     .missing = {{"missing", "public.s", "owned_by", "public.t.a", "", "the sequence has no owner", "", "3:3"}},
     .applied = {"attach own_sequence public.s"},
     .query = "SELECT pg_get_serial_sequence('t', 'a')",
     .value = "public.s"},
};

}  // namespace pgreconcile::test
