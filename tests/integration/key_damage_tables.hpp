#pragma once

#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

inline const std::vector<DifferenceCase> kDamagedTables = {
    {"with_missing",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    with: {fillfactor: 70}
)",
     {{"conflict", "public.t", "with", "fillfactor = '70'", "", "the storage parameter fillfactor is not set",
       "ALTER TABLE public.t SET (fillfactor = '70');", "3:3"}}},
    {"with_other",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ALTER TABLE t SET (fillfactor = 80)",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    with: {fillfactor: 70}
)",
     {{"conflict", "public.t", "with", "fillfactor = '70'", "fillfactor = '80'",
       "the storage parameter fillfactor is another one", "ALTER TABLE public.t SET (fillfactor = '70');", "3:3"}}},
    {"with_extra",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ALTER TABLE t SET (fillfactor = 80)",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
)",
     {{"conflict", "public.t", "with", "", "fillfactor = '80'",
       "the storage parameter fillfactor is set, and the file does not say so",
       "ALTER TABLE public.t RESET (fillfactor);", "3:3"}}},
    {"with_another_spelling_beside",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ALTER TABLE t SET (autovacuum_enabled = off, "
     "fillfactor = 80)",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    with: {autovacuum_enabled: "false", fillfactor: 70}
)",
     {{"conflict", "public.t", "with", "fillfactor = '70'", "fillfactor = '80'",
       "the storage parameter fillfactor is another one", "ALTER TABLE public.t SET (fillfactor = '70');", "3:3"}}},
    {"with_toast_missing",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    with: {toast.autovacuum_enabled: "off"}
)",
     {{"conflict", "public.t", "with", "toast.autovacuum_enabled = 'off'", "",
       "the storage parameter toast.autovacuum_enabled is not set",
       "ALTER TABLE public.t SET (toast.autovacuum_enabled = 'off');", "3:3"}}},
    {"with_toast_other",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ALTER TABLE t SET "
     "(toast.autovacuum_vacuum_threshold = 80)",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    with: {toast.autovacuum_vacuum_threshold: 70}
)",
     {{"conflict", "public.t", "with", "toast.autovacuum_vacuum_threshold = '70'",
       "toast.autovacuum_vacuum_threshold = '80'",
       "the storage parameter toast.autovacuum_vacuum_threshold is another one",
       "ALTER TABLE public.t SET (toast.autovacuum_vacuum_threshold = '70');", "3:3"}}},
    {"with_toast_extra",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ALTER TABLE t SET "
     "(toast.autovacuum_vacuum_threshold = 80)",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
)",
     {{"conflict", "public.t", "with", "", "toast.autovacuum_vacuum_threshold = '80'",
       "the storage parameter toast.autovacuum_vacuum_threshold is set, and the file does not say so",
       "ALTER TABLE public.t RESET (toast.autovacuum_vacuum_threshold);", "3:3"}}},
    {"unlogged_missing",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    unlogged: true
)",
     {{"conflict", "public.t", "unlogged", "UNLOGGED", "LOGGED", "the table is logged, and the file says it is not",
       "ALTER TABLE public.t SET UNLOGGED;", "3:3"}}},
    {"unlogged_extra",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ALTER TABLE t SET UNLOGGED",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
)",
     {{"conflict", "public.t", "unlogged", "LOGGED", "UNLOGGED", "the table is unlogged, and the file does not say so",
       "ALTER TABLE public.t SET LOGGED;", "3:3"}}},
    {"tablespace_missing",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    tablespace: pgreconcile_other
)",
     {{"conflict", "public.t", "tablespace", "pgreconcile_other", "pg_default", "it lies in another tablespace",
       "ALTER TABLE public.t SET TABLESPACE pgreconcile_other;", "3:3"}}},
    {"tablespace_extra",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); ALTER TABLE t SET TABLESPACE "
     "pgreconcile_other",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
)",
     {{"conflict", "public.t", "tablespace", "pg_default", "pgreconcile_other", "it lies in another tablespace",
       "ALTER TABLE public.t SET TABLESPACE pg_default;", "3:3"}}},
    {"comment_other",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); COMMENT ON TABLE t IS 'old'",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
    comment: new
)",
     {{"conflict", "public.t", "comment", "new", "old", "the comment is another one",
       "COMMENT ON TABLE public.t IS 'new';", "3:3"}}},
    {"comment_extra",
     "CREATE TABLE t (a integer, b text); INSERT INTO t VALUES (1, 'x'); COMMENT ON TABLE t IS 'old'",
     R"(  t:
    columns: [{name: a, type: integer}, {name: b, type: text}]
)",
     {{"extra", "public.t", "comment", "", "old", "comment is not declared", "COMMENT ON TABLE public.t IS NULL;",
       "3:3"}}},
};

}  // namespace pgreconcile::test
