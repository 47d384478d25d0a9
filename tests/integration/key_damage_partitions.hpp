#pragma once

#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

inline const std::vector<DifferenceCase> kDamagedPartitions = {
    {"partition_by_missing",
     "CREATE TABLE t (a integer NOT NULL, b text)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
)",
     {{"conflict", "public.t", "partition_by", "RANGE (a)", "not partitioned",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}},
     {{"conflict", "public.t", "partition_by", "RANGE (a)", "not partitioned",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}}},
    {"partition_by_extra",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
)",
     {{"conflict", "public.t", "partition_by", "not partitioned", "RANGE (a)",
       "the table is partitioned in another way; it has to be made anew", "", "3:3"}},
     {{"conflict", "public.t", "partition_by", "not partitioned", "RANGE (a)",
       "the table is partitioned in another way; it has to be made anew", "", "3:3"}}},
    {"partition_by_strategy",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {list: [a]}
)",
     {{"conflict", "public.t", "partition_by", "LIST (a)", "RANGE (a)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}},
     {{"conflict", "public.t", "partition_by", "LIST (a)", "RANGE (a)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}}},
    {"partition_by_column",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (b)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
)",
     {{"conflict", "public.t", "partition_by", "RANGE (a)", "RANGE (b)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}},
     {{"conflict", "public.t", "partition_by", "RANGE (a)", "RANGE (b)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}}},
    {"partition_by_columns",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a, b]}
)",
     {{"conflict", "public.t", "partition_by", "RANGE (a, b)", "RANGE (a)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}},
     {{"conflict", "public.t", "partition_by", "RANGE (a, b)", "RANGE (a)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}}},
    {"partition_by_expression",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (lower(b))",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [{expr: upper(b)}]}
)",
     {{"conflict", "public.t", "partition_by", "RANGE ((upper(b)))", "RANGE ((lower(b)))",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}},
     {{"conflict", "public.t", "partition_by", "RANGE ((upper(b)))", "RANGE ((lower(b)))",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}}},
    {"partition_by_opclass_missing",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (b)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [{column: b, opclass: text_pattern_ops}]}
)",
     {{"conflict", "public.t", "partition_by", "RANGE (b text_pattern_ops)", "RANGE (b)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}},
     {{"conflict", "public.t", "partition_by", "RANGE (b text_pattern_ops)", "RANGE (b)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}}},
    {"partition_by_opclass_extra",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (b text_pattern_ops)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [b]}
)",
     {{"conflict", "public.t", "partition_by", "RANGE (b)", "RANGE (b pg_catalog.text_pattern_ops)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}},
     {{"conflict", "public.t", "partition_by", "RANGE (b)", "RANGE (b pg_catalog.text_pattern_ops)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}}},
    {"partition_by_collation_missing",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (b)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [{column: b, collation: C}]}
)",
     {{"conflict", "public.t", "partition_by", R"(RANGE (b COLLATE "C"))", "RANGE (b)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}},
     {{"conflict", "public.t", "partition_by", R"(RANGE (b COLLATE "C"))", "RANGE (b)",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}}},
    {"partition_by_collation_other",
     R"(CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (b COLLATE "POSIX"))",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [{column: b, collation: C}]}
)",
     {{"conflict", "public.t", "partition_by", R"(RANGE (b COLLATE "C"))", R"(RANGE (b COLLATE pg_catalog."POSIX"))",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}},
     {{"conflict", "public.t", "partition_by", R"(RANGE (b COLLATE "C"))", R"(RANGE (b COLLATE pg_catalog."POSIX"))",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}}},
    {"partition_by_collation_extra",
     R"(CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (b COLLATE "C"))",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [b]}
)",
     {{"conflict", "public.t", "partition_by", "RANGE (b)", R"(RANGE (b COLLATE pg_catalog."C"))",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}},
     {{"conflict", "public.t", "partition_by", "RANGE (b)", R"(RANGE (b COLLATE pg_catalog."C"))",
       "the table is partitioned in another way; it has to be made anew", "", "5:19"}}},
    {"range_other_to",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR VALUES "
     "FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); ",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [20]}
)",
     {{"conflict", "public.p1", "bound", "FOR VALUES FROM ('0') TO ('20')", "FOR VALUES FROM ('0') TO ('10')",
       "the partition has other bounds",
       "ALTER TABLE public.t DETACH PARTITION public.p1; ALTER TABLE public.t ATTACH PARTITION public.p1 FOR VALUES "
       "FROM ('0') TO ('20');",
       "7:7"}}},
    {"range_other_from",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR VALUES "
     "FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); ",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [minvalue], to: [10]}
)",
     {{"conflict", "public.p1", "bound", "FOR VALUES FROM (MINVALUE) TO ('10')", "FOR VALUES FROM ('0') TO ('10')",
       "the partition has other bounds",
       "ALTER TABLE public.t DETACH PARTITION public.p1; ALTER TABLE public.t ATTACH PARTITION public.p1 FOR VALUES "
       "FROM (MINVALUE) TO ('10');",
       "7:7"}}},
    {"list_other",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY LIST (b); CREATE TABLE p1 PARTITION OF t FOR VALUES IN "
     "('x', 'y'); INSERT INTO t VALUES (1, 'x'); ",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {list: [b]}
    partitions:
      p1: {in: [x, z]}
)",
     {{"conflict", "public.p1", "bound", "FOR VALUES IN ('x', 'z')", "FOR VALUES IN ('x', 'y')",
       "the partition has other bounds",
       "ALTER TABLE public.t DETACH PARTITION public.p1; ALTER TABLE public.t ATTACH PARTITION public.p1 FOR VALUES IN "
       "('x', 'z');",
       "7:7"}}},
    {"list_more",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY LIST (b); CREATE TABLE p1 PARTITION OF t FOR VALUES IN "
     "('x', 'y'); INSERT INTO t VALUES (1, 'x'); ",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {list: [b]}
    partitions:
      p1: {in: [x, y, z]}
)",
     {{"conflict", "public.p1", "bound", "FOR VALUES IN ('x', 'y', 'z')", "FOR VALUES IN ('x', 'y')",
       "the partition has other bounds",
       "ALTER TABLE public.t DETACH PARTITION public.p1; ALTER TABLE public.t ATTACH PARTITION public.p1 FOR VALUES IN "
       "('x', 'y', 'z');",
       "7:7"}}},
    {"list_null",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY LIST (b); CREATE TABLE p1 PARTITION OF t FOR VALUES IN "
     "('x', 'y'); INSERT INTO t VALUES (1, 'x'); ",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {list: [b]}
    partitions:
      p1: {in: [x, y, null]}
)",
     {{"conflict", "public.p1", "bound", "FOR VALUES IN ('x', 'y', NULL)", "FOR VALUES IN ('x', 'y')",
       "the partition has other bounds",
       "ALTER TABLE public.t DETACH PARTITION public.p1; ALTER TABLE public.t ATTACH PARTITION public.p1 FOR VALUES IN "
       "('x', 'y', NULL);",
       "7:7"}}},
    {"hash_other",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY HASH (a); CREATE TABLE p1 PARTITION OF t FOR VALUES "
     "WITH (MODULUS 2, REMAINDER 0); ",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {hash: [a]}
    partitions:
      p1: {modulus: 2, remainder: 1}
)",
     {{"conflict", "public.p1", "bound", "FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
       "FOR VALUES WITH (MODULUS 2, REMAINDER 0)", "the partition has other bounds",
       "ALTER TABLE public.t DETACH PARTITION public.p1; ALTER TABLE public.t ATTACH PARTITION public.p1 FOR VALUES "
       "WITH (MODULUS 2, REMAINDER 1);",
       "7:7"}}},
    {"default_instead_of_range",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t DEFAULT",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
)",
     {{"conflict", "public.p1", "bound", "FOR VALUES FROM ('0') TO ('10')", "DEFAULT", "the partition has other bounds",
       "ALTER TABLE public.t DETACH PARTITION public.p1; ALTER TABLE public.t ATTACH PARTITION public.p1 FOR VALUES "
       "FROM ('0') TO ('10');",
       "7:7"}}},
    {"range_instead_of_default",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR VALUES "
     "FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); ",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
    partitions:
      p1: default
)",
     {{"conflict", "public.p1", "bound", "DEFAULT", "FOR VALUES FROM ('0') TO ('10')", "the partition has other bounds",
       "ALTER TABLE public.t DETACH PARTITION public.p1; ALTER TABLE public.t ATTACH PARTITION public.p1 DEFAULT;",
       "7:7"}}},
    {"partition_extra",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR VALUES "
     "FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); CREATE TABLE p2 PARTITION OF t FOR VALUES FROM (10) TO (20)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
)",
     {{"extra", "public.p2", "partition", "", "FOR VALUES FROM ('10') TO ('20')", "partition is not declared",
       "ALTER TABLE public.t DETACH PARTITION public.p2;", "3:3"}}},
    {"partition_name_is_a_table",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR VALUES "
     "FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); CREATE TABLE p2 (a integer)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
      p2: {from: [10], to: [20]}
)",
     {{"conflict", "public.p2", "name", "FOR VALUES FROM ('10') TO ('20')", "table",
       "the name is taken by something that is not a partition of the table", "ALTER TABLE public.p2 RENAME TO p2_old;",
       "8:7"}}},
    {"partition_default_name_is_a_partition_of_another",
     "CREATE TABLE t (a integer NOT NULL, b text) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF t FOR VALUES "
     "FROM (0) TO (10); INSERT INTO t VALUES (1, 'x'); CREATE TABLE o (a integer) PARTITION BY LIST (a); CREATE TABLE "
     "p2 PARTITION OF o DEFAULT",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: text}]
    partition_by: {range: [a]}
    partitions:
      p1: {from: [0], to: [10]}
      p2: {from: [10], to: [20]}
)",
     {{"conflict", "public.p2", "name", "FOR VALUES FROM ('10') TO ('20')", "table",
       "the name is taken by something that is not a partition of the table", "ALTER TABLE public.p2 RENAME TO p2_old;",
       "8:7"}}},
};

}  // namespace pgreconcile::test
