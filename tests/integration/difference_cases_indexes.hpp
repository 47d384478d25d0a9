#pragma once

#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

inline const std::vector<DifferenceCase> kIndexCases = {
    {"columns",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE INDEX i ON t (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, columns: [b]}
)",
     {{"conflict", "public.i", "columns", "(b)", "(a)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b);",
       "6:9"}}},
    {"more_columns",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE INDEX i ON t (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, columns: [a, b]}
)",
     {{"conflict", "public.i", "columns", "(a, b)", "(a)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (a, b);",
       "6:9"}}},
    {"order_of_columns",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE INDEX i ON t (b, a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, columns: [a, b]}
)",
     {{"conflict", "public.i", "columns", "(a, b)", "(b, a)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (a, b);",
       "6:9"}}},
    {"descending",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE INDEX i ON t (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, columns: [{column: a, order: desc}]}
)",
     {{"conflict", "public.i", "columns", "(a DESC)", "(a)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (a DESC);",
       "6:9"}}},
    {"nulls",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE INDEX i ON t (a NULLS FIRST)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, columns: [a]}
)",
     {{"conflict", "public.i", "columns", "(a)", "(a NULLS FIRST)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (a);",
       "6:9"}}},
    {"unique",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE INDEX i ON t (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, unique: true, columns: [a]}
)",
     {{"conflict", "public.i", "unique", "UNIQUE", "not unique", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree "
       "(a);",
       "6:9"}}},
    {"not_unique",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE UNIQUE INDEX i ON t (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, columns: [a]}
)",
     {{"conflict", "public.i", "unique", "not unique", "UNIQUE", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (a);",
       "6:9"}}},
    {"method",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE INDEX i ON t USING hash (a)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, columns: [a]}
)",
     {{"conflict", "public.i", "method", "btree", "hash", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (a);",
       "6:9"}}},
    {"everything",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); CREATE INDEX i ON t USING brin (b)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    indexes:
      - {name: i, unique: true, columns: [a]}
)",
     {{"conflict", "public.i", "unique", "UNIQUE", "not unique", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree "
       "(a);",
       "6:9"},
      {"conflict", "public.i", "method", "btree", "brin", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree "
       "(a);",
       "6:9"},
      {"conflict", "public.i", "columns", "(a)", "(b)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree "
       "(a);",
       "6:9"}}},
};

}  // namespace pgreconcile::test
