#pragma once

#include <string>
#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

/// A table p, and the table t with this foreign key.
inline std::string table_with_foreign_key(const std::string& item) {
  return R"(  p:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    primary_key: [a, b]
  t:
    columns: [{name: a, type: integer}, {name: b, type: integer}]
    foreign_keys:
      - )" +
         item + "\n";
}

inline const std::vector<DifferenceCase> kDamagedConstraints = {
    {"check_no_inherit_missing",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT c CHECK (a > 0)",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    checks: [{name: c, expr: a > 0, no_inherit: true}]
)",
     {{"conflict", "public.t.c", "no_inherit", "NO INHERIT", "INHERIT", "the constraint is inherited in another way",
       "ALTER TABLE public.t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (a > 0) NO INHERIT;", "5:14"}}},
    {"check_no_inherit_extra",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT c CHECK (a > 0) NO INHERIT",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    checks: [{name: c, expr: a > 0}]
)",
     {{"conflict", "public.t.c", "no_inherit", "INHERIT", "NO INHERIT", "the constraint is inherited in another way",
       "ALTER TABLE public.t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (a > 0);", "5:14"}}},
    {"check_renamed",
     "CREATE TABLE t (a integer NOT NULL, b integer NOT NULL); INSERT INTO t VALUES (1, 2); ALTER TABLE t ADD "
     "CONSTRAINT other CHECK (a > 0) NO INHERIT",
     R"(  t:
    columns: [{name: a, type: integer, nullable: false}, {name: b, type: integer, nullable: false}]
    checks: [{name: c, expr: a > 0, no_inherit: true}]
)",
     {{"renamed", "public.t.c", "name", "c", "other", "the same constraint exists under another name",
       "ALTER TABLE public.t RENAME CONSTRAINT other TO c;", "5:14"}}},
    {"foreign_key_set_null_columns_missing",
     "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE t (a integer, b integer, CONSTRAINT fk "
     "FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL); INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (1, 2)",
     table_with_foreign_key(
         R"({name: fk, columns: [a, b], references: {table: p, columns: [a, b], on_delete: {set null: [b]}}})"),
     {{"conflict", "public.t.fk", "on_delete", "SET NULL (b)", "SET NULL", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES public.p (a, b) ON "
       "DELETE SET NULL (b);",
       "9:9"}},
     {},
     {},
     15},
    {"foreign_key_set_null_columns_other",
     "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE t (a integer, b integer, CONSTRAINT fk "
     "FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (a)); INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (1, "
     "2)",
     table_with_foreign_key(
         R"({name: fk, columns: [a, b], references: {table: p, columns: [a, b], on_delete: {set null: [b]}}})"),
     {{"conflict", "public.t.fk", "on_delete", "SET NULL (b)", "SET NULL (a)", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES public.p (a, b) ON "
       "DELETE SET NULL (b);",
       "9:9"}},
     {},
     {},
     15},
    {"foreign_key_set_null_columns_extra",
     "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE t (a integer, b integer, CONSTRAINT fk "
     "FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (a)); INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (1, "
     "2)",
     table_with_foreign_key(
         R"({name: fk, columns: [a, b], references: {table: p, columns: [a, b], on_delete: set null}})"),
     {{"conflict", "public.t.fk", "on_delete", "SET NULL", "SET NULL (a)", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES public.p (a, b) ON "
       "DELETE SET NULL;",
       "9:9"}},
     {},
     {},
     15},
    {"foreign_key_set_default_columns",
     "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE t (a integer, b integer, CONSTRAINT fk "
     "FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (a)); INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (1, "
     "2)",
     table_with_foreign_key(
         R"({name: fk, columns: [a, b], references: {table: p, columns: [a, b], on_delete: {set default: [a]}}})"),
     {{"conflict", "public.t.fk", "on_delete", "SET DEFAULT (a)", "SET NULL (a)", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES public.p (a, b) ON "
       "DELETE SET DEFAULT (a);",
       "9:9"}},
     {},
     {},
     15},
    {"foreign_key_match_missing",
     "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE t (a integer, b integer, CONSTRAINT fk "
     "FOREIGN KEY (a, b) REFERENCES p ); INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (1, 2)",
     table_with_foreign_key(R"({name: fk, columns: [a, b], references: {table: p, columns: [a, b], match: full}})"),
     {{"conflict", "public.t.fk", "match", "FULL", "SIMPLE", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES public.p (a, b) MATCH "
       "FULL;",
       "9:9"}}},
    {"foreign_key_deferrable_missing",
     "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE t (a integer, b integer, CONSTRAINT fk "
     "FOREIGN KEY (a, b) REFERENCES p ); INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (1, 2)",
     table_with_foreign_key(
         R"({name: fk, columns: [a, b], references: {table: p, columns: [a, b]}, deferrable: true})"),
     {{"conflict", "public.t.fk", "deferrable", "DEFERRABLE", "NOT DEFERRABLE", "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES public.p (a, b) "
       "DEFERRABLE;",
       "9:9"}}},
    {"foreign_key_initially_deferred_missing",
     "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE t (a integer, b integer, CONSTRAINT fk "
     "FOREIGN KEY (a, b) REFERENCES p DEFERRABLE); INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (1, 2)",
     table_with_foreign_key(
         R"({name: fk, columns: [a, b], references: {table: p, columns: [a, b]}, deferrable: true, initially_deferred: true})"),
     {{"conflict", "public.t.fk", "deferrable", "DEFERRABLE INITIALLY DEFERRED", "DEFERRABLE",
       "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES public.p (a, b) "
       "DEFERRABLE INITIALLY DEFERRED;",
       "9:9"}}},
    {"foreign_key_initially_deferred_extra",
     "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE t (a integer, b integer, CONSTRAINT fk "
     "FOREIGN KEY (a, b) REFERENCES p DEFERRABLE INITIALLY DEFERRED); INSERT INTO p VALUES (1, 2); INSERT INTO t "
     "VALUES (1, 2)",
     table_with_foreign_key(
         R"({name: fk, columns: [a, b], references: {table: p, columns: [a, b]}, deferrable: true})"),
     {{"conflict", "public.t.fk", "deferrable", "DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED",
       "the foreign key is another one",
       "ALTER TABLE public.t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES public.p (a, b) "
       "DEFERRABLE;",
       "9:9"}}},
    {"foreign_key_renamed",
     "CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE t (a integer, b integer, CONSTRAINT "
     "other FOREIGN KEY (a, b) REFERENCES p MATCH FULL); INSERT INTO p VALUES (1, 2); INSERT INTO t VALUES (1, 2)",
     table_with_foreign_key(R"({name: fk, columns: [a, b], references: {table: p, columns: [a, b], match: full}})"),
     {{"renamed", "public.t.fk", "name", "fk", "other", "the same constraint exists under another name",
       "ALTER TABLE public.t RENAME CONSTRAINT other TO fk;", "9:9"}}},
};

}  // namespace pgreconcile::test
