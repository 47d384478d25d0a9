#include <gtest/gtest.h>

#include "tests/support/refusal.hpp"

// What the loader refuses of indexes and storage parameters, and in which words.
namespace pgreconcile::test {
namespace {

class YamlRefusalOfIndexes : public RefusalTest {};

TEST_P(YamlRefusalOfIndexes, SaysWhatAndWhere) { expect_messages(); }

INSTANTIATE_TEST_SUITE_P(Elements, YamlRefusalOfIndexes,
                         testing::Values(Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    indexes:
      - {name: i, columns: []}
      - {name: j, columns: [{expr: lower(c)}, {column: a, expr: a}, {order: desc}, {exp: a}, [a]]}
      - {name: k, columns: [a], include: [c], where: d > 0}
      - {name: l, columns: [{column: a, opclass: a.b.c, collation: ""}]}
      - {name: m, columns: [a], nulls_not_distinct: true}
)y",
                                                 R"y(s.yaml:6:28: an index needs at least one column
s.yaml:7:42: index "j" names the unknown column "c"
s.yaml:7:47: index column has both "column" and "expr"; keep one of them
s.yaml:7:69: index column has no "column" and no "expr"; add one of them
s.yaml:7:85: unknown key "exp"; did you mean "expr"?
s.yaml:7:94: each item of "columns" must be a name or a mapping, not a list
s.yaml:8:43: index "k" names the unknown column "c"
s.yaml:8:54: index "k" names the unknown column "d"
s.yaml:9:50: a.b.c is not a name or schema.name; put a name with odd characters in double quotes, as in SQL, within single quotes: '"a.b"'
s.yaml:9:68: a name must not be empty
s.yaml:10:53: "nulls_not_distinct" needs a unique index; add "unique: true"
)y"}));

INSTANTIATE_TEST_SUITE_P(Methods, YamlRefusalOfIndexes,
                         testing::Values(Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    indexes:
      - {name: i, method: hash, columns: [a, b]}
      - {name: j, method: hash, unique: true, columns: [a], include: [b]}
      - {name: k, method: gin, columns: [{column: a, order: asc}]}
      - {name: l, method: gist, columns: [{column: a, nulls: last}], include: [b]}
      - {name: m, method: spgist, columns: [a, b]}
      - {name: n, method: brin, columns: [a, b], include: [id]}
      - {name: o, method: bloom, unique: true, columns: [a, {column: b, order: desc}]}
)y",
                                                 R"y(s.yaml:6:46: index "i": method hash takes one column alone
s.yaml:7:41: index "j": method hash has no unique indexes
s.yaml:7:70: index "j": method hash takes no "include"
s.yaml:8:42: index "k": method gin has no "order" or "nulls"
s.yaml:9:43: index "l": method gist has no "order" or "nulls"
s.yaml:10:48: index "m": method spgist takes one column alone
s.yaml:11:59: index "n": method brin takes no "include"
)y"}));

INSTANTIATE_TEST_SUITE_P(Parameters, YamlRefusalOfIndexes,
                         testing::Values(Refusal{
                             R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    with: {fillfactor: 90, autovacuum_enabled: off, toast.autovacuum_enabled: "off", Fill: 1, a.b: 1, c: , d: [1], e: ~, f: true, g: "1\0"}
    indexes: [{name: i, columns: [a], with: {fastupdate: off, buffering: auto}, tablespace: no, comment: ''}]
)y",
                             R"y(s.yaml:5:48: the value off is a boolean to YAML readers; quote it: "off"
s.yaml:5:86: Fill is not the name of a storage parameter
s.yaml:5:95: a.b is not the name of a storage parameter
s.yaml:5:103: storage parameter "c" is empty; it must be a word or a number
s.yaml:5:111: storage parameter "d" must be a word or a number, not a list
s.yaml:5:119: the value ~ is null to YAML readers; quote it: "~"
s.yaml:5:134: a storage parameter must not hold a NUL character
s.yaml:6:58: the value off is a boolean to YAML readers; quote it: "off"
s.yaml:6:93: the name no is a boolean to YAML readers; quote it: "no"
s.yaml:6:106: the comment is empty; remove the key
)y"}));

}  // namespace
}  // namespace pgreconcile::test
