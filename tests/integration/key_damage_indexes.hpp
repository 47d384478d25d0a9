#pragma once

#include <string>
#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

/// The table t with three columns and this index.
inline std::string table_with_index(const std::string& item) {
  return R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}, {name: c, type: text}]
    indexes:
      - )" +
         item + "\n";
}

inline const std::vector<DifferenceCase> kDamagedIndexes = {
    {"expression_other",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (upper(b))",
     table_with_index(R"({name: i, columns: [{expr: lower(b)}]})"),
     {{"conflict", "public.i", "columns", "((lower(b)))", "((upper(b)))", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree "
       "((lower(b)));",
       "6:9"}}},
    {"expression_instead_of_column",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b)",
     table_with_index(R"({name: i, columns: [{expr: lower(b)}]})"),
     {{"conflict", "public.i", "columns", "((lower(b)))", "(b)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree "
       "((lower(b)));",
       "6:9"}}},
    {"opclass_missing",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b)",
     table_with_index(R"({name: i, columns: [{column: b, opclass: text_pattern_ops}]})"),
     {{"conflict", "public.i", "columns", "(b text_pattern_ops)", "(b)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b "
       "text_pattern_ops);",
       "6:9"}}},
    {"opclass_other",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b "
     "varchar_pattern_ops)",
     table_with_index(R"({name: i, columns: [{column: b, opclass: text_pattern_ops}]})"),
     {{"conflict", "public.i", "columns", "(b text_pattern_ops)", "(b pg_catalog.varchar_pattern_ops)",
       "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b "
       "text_pattern_ops);",
       "6:9"}}},
    {"opclass_extra",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b "
     "text_pattern_ops)",
     table_with_index(R"({name: i, columns: [b]})"),
     {{"conflict", "public.i", "columns", "(b)", "(b pg_catalog.text_pattern_ops)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b);",
       "6:9"}}},
    {"opclass_of_expression",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (lower(b))",
     table_with_index(R"({name: i, columns: [{expr: lower(b), opclass: text_pattern_ops}]})"),
     {{"conflict", "public.i", "columns", "((lower(b)) text_pattern_ops)", "((lower(b)))", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree "
       "((lower(b)) text_pattern_ops);",
       "6:9"}}},
    {"collation_missing",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b)",
     table_with_index(R"({name: i, columns: [{column: b, collation: C}]})"),
     {{"conflict", "public.i", "columns", R"((b COLLATE "C"))", "(b)", "the index is another one",
       R"(DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b COLLATE "C");)",
       "6:9"}}},
    {"collation_other",
     R"(CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b COLLATE "POSIX"))",
     table_with_index(R"({name: i, columns: [{column: b, collation: C}]})"),
     {{"conflict", "public.i", "columns", R"((b COLLATE "C"))", R"((b COLLATE pg_catalog."POSIX"))",
       "the index is another one",
       R"(DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b COLLATE "C");)",
       "6:9"}}},
    {"collation_extra",
     R"(CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b COLLATE "C"))",
     table_with_index(R"({name: i, columns: [b]})"),
     {{"conflict", "public.i", "columns", "(b)", R"((b COLLATE pg_catalog."C"))", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b);",
       "6:9"}}},
    {"include_missing",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b)",
     table_with_index(R"({name: i, columns: [b], include: [c]})"),
     {{"conflict", "public.i", "include", "INCLUDE (c)", "", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b) "
       "INCLUDE (c);",
       "6:9"}}},
    {"include_other",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b) INCLUDE "
     "(a)",
     table_with_index(R"({name: i, columns: [b], include: [c]})"),
     {{"conflict", "public.i", "include", "INCLUDE (c)", "INCLUDE (a)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b) "
       "INCLUDE (c);",
       "6:9"}}},
    {"include_extra",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b) INCLUDE "
     "(a)",
     table_with_index(R"({name: i, columns: [b]})"),
     {{"conflict", "public.i", "include", "", "INCLUDE (a)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b);",
       "6:9"}}},
    {"where_missing",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b)",
     table_with_index(R"({name: i, columns: [b], where: a > 0})"),
     {{"conflict", "public.i", "where", "a > 0", "", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b) WHERE "
       "(a > 0);",
       "6:9"}}},
    {"where_other",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b) WHERE a "
     "> 1",
     table_with_index(R"({name: i, columns: [b], where: a > 0})"),
     {{"conflict", "public.i", "where", "a > 0", "(a > 1)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b) WHERE "
       "(a > 0);",
       "6:9"}}},
    {"where_extra",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b) WHERE a "
     "> 1",
     table_with_index(R"({name: i, columns: [b]})"),
     {{"conflict", "public.i", "where", "", "(a > 1)", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b);",
       "6:9"}}},
    {"with_missing",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b)",
     table_with_index(R"({name: i, columns: [b], with: {fillfactor: 70}})"),
     {{"conflict", "public.i", "with", "fillfactor = '70'", "", "the storage parameter fillfactor is not set",
       "ALTER INDEX public.i SET (fillfactor = '70');", "6:9"}}},
    {"with_other",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b) WITH "
     "(fillfactor = 80)",
     table_with_index(R"({name: i, columns: [b], with: {fillfactor: 70}})"),
     {{"conflict", "public.i", "with", "fillfactor = '70'", "fillfactor = '80'",
       "the storage parameter fillfactor is another one", "ALTER INDEX public.i SET (fillfactor = '70');", "6:9"}}},
    {"with_extra",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b) WITH "
     "(fillfactor = 80)",
     table_with_index(R"({name: i, columns: [b]})"),
     {{"conflict", "public.i", "with", "", "fillfactor = '80'",
       "the storage parameter fillfactor is set, and the file does not say so",
       "ALTER INDEX public.i RESET (fillfactor);", "6:9"}}},
    {"tablespace_missing",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b)",
     table_with_index(R"({name: i, columns: [b], tablespace: pgreconcile_other})"),
     {{"conflict", "public.i", "tablespace", "pgreconcile_other", "pg_default", "it lies in another tablespace",
       "ALTER INDEX public.i SET TABLESPACE pgreconcile_other;", "6:9"}}},
    {"tablespace_extra",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b) "
     "TABLESPACE pgreconcile_other",
     table_with_index(R"({name: i, columns: [b]})"),
     {{"conflict", "public.i", "tablespace", "pg_default", "pgreconcile_other", "it lies in another tablespace",
       "ALTER INDEX public.i SET TABLESPACE pg_default;", "6:9"}}},
    {"nulls_not_distinct_missing",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE UNIQUE INDEX i ON t (b)",
     table_with_index(R"({name: i, unique: true, columns: [b], nulls_not_distinct: true})"),
     {{"conflict", "public.i", "nulls_not_distinct", "NULLS NOT DISTINCT", "NULLS DISTINCT", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b) "
       "NULLS NOT DISTINCT;",
       "6:9"}},
     {},
     {},
     15},
    {"nulls_not_distinct_extra",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE UNIQUE INDEX i ON t (b) "
     "NULLS NOT DISTINCT",
     table_with_index(R"({name: i, unique: true, columns: [b]})"),
     {{"conflict", "public.i", "nulls_not_distinct", "NULLS DISTINCT", "NULLS NOT DISTINCT", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree "
       "(b);",
       "6:9"}},
     {},
     {},
     15},
    {"unique_partial_missing",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b) WHERE a "
     "> 0",
     table_with_index(R"({name: i, unique: true, columns: [b], where: a > 0})"),
     {{"conflict", "public.i", "unique", "UNIQUE", "not unique", "the index is another one",
       "DROP INDEX CONCURRENTLY public.i; CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (b) "
       "WHERE (a > 0);",
       "6:9"}}},
    {"comment_other",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b); COMMENT "
     "ON INDEX i IS 'old'",
     table_with_index(R"({name: i, columns: [b], comment: new})"),
     {{"conflict", "public.i", "comment", "new", "old", "the comment is another one",
       "COMMENT ON INDEX public.i IS 'new';", "6:9"}}},
    {"comment_extra",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX i ON t (b); COMMENT "
     "ON INDEX i IS 'old'",
     table_with_index(R"({name: i, columns: [b]})"),
     {{"extra", "public.i", "comment", "", "old", "comment is not declared", "COMMENT ON INDEX public.i IS NULL;",
       "6:9"}}},
    {"renamed_with_everything",
     R"(CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE UNIQUE INDEX other ON t (lower(b) COLLATE "C" text_pattern_ops DESC) INCLUDE (c) NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE a > 0)",
     table_with_index(
         R"({name: i, unique: true, columns: [{expr: lower(b), collation: C, opclass: text_pattern_ops, order: desc}], include: [c], nulls_not_distinct: true, with: {fillfactor: 70}, where: a > 0})"),
     {{"renamed", "public.i", "name", "i", "other", "the same index exists under another name",
       "ALTER INDEX public.other RENAME TO i;", "6:9"}},
     {},
     {},
     15},
    {"renamed_with_comment",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX other ON t (b); "
     "COMMENT ON INDEX other IS 'old'",
     table_with_index(R"({name: i, columns: [b], comment: old})"),
     {{"renamed", "public.i", "name", "i", "other", "the same index exists under another name",
       "ALTER INDEX public.other RENAME TO i;", "6:9"}}},
    {"renamed_with_another_comment",
     "CREATE TABLE t (a integer, b text, c text); INSERT INTO t VALUES (1, 'x', 'y'); CREATE INDEX other ON t (b); "
     "COMMENT ON INDEX other IS 'old'",
     table_with_index(R"({name: i, columns: [b], comment: new})"),
     {{"conflict", "public.other", "comment", "new", "old", "the comment is another one",
       "COMMENT ON INDEX public.other IS 'new';", "6:9"},
      {"renamed", "public.i", "name", "i", "other", "the same index exists under another name",
       "ALTER INDEX public.other RENAME TO i;", "6:9"}}},
};

}  // namespace pgreconcile::test
