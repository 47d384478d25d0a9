#pragma once

#include <vector>

#include "tests/integration/addition_case.hpp"

namespace pgreconcile::test {

inline const std::vector<AdditionCase> kAddedPartitions = {
    {.name = "partition",
     .live = "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR "
             "VALUES FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
      p2: {from: [10], to: [maxvalue]}
)",
     .objects = "",
     .missing = {{"missing", "public.p2", "partition", "FOR VALUES FROM ('10') TO (MAXVALUE)", "",
                  "partition is missing", "", "8:7"}},
     .applied = {"attach create_partition public.p2", "attach attach_partition public.p2"},
     .query = "SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'p2'",
     .value = "FOR VALUES FROM (10) TO (MAXVALUE)"},
    {.name = "default_partition",
     .live = "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR "
             "VALUES FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
      pd: default
)",
     .objects = "",
     .missing = {{"missing", "public.pd", "partition", "DEFAULT", "", "partition is missing", "", "8:7"}},
     .applied = {"attach create_partition public.pd", "attach attach_partition public.pd"},
     .query = "SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'pd'",
     .value = "DEFAULT"},
    {.name = "partition_beside_a_default_with_rows",
     .live =
         "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR "
         "VALUES FROM (0) TO (10); CREATE TABLE pd PARTITION OF t DEFAULT; INSERT INTO t VALUES (1, 'x'), (50, 'y'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
      pd: default
      p2: {from: [10], to: [20]}
)",
     .objects = "",
     .missing = {{"missing", "public.p2", "partition", "FOR VALUES FROM ('10') TO ('20')", "", "partition is missing",
                  "", "9:7"}},
     .applied = {"attach create_partition public.p2", "attach attach_partition public.p2"},
     .query = "SELECT count(*) FROM t",
     .value = "2"},
    {.name = "list_and_null",
     .live = "CREATE TABLE t (a integer, b text) PARTITION BY LIST (b)",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    partition_by: {list: [b]}
    partitions:
      p1: {in: [x, "it's"]}
      p2: {in: [null]}
)",
     .objects = "",
     .missing = {{"missing", "public.p1", "partition", "FOR VALUES IN ('x', 'it''s')", "", "partition is missing", "",
                  "7:7"},
                 {"missing", "public.p2", "partition", "FOR VALUES IN (NULL)", "", "partition is missing", "", "8:7"}},
     .applied = {"attach create_partition public.p1", "attach attach_partition public.p1",
                 "attach create_partition public.p2", "attach attach_partition public.p2"},
     .query = "SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'p1'",
     .value = "FOR VALUES IN ('x', 'it''s')"},
    {.name = "hash",
     .live = "CREATE TABLE t (a integer, b text) PARTITION BY HASH (b); CREATE TABLE p1 PARTITION OF t FOR VALUES WITH "
             "(MODULUS 2, REMAINDER 0)",
     .tables = R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    partition_by: {hash: [b]}
    partitions:
      p1: {modulus: 2, remainder: 0}
      p2: {modulus: 2, remainder: 1}
)",
     .objects = "",
     .missing = {{"missing", "public.p2", "partition", "FOR VALUES WITH (MODULUS 2, REMAINDER 1)", "",
                  "partition is missing", "", "8:7"}},
     .applied = {"attach create_partition public.p2", "attach attach_partition public.p2"},
     .query = "SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'p2'",
     .value = "FOR VALUES WITH (modulus 2, remainder 1)"},
    {.name = "column",
     .live = "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR "
             "VALUES FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}, {name: c, type: integer, nullable: false, default: 5, comment: new, storage: plain}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
)",
     .objects = "",
     .missing = {{"missing", "public.t.c", "column", "c integer NOT NULL DEFAULT 5", "", "column is missing", "",
                  "4:81"}},
     .applied = {"column add_column public.t.c", "column set_storage public.t.c", "column set_comment public.t.c"},
     .query = "SELECT p1::text FROM p1",
     .value = "(1,x,5)"},
    {.name = "column_that_rewrites",
     .live = "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR "
             "VALUES FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}, {name: c, type: integer, generated: a * 2}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
)",
     .objects = "",
     .missing = {{"missing", "public.t.c", "column", "c integer GENERATED ALWAYS AS (a * 2) STORED", "",
                  "column is missing", "", "4:81"}},
     .applied = {"column add_column public.t.c"},
     .query = "SELECT p1::text FROM p1",
     .value = "(1,x,2)"},
    {.name = "index",
     .live = "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR "
             "VALUES FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    indexes:
      - {name: i, columns: [{expr: lower(b)}], where: a > 0, comment: new}
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
)",
     .objects = "",
     .missing = {{"missing", "public.i", "index",
                  "CREATE INDEX IF NOT EXISTS i ON public.t USING btree ((lower(b))) WHERE (a > 0)", "",
                  "index is missing", "", "6:9"}},
     .applied = {"index create_index public.i", "index create_index public.p1_lower_idx",
                 "attach attach_index public.p1_lower_idx", "attach set_comment public.i"},
     .query = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass",
     .value = "t"},
    {.name = "primary_key",
     .live = "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR "
             "VALUES FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    primary_key: {name: k, columns: [a]}
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
)",
     .objects = "",
     .missing = {{"missing", "public.t.k", "primary_key", "PRIMARY KEY (a)", "", "primary key is missing", "", "5:18"}},
     .applied = {"index add_primary_key public.t.k", "index create_index public.p1_pkey",
                 "attach attach_primary_key public.p1.p1_pkey", "attach attach_index public.p1_pkey"},
     .query = "SELECT string_agg(conrelid::regclass::text, ',' ORDER BY conrelid::regclass::text) FROM pg_constraint "
              "WHERE contype = 'p' AND convalidated AND conrelid IN ('t'::regclass, 'p1'::regclass)",
     .value = "p1,t"},
    {.name = "unique",
     .live = "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR "
             "VALUES FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    unique: [{name: k, columns: [a, b], nulls_not_distinct: true}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
)",
     .objects = "",
     .missing = {{"missing", "public.t.k", "unique", "UNIQUE NULLS NOT DISTINCT (a, b)", "",
                  "unique constraint is missing", "", "5:14"}},
     .applied = {"index add_unique public.t.k", "index create_index public.p1_a_b_key",
                 "attach attach_unique public.p1.p1_a_b_key", "attach attach_index public.p1_a_b_key"},
     .query = "SELECT string_agg(conrelid::regclass::text, ',' ORDER BY conrelid::regclass::text) FROM pg_constraint "
              "WHERE contype = 'u' AND convalidated AND conrelid IN ('t'::regclass, 'p1'::regclass)",
     .value = "p1,t",
     .since = 15},
    {.name = "check",
     .live = "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR "
             "VALUES FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); ",
     .tables = R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    checks: [{name: k, expr: a >= 0}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
)",
     .objects = "",
     .missing = {{"missing", "public.t.k", "check", "CHECK (a >= 0)", "", "check constraint is missing", "", "5:14"}},
     .applied = {"constraint add_check public.t.k", "validate validate_constraint public.t.k"},
     .query = "SELECT string_agg(conrelid::regclass::text, ',' ORDER BY conrelid::regclass::text) FROM pg_constraint "
              "WHERE contype = 'c' AND convalidated AND conrelid IN ('t'::regclass, 'p1'::regclass)",
     .value = "p1,t"},
    {.name = "foreign_key_to_it",
     .live =
         "CREATE TABLE t (a integer PRIMARY KEY, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR "
         "VALUES FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); CREATE TABLE o (a integer); INSERT INTO o VALUES (1)",
     .tables = R"(  o:
    columns: [{name: a, type: integer}]
    foreign_keys:
      - {name: k, columns: [a], references: {table: t, columns: [a]}}
  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    primary_key: [a]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
)",
     .objects = "",
     .missing = {{"missing", "public.o.k", "foreign_key", "FOREIGN KEY (a) REFERENCES public.t (a)", "",
                  "foreign key is missing", "", "6:9"}},
     .applied = {"constraint add_foreign_key public.o.k", "validate validate_constraint public.o.k"},
     .query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'k'",
     .value = "FOREIGN KEY (a) REFERENCES t(a)"},
};

}  // namespace pgreconcile::test
