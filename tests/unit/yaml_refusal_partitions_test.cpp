#include <gtest/gtest.h>

#include "tests/support/refusal.hpp"

// What the loader refuses of partitioned tables, and in which words.
namespace pgreconcile::test {
namespace {

class YamlRefusalOfPartitions : public RefusalTest {};

TEST_P(YamlRefusalOfPartitions, SaysWhatAndWhere) { expect_messages(); }

INSTANTIATE_TEST_SUITE_P(Keys, YamlRefusalOfPartitions,
                         testing::Values(Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    partition_by: {range: []}
)y",
                                                 R"y(s.yaml:5:27: "partition_by" needs at least one column
)y"},
                                         Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    partition_by: {list: [a, b]}
)y",
                                                 R"y(s.yaml:5:26: a list is partitioned by one column or expression
)y"},
                                         Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    partition_by: {range: [a], hash: [b]}
)y",
                                                 R"y(s.yaml:5:19: "partition_by" must have one of: range, list, hash
)y"},
                                         Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    partition_by: {range: [a, a, c, {expr: lower(d)}, {column: a, order: desc}]}
)y",
                                                 R"y(s.yaml:5:31: "partition_by" names column "a" twice
s.yaml:5:34: "partition_by" names the unknown column "c"
s.yaml:5:50: "partition_by" names the unknown column "d"
s.yaml:5:64: "partition_by" names column "a" twice
s.yaml:5:67: unknown key "order"
)y"},
                                         Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    partition_by: [a]
)y",
                                                 R"y(s.yaml:5:19: key "partition_by" must be a mapping, not a list
)y"},
                                         Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    partitions: {p: default}
)y",
                                                 R"y(s.yaml:5:5: "partitions" needs "partition_by"
)y"}));

INSTANTIATE_TEST_SUITE_P(
    Bounds, YamlRefusalOfPartitions,
    testing::Values(Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    partition_by: {range: [id, b]}
    partitions:
      p1: {from: [1, 2], to: [3]}
      p2: {from: [minvalue, 1], to: [maxvalue, maxvalue]}
      p3: {from: [1, 1], to: [1, 1]}
      p4: {in: [1]}
      p5: {from: [null, 1], to: [2, 2]}
      p6: default
      p7: default
      p8: {from: [1, 1]}
      p9: other
      p10:
      p11: {from: [1, [2]], to: [{literal: minvalue}, {x: 1}]}
)y",
                            R"y(s.yaml:7:7: partition "p1" is bounded by 2 and 1 values, and the key has 2
s.yaml:8:7: partition "p2" has a value behind minvalue or maxvalue
s.yaml:9:7: partition "p3" is an empty range
s.yaml:10:7: partition "p4" has no bound of a range; write {from: […], to: […]} or default
s.yaml:11:19: null cannot stand in "from"; write {literal: "null"} for the text
s.yaml:13:7: table "t" has a second default partition; the first is at 12:7
s.yaml:14:11: a partition's bound must be one of: default, {from, to}, {in}, {modulus, remainder}
s.yaml:15:11: partition "p9" must be default or a mapping, not text
s.yaml:16:7: partition "p10" is empty; it must be default or a mapping
s.yaml:17:23: each item of "from" must be a value or {literal: text}, not a list
s.yaml:17:55: the value has no "literal"
s.yaml:17:56: unknown key "x"
)y"},
                    Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    partition_by: {list: [a]}
    partitions:
      p1: {in: []}
      p2: {in: [minvalue]}
      p3: {modulus: 4, remainder: 1}
      p4: {in: [null, "MAXVALUE"]}
)y",
                            R"y(s.yaml:7:16: "in" needs at least one value
s.yaml:8:17: minvalue cannot stand in "in"; write {literal: minvalue} for the text
s.yaml:9:7: partition "p3" has no bound of a list; write {in: […]} or default
s.yaml:10:23: MAXVALUE cannot stand in "in"; write {literal: MAXVALUE} for the text
)y"},
                    Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    partition_by: {hash: [a]}
    partitions:
      p1: default
      p2: {modulus: 0, remainder: 0}
      p3: {modulus: 4, remainder: 4}
      p4: {modulus: 4, remainder: 4294967296}
      t: {modulus: 4, remainder: 0}
)y",
                            R"y(s.yaml:7:7: partition "p1" has no bound of a hash; write {modulus: n, remainder: n}
s.yaml:8:21: "modulus" must be between 1 and 2147483647
s.yaml:9:35: "remainder" must be between 0 and 3
s.yaml:10:35: "remainder" must be between 0 and 3
s.yaml:11:7: partition "t" has the same name as the table at 3:3
)y"}));

INSTANTIATE_TEST_SUITE_P(
    Restrictions, YamlRefusalOfPartitions,
    testing::Values(Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    primary_key: [id]
    unique: [{columns: [a, b]}]
    indexes: [{name: i, unique: true, columns: [b]}]
    checks: [{expr: b > 0, no_inherit: true}]
    partition_by: {range: [a]}
    unlogged: true
    with: {fillfactor: 90}
)y",
                            R"y(s.yaml:5:18: the primary key lacks column "a", by which the table is partitioned
s.yaml:7:15: unique index "i" lacks column "a", by which the table is partitioned
s.yaml:8:14: check: the partitions of a table have all of its checks; remove "no_inherit: true"
s.yaml:10:5: a partitioned table cannot be unlogged
s.yaml:11:5: a partitioned table has no storage parameters
)y"},
                    Refusal{
                        R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    primary_key: [id]
    partition_by: {range: [{expr: lower(a)}]}
)y",
                        R"y(s.yaml:5:18: the primary key cannot stand on a table that is partitioned by an expression
)y"},
                    Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: g, type: integer, generated: id + 1}]
    partition_by: {range: [g]}
)y",
                            R"y(s.yaml:5:19: "partition_by" names column "g", which is generated
)y"}));

}  // namespace
}  // namespace pgreconcile::test
