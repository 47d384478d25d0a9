#pragma once

#include <string>
#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

/// The table t with two columns and this key.
inline std::string table_with_key(const std::string& item) {
  return R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    )" + item +
         "\n";
}

inline const std::vector<DifferenceCase> kDamagedKeys = {
    {"primary_key_include_missing",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT k PRIMARY KEY (a)",
     table_with_key(R"(primary_key: {name: k, columns: [a], include: [b]})"),
     {{"conflict", "public.t.k", "include", "INCLUDE (b)", "", "the constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k PRIMARY KEY (a) INCLUDE (b);", "5:18"}}},
    {"primary_key_deferrable_missing",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT k PRIMARY KEY (a)",
     table_with_key(R"(primary_key: {name: k, columns: [a], deferrable: true})"),
     {{"conflict", "public.t.k", "deferrable", "DEFERRABLE", "NOT DEFERRABLE", "the constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k PRIMARY KEY (a) DEFERRABLE;", "5:18"}}},
    {"primary_key_initially_deferred_missing",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT k PRIMARY KEY (a) DEFERRABLE",
     table_with_key(R"(primary_key: {name: k, columns: [a], deferrable: true, initially_deferred: true})"),
     {{"conflict", "public.t.k", "deferrable", "DEFERRABLE INITIALLY DEFERRED", "DEFERRABLE",
       "the constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k PRIMARY KEY (a) DEFERRABLE INITIALLY DEFERRED;",
       "5:18"}}},
    {"primary_key_renamed",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT other PRIMARY KEY (a)",
     table_with_key(R"(primary_key: {name: k, columns: [a]})"),
     {{"renamed", "public.t.k", "name", "k", "other", "the same constraint exists under another name",
       "ALTER TABLE public.t RENAME CONSTRAINT other TO k;", "5:18"}}},
    {"unique_include_missing",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT k UNIQUE (a)",
     table_with_key(R"(unique: [{name: k, columns: [a], include: [b]}])"),
     {{"conflict", "public.t.k", "include", "INCLUDE (b)", "", "the constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k UNIQUE (a) INCLUDE (b);", "5:14"}}},
    {"unique_include_other",
     "CREATE TABLE t (a integer, b integer, c integer, CONSTRAINT k UNIQUE (a) INCLUDE (c))",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: integer}, {name: c, type: integer}]
    unique: [{name: k, columns: [a], include: [b]}]
)",
     {{"conflict", "public.t.k", "include", "INCLUDE (b)", "INCLUDE (c)", "the constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k UNIQUE (a) INCLUDE (b);", "5:14"}}},
    {"unique_include_extra",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT k UNIQUE (a) INCLUDE (b)",
     table_with_key(R"(unique: [{name: k, columns: [a]}])"),
     {{"conflict", "public.t.k", "include", "", "INCLUDE (b)", "the constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k UNIQUE (a);", "5:14"}}},
    {"unique_nulls_not_distinct_missing",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT k UNIQUE (a)",
     table_with_key(R"(unique: [{name: k, columns: [a], nulls_not_distinct: true}])"),
     {{"conflict", "public.t.k", "nulls_not_distinct", "NULLS NOT DISTINCT", "NULLS DISTINCT",
       "the constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k UNIQUE NULLS NOT DISTINCT (a);", "5:14"}},
     {},
     {},
     15},
    {"unique_nulls_not_distinct_extra",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT k UNIQUE NULLS NOT DISTINCT (a)",
     table_with_key(R"(unique: [{name: k, columns: [a]}])"),
     {{"conflict", "public.t.k", "nulls_not_distinct", "NULLS DISTINCT", "NULLS NOT DISTINCT",
       "the constraint is another one", "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k UNIQUE (a);",
       "5:14"}},
     {},
     {},
     15},
    {"unique_deferrable_missing",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT k UNIQUE (a)",
     table_with_key(R"(unique: [{name: k, columns: [a], deferrable: true}])"),
     {{"conflict", "public.t.k", "deferrable", "DEFERRABLE", "NOT DEFERRABLE", "the constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k UNIQUE (a) DEFERRABLE;", "5:14"}}},
    {"unique_deferrable_extra",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT k UNIQUE (a) DEFERRABLE",
     table_with_key(R"(unique: [{name: k, columns: [a]}])"),
     {{"conflict", "public.t.k", "deferrable", "NOT DEFERRABLE", "DEFERRABLE", "the constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k UNIQUE (a);", "5:14"}}},
    {"unique_initially_deferred_missing",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT k UNIQUE (a) DEFERRABLE",
     table_with_key(R"(unique: [{name: k, columns: [a], deferrable: true, initially_deferred: true}])"),
     {{"conflict", "public.t.k", "deferrable", "DEFERRABLE INITIALLY DEFERRED", "DEFERRABLE",
       "the constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k UNIQUE (a) DEFERRABLE INITIALLY DEFERRED;", "5:14"}}},
    {"unique_initially_deferred_extra",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT k UNIQUE (a) DEFERRABLE INITIALLY DEFERRED",
     table_with_key(R"(unique: [{name: k, columns: [a], deferrable: true}])"),
     {{"conflict", "public.t.k", "deferrable", "DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED",
       "the constraint is another one",
       "ALTER TABLE public.t DROP CONSTRAINT k, ADD CONSTRAINT k UNIQUE (a) DEFERRABLE;", "5:14"}}},
    {"unique_renamed",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT other UNIQUE (a) INCLUDE (b)",
     table_with_key(R"(unique: [{name: k, columns: [a], include: [b]}])"),
     {{"renamed", "public.t.k", "name", "k", "other", "the same constraint exists under another name",
       "ALTER TABLE public.t RENAME CONSTRAINT other TO k;", "5:14"}}},
};

}  // namespace pgreconcile::test
