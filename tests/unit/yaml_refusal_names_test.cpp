#include <gtest/gtest.h>

#include "tests/support/refusal.hpp"

// What the loader refuses of names of objects, and in which words.
namespace pgreconcile::test {
namespace {

class YamlRefusalOfNames : public RefusalTest {};

TEST_P(YamlRefusalOfNames, SaysWhatAndWhere) { expect_messages(); }

INSTANTIATE_TEST_SUITE_P(Schemas, YamlRefusalOfNames,
                         testing::Values(Refusal{R"y(version: 1
tables:
  pg_catalog.t: {columns: []}
  information_schema.u: {columns: []}
)y",
                                                 R"y(s.yaml:3:3: schema "pg_catalog" belongs to PostgreSQL
s.yaml:4:3: schema "information_schema" belongs to PostgreSQL
)y"}));

INSTANTIATE_TEST_SUITE_P(Relations, YamlRefusalOfNames,
                         testing::Values(Refusal{R"y(version: 1
enums: {t: [a], e: [a]}
domains: {e: {type: text}}
sequences: {t: {}, i: {}, x: {}}
tables:
  t:
    columns: [{name: a, type: integer}]
    primary_key: {name: x, columns: [a]}
    exclude: [{name: y, elements: [{column: a, with: "="}]}]
    indexes: [{name: i, columns: [a]}, {name: y, columns: [a], unique: true}]
    partition_by: {range: [a]}
    partitions: {e: default}
)y",
                                                 R"y(s.yaml:3:11: domain "e" has the same name as the enum at 2:17
s.yaml:6:3: table "t" has the same name as the sequence at 4:13
s.yaml:6:3: table "t" has the same name as the enum at 2:9
s.yaml:8:18: primary key "x" has the same name as the sequence at 4:27
s.yaml:10:15: index "i" has the same name as the sequence at 4:20
s.yaml:10:40: index "y" has the same name as the exclusion constraint at 9:15
s.yaml:12:18: partition "e" has the same name as the enum at 2:17
)y"}));

}  // namespace
}  // namespace pgreconcile::test
