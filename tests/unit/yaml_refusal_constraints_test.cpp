#include <gtest/gtest.h>

#include "tests/support/refusal.hpp"

// What the loader refuses of constraints, and in which words.
namespace pgreconcile::test {
namespace {

class YamlRefusalOfConstraints : public RefusalTest {};

TEST_P(YamlRefusalOfConstraints, SaysWhatAndWhere) { expect_messages(); }

INSTANTIATE_TEST_SUITE_P(
    Keys, YamlRefusalOfConstraints,
    testing::Values(Refusal{
        R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    primary_key: {columns: [id], nulls_not_distinct: true, include: [x]}
    unique:
      - {columns: [a], include: [aa]}
      - {columns: [b], initially_deferred: true}
)y",
        R"y(s.yaml:5:34: unknown key "nulls_not_distinct"; the columns of a primary key are never null; remove the key
s.yaml:5:70: the primary key names the unknown column "x"
s.yaml:7:34: unique constraint (a) names the unknown column "aa"
s.yaml:8:44: "initially_deferred" needs a deferrable key; add "deferrable: true"
)y"}));

INSTANTIATE_TEST_SUITE_P(
    ForeignKeys, YamlRefusalOfConstraints,
    testing::Values(
        Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    primary_key: [id]
    foreign_keys:
      - {columns: [b], references: {table: t, columns: [id], on_delete: {set null: [a]}}}
      - {columns: [b], references: {table: t, columns: [id], on_delete: {set null: [b], set default: [b]}}}
      - {columns: [b], references: {table: t, columns: [id], on_delete: {cascade: [b]}}}
      - {columns: [b], references: {table: t, columns: [id], on_delete: {set null: []}}}
      - {columns: [b], references: {table: t, columns: [id], on_delete: setnull}}
)y",
                R"y(s.yaml:7:85: "on_delete" names column "a", which is none of the foreign key's
s.yaml:8:73: "on_delete" must be one action; write {set null: [a]} or {set default: [a]} to name columns
s.yaml:9:74: unknown key "cascade"
s.yaml:10:73: "on_delete" must be one action; write {set null: [a]} or {set default: [a]} to name columns
s.yaml:11:73: key "on_delete" must be one of: no action, restrict, cascade, set null, set default; not setnull; did you mean "set null"?
)y"},
        Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    unique: [{columns: [b], deferrable: true}]
    indexes: [{name: i, unique: true, columns: [id], where: id > 0}, {name: j, unique: true, columns: [{expr: a || 'x'}]}]
    foreign_keys:
      - {columns: [id], references: {table: t, columns: [b]}}
      - {columns: [b], references: {table: t, columns: [id]}}
)y",
                R"y(s.yaml:8:9: foreign key (id) references public.t (b), whose unique key is deferrable
s.yaml:9:9: foreign key (b) references public.t (id), which has no unique key of these columns; add unique: [{columns: [id]}] to that table
)y"},
        Refusal{R"y(version: 1
tables:
  p: {columns: [{name: id, type: integer, primary_key: true}], unlogged: true}
  c: {columns: [{name: p, type: integer, references: {table: p, column: id}}]}
  u: {columns: [{name: p, type: integer, references: {table: p, column: id}}], unlogged: true}
)y",
                R"y(s.yaml:4:54: foreign key (p) references public.p, which is unlogged, from a table that is not
)y"}));

INSTANTIATE_TEST_SUITE_P(Checks, YamlRefusalOfConstraints,
                         testing::Values(Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    checks:
      - {name: c, expr: "bb > 0 AND (length(a) > 0 OR d)", no_inherit: 1}
      - {name: ok, expr: "tableoid <> 0 AND t IS NOT NULL AND t.zz > 0"}
      - {expr: x > 0, valid: false}
    exclude: [{name: c, elements: [{column: id, with: "="}]}]
)y",
                                                 R"y(s.yaml:6:26: check "c" names the unknown column "bb"
s.yaml:6:55: check "c" names the unknown column "d"
s.yaml:6:72: key "no_inherit" must be true or false, not 1
s.yaml:8:16: check names the unknown column "x"
s.yaml:9:15: table "t" has a second constraint "c"; the first is at 6:9
)y"}));

INSTANTIATE_TEST_SUITE_P(Exclusions, YamlRefusalOfConstraints,
                         testing::Values(Refusal{R"y(version: 1
tables:
  t:
    columns: [{name: id, type: integer}, {name: a, type: text}, {name: b, type: integer}]
    exclude:
      - {name: a, elements: []}
      - {name: b, method: gist, elements: [{column: b}]}
      - {name: c, method: gist, elements: [{column: b, with: "= 1"}, {column: b, with: "IN"}]}
      - {name: d, method: gin, elements: [{column: b, with: "="}]}
      - {name: e, method: hash, elements: [{column: b, with: "=", order: desc}, {expr: z + 1, with: "OPERATOR(pg_catalog.=)"}]}
      - {name: f, elements: [{column: b, expr: b, with: "="}, {with: "="}], initially_deferred: true}
)y",
                                                 R"y(s.yaml:6:29: an exclusion constraint needs at least one element
s.yaml:7:44: exclusion element has no "with"
s.yaml:8:63: key "with": this is not exactly one operator; write it as = or as OPERATOR(schema.=)
s.yaml:8:89: key "with": this is not exactly one operator; write it as = or as OPERATOR(schema.=)
s.yaml:9:27: exclusion constraint "d": method gin has no exclusion constraints
s.yaml:10:44: exclusion constraint "e": method hash has no "order" or "nulls"
s.yaml:10:81: exclusion constraint "e": method hash takes one column alone
s.yaml:10:88: exclusion constraint "e" names the unknown column "z"
s.yaml:11:30: exclusion element has both "column" and "expr"; keep one of them
s.yaml:11:63: exclusion element has no "column" and no "expr"; add one of them
s.yaml:11:97: "initially_deferred" needs a deferrable exclusion constraint; add "deferrable: true"
)y"}));

}  // namespace
}  // namespace pgreconcile::test
