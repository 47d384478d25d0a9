#pragma once

#include <vector>

#include "tests/integration/difference_case.hpp"

namespace pgreconcile::test {

inline const std::vector<DifferenceCase> kColumnCases = {
    {"type",
     "CREATE TABLE t (a integer)",
     R"(  t: {columns: [{name: a, type: bigint}]}
)",
     {{"conflict", "public.t.a", "type", "bigint", "integer", "the column has another type",
       "ALTER TABLE public.t ALTER COLUMN a TYPE bigint;", "3:17"}}},
    {"type_with_another_default",
     "CREATE TABLE t (a integer DEFAULT 1)",
     R"(  t: {columns: [{name: a, type: bigint, default: 2}]}
)",
     {{"conflict", "public.t.a", "type", "bigint", "integer", "the column has another type",
       "ALTER TABLE public.t ALTER COLUMN a TYPE bigint;", "3:17"}},
     {{"conflict", "public.t.a", "default", "2", "1", "the column has another default",
       "ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 2;", "3:17"}}},
    {"length",
     "CREATE TABLE t (a varchar(10))",
     R"(  t: {columns: [{name: a, type: varchar(20)}]}
)",
     {{"conflict", "public.t.a", "type", "varchar(20)", "character varying(10)", "the column has another type",
       "ALTER TABLE public.t ALTER COLUMN a TYPE varchar(20);", "3:17"}}},
    {"time_zone",
     "CREATE TABLE t (a timestamp)",
     R"(  t: {columns: [{name: a, type: timestamptz}]}
)",
     {{"conflict", "public.t.a", "type", "timestamptz", "timestamp without time zone", "the column has another type",
       "ALTER TABLE public.t ALTER COLUMN a TYPE timestamptz;", "3:17"}}},
    {"default_of_another_value",
     "CREATE TABLE t (a integer DEFAULT 1)",
     R"(  t: {columns: [{name: a, type: integer, default: 2}]}
)",
     {{"conflict", "public.t.a", "default", "2", "1", "the column has another default",
       "ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 2;", "3:17"}}},
    {"default_of_another_literal",
     "CREATE TABLE t (a text DEFAULT 'x')",
     R"(  t: {columns: [{name: a, type: text, default: {literal: y}}]}
)",
     {{"conflict", "public.t.a", "default", "'y'", "'x'::text", "the column has another default",
       "ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 'y';", "3:17"}}},
    {"default_that_the_database_lacks",
     "CREATE TABLE t (a integer)",
     R"(  t: {columns: [{name: a, type: integer, default: 2}]}
)",
     {{"conflict", "public.t.a", "default", "2", "", "the column has no default",
       "ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 2;", "3:17"}}},
    {"default_that_the_file_lacks",
     "CREATE TABLE t (a integer DEFAULT 1)",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"conflict", "public.t.a", "default", "", "1", "the column has a default that the file does not declare",
       "ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;", "3:17"}}},
    {"takes_no_null",
     "CREATE TABLE t (a integer NOT NULL)",
     R"(  t: {columns: [{name: a, type: integer}]}
)",
     {{"conflict", "public.t.a", "nullable", "NULL", "NOT NULL",
       "the column does not take NULL, and the file says it does", "ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL;",
       "3:17"}}},
    {"takes_null",
     "CREATE TABLE t (a integer)",
     R"(  t: {columns: [{name: a, type: integer, nullable: false}]}
)",
     {{"conflict", "public.t.a", "nullable", "NOT NULL", "NULL", "the column takes NULL, and the file says it does not",
       "ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;", "3:17"}}},
    {"differs_in_two_attributes",
     "CREATE TABLE t (a integer DEFAULT 1)",
     R"(  t: {columns: [{name: a, type: integer, nullable: false, default: 2}]}
)",
     {{"conflict", "public.t.a", "nullable", "NOT NULL", "NULL", "the column takes NULL, and the file says it does not",
       "ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;", "3:17"},
      {"conflict", "public.t.a", "default", "2", "1", "the column has another default",
       "ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 2;", "3:17"}}},
};

}  // namespace pgreconcile::test
