#pragma once

#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

inline const std::vector<DifferenceCase> kDamagedTypes = {
    {"extension_in_another_schema",
     "CREATE SCHEMA other; CREATE EXTENSION citext SCHEMA other",
     "",
     {{"conflict", "citext", "schema", "public", "other", "the extension is in another schema",
       "ALTER EXTENSION citext SET SCHEMA public;", "2:14"}},
     {},
     R"(extensions: [{name: citext, schema: public}]
)"},
    {"extension_that_the_server_has_not",
     "",
     "",
     {{"blocked", "nowhere", "extension", "nowhere", "",
       "the extension is not available on the server: install its package there first", "", "2:14"}},
     {{"blocked", "nowhere", "extension", "nowhere", "",
       "the extension is not available on the server: install its package there first", "", "2:14"}},
     R"(extensions: [nowhere]
)"},
    {"enum_in_another_order",
     "CREATE TYPE e AS ENUM ('b', 'a')",
     "",
     {{"conflict", "public.e", "labels", "('a', 'b')", "('b', 'a')",
       "the labels are in another order, which nothing but a new type can change",
       "ALTER TYPE public.e RENAME TO e_old; CREATE TYPE public.e AS ENUM ('a', 'b');", "3:3"}},
     {},
     R"(enums:
  e: [a, b]
)"},
    {"enum_in_another_order_with_a_label_missing",
     "CREATE TYPE e AS ENUM ('b', 'a')",
     "",
     {{"conflict", "public.e", "labels", "('a', 'b', 'c')", "('b', 'a')",
       "the labels are in another order, which nothing but a new type can change",
       "ALTER TYPE public.e RENAME TO e_old; CREATE TYPE public.e AS ENUM ('a', 'b', 'c');", "3:3"}},
     {},
     R"(enums:
  e: [a, b, c]
)"},
    {"enum_in_another_order_of_a_column",
     "CREATE TYPE e AS ENUM ('b', 'a'); CREATE TABLE t (a e); INSERT INTO t VALUES ('a')",
     R"(  t: {columns: [{name: a, type: e}]}
)",
     {{"conflict", "public.e", "labels", "('a', 'b')", "('b', 'a')",
       "the labels are in another order, which nothing but a new type can change",
       "ALTER TYPE public.e RENAME TO e_old; CREATE TYPE public.e AS ENUM ('a', 'b');", "3:3"}},
     {{"conflict", "public.t.a", "type", "e", "public.e_old", "the column has another type",
       "ALTER TABLE public.t ALTER COLUMN a TYPE e USING a::text::e;", "5:17"}},
     R"(enums:
  e: [a, b]
)"},
    {"enum_with_an_extra_label",
     "CREATE TYPE e AS ENUM ('a', 'c', 'b')",
     "",
     {{"extra", "public.e", "label", "", "'c'", "label is not declared, and PostgreSQL cannot remove one", "", "3:3"}},
     {{"extra", "public.e", "label", "", "'c'", "label is not declared, and PostgreSQL cannot remove one", "", "3:3"}},
     R"(enums:
  e: [a, b]
)"},
    {"enum_whose_name_a_domain_has",
     "CREATE DOMAIN e AS text",
     "",
     {{"conflict", "public.e", "kind", "enum", "domain", "the name is taken by something else",
       "ALTER DOMAIN public.e RENAME TO e_old;", "3:3"}},
     {},
     R"(enums:
  e: [a, b]
)"},
    {"domain_of_another_type",
     "CREATE DOMAIN d AS integer",
     "",
     {{"conflict", "public.d", "type", "text", "integer", "the domain has another type",
       "ALTER DOMAIN public.d RENAME TO d_old; CREATE DOMAIN public.d AS text;", "3:3"}},
     {},
     R"(domains:
  d: {type: text}
)"},
    {"domain_of_another_length",
     "CREATE DOMAIN d AS varchar(3)",
     "",
     {{"conflict", "public.d", "type", "varchar(4)", "character varying(3)", "the domain has another type",
       "ALTER DOMAIN public.d RENAME TO d_old; CREATE DOMAIN public.d AS varchar(4);", "3:3"}},
     {},
     R"(domains:
  d: {type: varchar(4)}
)"},
    {"domain_that_takes_null",
     "CREATE DOMAIN d AS text",
     "",
     {{"conflict", "public.d", "nullable", "NOT NULL", "NULL", "the domain takes NULL, and the file says it does not",
       "ALTER DOMAIN public.d SET NOT NULL;", "3:3"}},
     {},
     R"(domains:
  d: {type: text, nullable: false}
)"},
    {"domain_that_takes_no_null",
     "CREATE DOMAIN d AS text NOT NULL",
     "",
     {{"conflict", "public.d", "nullable", "NULL", "NOT NULL",
       "the domain does not take NULL, and the file says it does", "ALTER DOMAIN public.d DROP NOT NULL;", "3:3"}},
     {},
     R"(domains:
  d: {type: text}
)"},
    {"domain_without_its_default",
     "CREATE DOMAIN d AS text",
     "",
     {{"conflict", "public.d", "default", "'x'", "", "the domain has no default",
       "ALTER DOMAIN public.d SET DEFAULT 'x';", "3:3"}},
     {},
     R"(domains:
  d: {type: text, default: {literal: x}}
)"},
    {"domain_with_another_default",
     "CREATE DOMAIN d AS text DEFAULT 'y'",
     "",
     {{"conflict", "public.d", "default", "'x'", "'y'::text", "the domain has another default",
       "ALTER DOMAIN public.d SET DEFAULT 'x';", "3:3"}},
     {},
     R"(domains:
  d: {type: text, default: {literal: x}}
)"},
    {"domain_with_an_extra_default",
     "CREATE DOMAIN d AS text DEFAULT 'y'",
     "",
     {{"conflict", "public.d", "default", "", "'y'::text", "the domain has a default that the file does not declare",
       "ALTER DOMAIN public.d DROP DEFAULT;", "3:3"}},
     {},
     R"(domains:
  d: {type: text}
)"},
    {"domain_without_its_collation",
     "CREATE DOMAIN d AS text",
     "",
     {{"conflict", "public.d", "collation", R"("C")", "", "the domain has another collation",
       R"(ALTER DOMAIN public.d RENAME TO d_old; CREATE DOMAIN public.d AS text COLLATE "C";)", "3:3"}},
     {},
     R"(domains:
  d: {type: text, collation: C}
)"},
    {"domain_with_another_collation",
     R"(CREATE DOMAIN d AS text COLLATE "POSIX")",
     "",
     {{"conflict", "public.d", "collation", R"("C")", R"(pg_catalog."POSIX")", "the domain has another collation",
       R"(ALTER DOMAIN public.d RENAME TO d_old; CREATE DOMAIN public.d AS text COLLATE "C";)", "3:3"}},
     {},
     R"(domains:
  d: {type: text, collation: C}
)"},
    {"domain_with_an_extra_collation",
     R"(CREATE DOMAIN d AS text COLLATE "C")",
     "",
     {{"conflict", "public.d", "collation", "", R"(pg_catalog."C")", "the domain has another collation",
       "ALTER DOMAIN public.d RENAME TO d_old; CREATE DOMAIN public.d AS text;", "3:3"}},
     {},
     R"(domains:
  d: {type: text}
)"},
    {"domain_with_another_check",
     "CREATE DOMAIN d AS integer CONSTRAINT c CHECK (VALUE > 0)",
     "",
     {{"conflict", "public.d.c", "check", "CHECK (VALUE > 1)", "CHECK ((VALUE > 0))",
       "the constraint checks something else",
       "ALTER DOMAIN public.d DROP CONSTRAINT c; ALTER DOMAIN public.d ADD CONSTRAINT c CHECK (VALUE > 1);", "3:31"}},
     {},
     R"(domains:
  d: {type: integer, checks: [{name: c, expr: VALUE > 1}]}
)"},
    {"domain_with_an_extra_check",
     "CREATE DOMAIN d AS integer CONSTRAINT c CHECK (VALUE > 0)",
     "",
     {{"extra", "public.d.c", "check", "", "CHECK ((VALUE > 0))", "constraint is not declared",
       "ALTER DOMAIN public.d DROP CONSTRAINT c;", "3:3"}},
     {},
     R"(domains:
  d: {type: integer}
)"},
    {"domain_with_a_renamed_check",
     "CREATE DOMAIN d AS integer CONSTRAINT other CHECK (VALUE > 0)",
     "",
     {{"renamed", "public.d.c", "name", "c", "other", "the same constraint exists under another name",
       "ALTER DOMAIN public.d RENAME CONSTRAINT other TO c;", "3:31"}},
     {},
     R"(domains:
  d: {type: integer, checks: [{name: c, expr: VALUE > 0}]}
)"},
    {"domain_whose_name_an_enum_has",
     "CREATE TYPE d AS ENUM ('a')",
     "",
     {{"conflict", "public.d", "kind", "domain", "enum", "the name is taken by something else",
       "ALTER TYPE public.d RENAME TO d_old;", "3:3"}},
     {},
     R"(domains:
  d: {type: integer}
)"},
};

}  // namespace pgreconcile::test
