#include <gtest/gtest.h>

#include "tests/support/refusal.hpp"

// What the loader refuses of types: extensions, enums, domains, sequences, and the names of types, and in which words.
namespace pgreconcile::test {
namespace {

class YamlRefusalOfTypes : public RefusalTest {};

TEST_P(YamlRefusalOfTypes, SaysWhatAndWhere) { expect_messages(); }

INSTANTIATE_TEST_SUITE_P(Extensions, YamlRefusalOfTypes,
                         testing::Values(Refusal{R"y(version: 1
extensions: [a, {name: b, schema: c}, a, {schema: d}, [x]]
tables: {}
)y",
                                                 R"y(s.yaml:2:39: extension "a" is named twice
s.yaml:2:42: extension has no "name"
s.yaml:2:55: each item of "extensions" must be a name or a mapping, not a list
)y"},
                                         Refusal{R"y(version: 1
schema: pg_catalog
schemas: [information_schema, pg_x]
tables: {}
)y",
                                                 R"y(s.yaml:2:9: schema "pg_catalog" belongs to PostgreSQL
s.yaml:3:11: schema "information_schema" belongs to PostgreSQL
s.yaml:3:31: schema "pg_x" belongs to PostgreSQL
)y"}));

INSTANTIATE_TEST_SUITE_P(Enums, YamlRefusalOfTypes,
                         testing::Values(Refusal{
                             R"y(version: 1
enums:
  e: [a, off, null, 1, "off", a, "", xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]
  f: []
  g: x
  h:
  pg_catalog.i: [a]
  j: [[a]]
tables: {}
)y",
                             R"y(s.yaml:3:10: the label off is a boolean to YAML readers; quote it: "off"
s.yaml:3:15: the label null is null to YAML readers; quote it: "null"
s.yaml:3:21: the label 1 is a number to YAML readers; quote it: "1"
s.yaml:3:31: enum "e" has the label "a" twice
s.yaml:3:38: label "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" has 64 bytes; PostgreSQL takes 63 at most
s.yaml:5:6: enum "g" must be a list of labels, not text
s.yaml:6:3: enum "h" is empty; it must be a list of labels
s.yaml:7:3: schema "pg_catalog" belongs to PostgreSQL
s.yaml:8:7: each label must be text, not a list
)y"}));

INSTANTIATE_TEST_SUITE_P(
    Domains, YamlRefusalOfTypes,
    testing::Values(Refusal{R"y(version: 1
domains:
  d: {type: serial}
  e: {type: integer, collation: C, default: a + 1}
  f: {type: text, checks: [{name: c, expr: VALUE > a}, {name: c, expr: value <> ''}, {expr: VALUE > 0, no_inherit: true}]}
  g: {nullable: true}
  h: {type: text, default: active}
tables: {}
)y",
                            R"y(s.yaml:3:13: type serial is for columns alone; use integer
s.yaml:4:33: type integer has no collations; remove the key
s.yaml:4:45: a default cannot name the column "a"
s.yaml:5:52: check "c" names "a", and a domain has no columns; call the value VALUE
s.yaml:5:56: the domain has a second check "c"; the first is at 5:28
s.yaml:5:104: unknown key "no_inherit"
s.yaml:6:6: domain "g" has no "type"
s.yaml:7:28: default active is a bare word; write {literal: active} for the text, or active() for a function's value
)y"},
                    Refusal{R"y(version: 1
domains:
  a: {type: b}
  b: {type: "c[]"}
  c: {type: public.a}
  d: {type: a}
  e: {type: e}
tables: {}
)y",
                            R"y(s.yaml:3:3: domain "a" is made of itself: public.a, public.b, public.c, public.a
s.yaml:7:3: domain "e" is made of itself: public.e, public.e
)y"}));

INSTANTIATE_TEST_SUITE_P(
    Sequences, YamlRefusalOfTypes,
    testing::Values(
        Refusal{R"y(version: 1
sequences:
  a: {type: text}
  b: {start: 010, increment: 0x1, min: "1", max: 1_000, cache: +1}
  c: {start: 9223372036854775808}
  d: {type: smallint, max: 40000}
  e: {increment: 0}
  f: {min: 5, max: 5}
  g: {start: 5, max: 4}
  h: {cache: 0, cycle: yes}
  i: {owned_by: t}
  j: {min: 2, start: 1}
  k: {increment: -1, start: 1}
  l:
tables: {}
)y",
                R"y(s.yaml:3:13: a sequence counts in smallint, integer or bigint, not text
s.yaml:4:14: key "start" must be a whole number, not 010; write decimal digits alone, without quotes
s.yaml:4:30: key "increment" must be a whole number, not 0x1; write decimal digits alone, without quotes
s.yaml:4:40: key "min" must be a whole number, not "1"; write decimal digits alone, without quotes
s.yaml:4:50: key "max" must be a whole number, not 1_000; write decimal digits alone, without quotes
s.yaml:4:64: key "cache" must be a whole number, not +1; write decimal digits alone, without quotes
s.yaml:5:14: key "start" must be between -9223372036854775808 and 9223372036854775807, not 9223372036854775808
s.yaml:6:28: "max" must be between -32768 and 32767 for type smallint, not 40000
s.yaml:7:18: "increment" must not be 0
s.yaml:8:20: "min" (5) must be less than "max" (5)
s.yaml:9:14: "start" (5) must be between 1 and 4
s.yaml:10:24: key "cycle" must be true or false, not yes
s.yaml:11:17: t is not table.column or schema.table.column
s.yaml:12:22: "start" (1) must be between 2 and 9223372036854775807
s.yaml:13:29: "start" (1) must be between -9223372036854775808 and -1
s.yaml:14:3: sequence "l" is empty; it must be a mapping
)y"},
        Refusal{R"y(version: 1
tables:
  t:
    columns:
      - {name: id, type: integer}
sequences:
  s: {owned_by: t.idd}
  u: {owned_by: elsewhere.x}
)y",
                R"y(s.yaml:7:3: sequence "s" is owned by the unknown column "idd" of table "t"; did you mean "id"?
)y"}));

INSTANTIATE_TEST_SUITE_P(Ignore, YamlRefusalOfTypes,
                         testing::Values(Refusal{
                             R"y(version: 1
ignore: [a, no, [b], "*"]
tables: {}
)y",
                             R"y(s.yaml:2:13: the name no is a boolean to YAML readers; quote it: "no"
s.yaml:2:17: each item of "ignore" must be a name or a pattern, not a list
)y"}));

INSTANTIATE_TEST_SUITE_P(
    TypeNames, YamlRefusalOfTypes,
    testing::Values(
        Refusal{R"y(version: 1
tables:
  t:
    columns:
      - {name: id, type: integer}
      - {name: a, type: varchr}
      - {name: b, type: "timestamptx(3)[]"}
      - {name: c, type: public.varchr}
      - {name: d, type: geometry}
)y",
                R"y(s.yaml:6:25: type "varchr" is not built in and not declared in the file; did you mean "varchar"?
s.yaml:7:25: type "timestamptx" is not built in and not declared in the file; did you mean "timestamptz"?
)y"},
        Refusal{R"y(version: 1
tables:
  t:
    columns:
      - {name: id, type: integer}
      - {name: a, type: varchr}
enums: {varchr: [a]}
)y",
                R"y()y"},
        Refusal{R"y(version: 1
tables:
  t:
    columns:
      - {name: id, type: integer}
      - {name: a, type: varchr}
extensions: [citext]
)y",
                R"y()y"},
        Refusal{R"y(version: 1
tables:
  t:
    columns:
      - {name: id, type: integer}
      - {name: a, type: varchr}
extensions: [pg_trgm]
)y",
                R"y(s.yaml:6:25: type "varchr" is not built in and not declared in the file; did you mean "varchar"?
)y"}));

INSTANTIATE_TEST_SUITE_P(Modifiers, YamlRefusalOfTypes,
                         testing::Values(Refusal{
                             R"y(version: 1
tables:
  t:
    columns:
      - {name: id, type: integer}
      - {name: a, type: timestamp(9)}
      - {name: b, type: varchar(0)}
      - {name: c, type: numeric(2000)}
      - {name: d, type: "numeric(10,2000)"}
      - {name: e, type: bit(0)}
      - {name: f, type: time(7) with time zone}
      - {name: g, type: interval second(7)}
      - {name: h, type: "char(10485761)[]"}
      - {name: i, type: "numeric(10,-2)"}
      - {name: j, type: timestamp(6)}
)y",
                             R"y(s.yaml:6:25: type timestamp(9): the precision must be between 0 and 6
s.yaml:7:25: type varchar(0): the length must be between 1 and 10485760
s.yaml:8:25: type numeric(2000): the precision must be between 1 and 1000
s.yaml:9:25: type numeric(10,2000): the scale must be between -1000 and 1000
s.yaml:10:25: type bit(0): the length must be between 1 and 83886080
s.yaml:11:25: type time(7) with time zone: the precision must be between 0 and 6
s.yaml:12:25: type interval second(7): the precision must be between 0 and 6
s.yaml:13:25: type char(10485761)[]: the length must be between 1 and 10485760
)y"}));

}  // namespace
}  // namespace pgreconcile::test
