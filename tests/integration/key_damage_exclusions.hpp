#pragma once

#include <string>
#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

/// The table t with three columns and this exclusion constraint.
inline std::string table_with_exclusion(const std::string& item) {
  return R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: int4range}, {name: c, type: int4range}]
    exclude:
      - )" +
         item + "\n";
}

inline const std::vector<DifferenceCase> kDamagedExclusions = {
    {"exclude_operator",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING gist (b WITH &&)); "
     "INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: gist, elements: [{column: b, with: "="}]})"),
     {{"conflict", "public.t.x", "exclude", "EXCLUDE USING gist (b WITH =)", "EXCLUDE USING gist (b WITH &&)",
       "the exclusion constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT x, ADD CONSTRAINT x EXCLUDE USING gist (b WITH =);", "6:9"}}},
    {"exclude_element",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING gist (b WITH &&)); "
     "INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: gist, elements: [{column: c, with: "&&"}]})"),
     {{"conflict", "public.t.x", "exclude", "EXCLUDE USING gist (c WITH &&)", "EXCLUDE USING gist (b WITH &&)",
       "the exclusion constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT x, ADD CONSTRAINT x EXCLUDE USING gist (c WITH &&);", "6:9"}}},
    {"exclude_element_more",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING gist (b WITH &&)); "
     "INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: gist, elements: [{column: b, with: "&&"}, {column: c, with: "&&"}]})"),
     {{"conflict", "public.t.x", "exclude", "EXCLUDE USING gist (b WITH &&, c WITH &&)",
       "EXCLUDE USING gist (b WITH &&)", "the exclusion constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT x, ADD CONSTRAINT x EXCLUDE USING gist (b WITH &&, c WITH &&);", "6:9"}}},
    {"exclude_expression",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING gist (b WITH &&)); "
     "INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: gist, elements: [{expr: b * c, with: "&&"}]})"),
     {{"conflict", "public.t.x", "exclude", "EXCLUDE USING gist ((b * c) WITH &&)", "EXCLUDE USING gist (b WITH &&)",
       "the exclusion constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT x, ADD CONSTRAINT x EXCLUDE USING gist ((b * c) WITH &&);", "6:9"}}},
    {"exclude_where_missing",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING gist (b WITH &&)); "
     "INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: gist, elements: [{column: b, with: "&&"}], where: a > 0})"),
     {{"conflict", "public.t.x", "exclude", "EXCLUDE USING gist (b WITH &&) WHERE (a > 0)",
       "EXCLUDE USING gist (b WITH &&)", "the exclusion constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT x, ADD CONSTRAINT x EXCLUDE USING gist (b WITH &&) WHERE (a > 0);",
       "6:9"}}},
    {"exclude_where_other",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING gist (b WITH &&) WHERE "
     "(a > 1)); INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: gist, elements: [{column: b, with: "&&"}], where: a > 0})"),
     {{"conflict", "public.t.x", "exclude", "EXCLUDE USING gist (b WITH &&) WHERE (a > 0)",
       "EXCLUDE USING gist (b WITH &&) WHERE ((a > 1))", "the exclusion constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT x, ADD CONSTRAINT x EXCLUDE USING gist (b WITH &&) WHERE (a > 0);",
       "6:9"}}},
    {"exclude_where_extra",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING gist (b WITH &&) WHERE "
     "(a > 1)); INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: gist, elements: [{column: b, with: "&&"}]})"),
     {{"conflict", "public.t.x", "exclude", "EXCLUDE USING gist (b WITH &&)",
       "EXCLUDE USING gist (b WITH &&) WHERE ((a > 1))", "the exclusion constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT x, ADD CONSTRAINT x EXCLUDE USING gist (b WITH &&);", "6:9"}}},
    {"exclude_method",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING hash (a WITH =)); "
     "INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: btree, elements: [{column: a, with: "="}]})"),
     {{"conflict", "public.t.x", "exclude", "EXCLUDE USING btree (a WITH =)", "EXCLUDE USING hash (a WITH =)",
       "the exclusion constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT x, ADD CONSTRAINT x EXCLUDE USING btree (a WITH =);", "6:9"}}},
    {"exclude_opclass",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING btree (b WITH =)); "
     "INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: spgist, elements: [{column: b, opclass: range_ops, with: "&&"}]})"),
     {{"conflict", "public.t.x", "exclude", "EXCLUDE USING spgist (b range_ops WITH &&)",
       "EXCLUDE USING btree (b WITH =)", "the exclusion constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT x, ADD CONSTRAINT x EXCLUDE USING spgist (b range_ops WITH &&);", "6:9"}}},
    {"exclude_deferrable",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING gist (b WITH &&)); "
     "INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: gist, elements: [{column: b, with: "&&"}], deferrable: true})"),
     {{"conflict", "public.t.x", "exclude", "EXCLUDE USING gist (b WITH &&) DEFERRABLE",
       "EXCLUDE USING gist (b WITH &&)", "the exclusion constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT x, ADD CONSTRAINT x EXCLUDE USING gist (b WITH &&) DEFERRABLE;", "6:9"}}},
    {"exclude_deferrable_extra",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING gist (b WITH &&) "
     "DEFERRABLE INITIALLY DEFERRED); INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: gist, elements: [{column: b, with: "&&"}]})"),
     {{"conflict", "public.t.x", "exclude", "EXCLUDE USING gist (b WITH &&)",
       "EXCLUDE USING gist (b WITH &&) DEFERRABLE INITIALLY DEFERRED", "the exclusion constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT x, ADD CONSTRAINT x EXCLUDE USING gist (b WITH &&);", "6:9"}}},
    {"exclude_extra",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT x EXCLUDE USING gist (b WITH &&)); "
     "INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: int4range}, {name: c, type: int4range}]
)",
     {{"extra", "public.t.x", "exclude", "", "EXCLUDE USING gist (b WITH &&)", "constraint is not declared",
       "ALTER TABLE public.t DROP CONSTRAINT x;", "3:3"}}},
    {"exclude_renamed",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range, CONSTRAINT other EXCLUDE USING gist (b WITH &&) "
     "WHERE (a > 0)); INSERT INTO t VALUES (1, '[1,2)', '[1,2)')",
     table_with_exclusion(R"({name: x, method: gist, elements: [{column: b, with: "&&"}], where: a > 0})"),
     {{"renamed", "public.t.x", "name", "x", "other", "the same constraint exists under another name",
       "ALTER TABLE public.t RENAME CONSTRAINT other TO x;", "6:9"}}},
    {"exclude_name_of_an_index",
     "CREATE TABLE t (a integer NOT NULL, b int4range, c int4range); INSERT INTO t VALUES (1, '[1,2)', '[1,2)'); "
     "CREATE INDEX x ON t (a)",
     table_with_exclusion(R"({name: x, method: gist, elements: [{column: b, with: "&&"}]})"),
     {{"conflict", "public.x", "name", "index on public.t", "index on public.t", "the name is taken by something else",
       "ALTER INDEX public.x RENAME TO x_old;", "6:9"}},
     {{"extra", "public.x_old", "index", "", "CREATE INDEX IF NOT EXISTS x_old ON public.t USING btree (a)",
       "index is not declared", "DROP INDEX CONCURRENTLY public.x_old;", "3:3"}}},
};

}  // namespace pgreconcile::test
