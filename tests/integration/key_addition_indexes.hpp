#pragma once

#include <vector>

#include "tests/integration/addition_case.hpp"

namespace pgreconcile::test {

inline const std::vector<AdditionCase> kAddedIndexes = {
    {.name = "with_everything",
     .live = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    indexes:
      - {name: i, unique: true, columns: [{expr: lower(b), collation: C, opclass: text_pattern_ops, order: desc, nulls: last}], include: [a], nulls_not_distinct: true, where: a > 0, with: {fillfactor: 70}, tablespace: pgreconcile_other}
)",
     .objects = "",
     .missing =
         {{"missing", "public.i", "index",
           R"(CREATE UNIQUE INDEX IF NOT EXISTS i ON public.t USING btree ((lower(b)) COLLATE "C" text_pattern_ops DESC NULLS LAST) INCLUDE (a) NULLS NOT DISTINCT WITH (fillfactor = '70') TABLESPACE pgreconcile_other WHERE (a > 0))",
           "", "index is missing", "", "6:9"}},
     .applied = {"index create_index public.i"},
     .query = "SELECT pg_get_indexdef('i'::regclass)",
     .value =
         R"(CREATE UNIQUE INDEX i ON public.t USING btree (lower(b) COLLATE "C" text_pattern_ops DESC NULLS LAST) INCLUDE (a) NULLS NOT DISTINCT WITH (fillfactor='70') WHERE (a > 0))",
     .since = 15},
    {.name = "of_another_method",
     .live = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); CREATE EXTENSION pg_trgm",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    indexes:
      - {name: i, method: gin, columns: [{column: b, opclass: gin_trgm_ops}], with: {fastupdate: "off"}}
)",
     .objects = R"(extensions: [pg_trgm]
)",
     .missing = {{"missing", "public.i", "index",
                  "CREATE INDEX IF NOT EXISTS i ON public.t USING gin (b gin_trgm_ops) WITH (fastupdate = 'off')", "",
                  "index is missing", "", "7:9"}},
     .applied = {"index create_index public.i"},
     .query = "SELECT pg_get_indexdef('i'::regclass)",
     .value = "CREATE INDEX i ON public.t USING gin (b gin_trgm_ops) WITH (fastupdate=off)"},
    {.name = "with_a_comment",
     .live = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    indexes:
      - {name: i, columns: [a], comment: new}
)",
     .objects = "",
     .missing = {{"missing", "public.i", "index", "CREATE INDEX IF NOT EXISTS i ON public.t USING btree (a)", "",
                  "index is missing", "", "6:9"}},
     .applied = {"index create_index public.i", "attach set_comment public.i"},
     .query = "SELECT obj_description('i'::regclass)",
     .value = "new"},
    {.name = "comment",
     .live = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); CREATE INDEX i ON t (a)",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    indexes:
      - {name: i, columns: [a], comment: new}
)",
     .objects = "",
     .missing = {{"missing", "public.i", "comment", "new", "", "comment is missing", "", "6:9"}},
     .applied = {"attach set_comment public.i"},
     .query = "SELECT obj_description('i'::regclass)",
     .value = "new"},
    {.name = "table_comment",
     .live = "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    comment: new
)",
     .objects = "",
     .missing = {{"missing", "public.t", "comment", "new", "", "comment is missing", "", "3:3"}},
     .applied = {"column set_comment public.t"},
     .query = "SELECT obj_description('t'::regclass)",
     .value = "new"},
    {.name = "table_with_everything",
     .live = "",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    with: {fillfactor: 70, toast.autovacuum_enabled: "off"}
    unlogged: true
    tablespace: pgreconcile_other
    comment: new
)",
     .objects = "",
     .missing = {{"missing", "public.t", "table", "table", "", "table is missing", "", "3:3"}},
     .applied = {"create create_table public.t", "create set_comment public.t"},
     .query = "SELECT format('%s %s %s', relpersistence, reloptions, obj_description(c.oid)) FROM pg_class c WHERE oid "
              "= 't'::regclass",
     .value = "u {fillfactor=70} new"},
};

}  // namespace pgreconcile::test
