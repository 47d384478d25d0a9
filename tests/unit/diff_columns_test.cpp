#include <gtest/gtest.h>

#include <string>

#include "tests/support/differences.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::Sameness;
using model::Volatility;
using test::difference_text;
using test::ServerAnswers;

// A table t with these columns, on line 3 of the file: `{name: a, type: text}, {name: b, type: text}`.
std::string t(const std::string& columns) { return "  t: {columns: [" + columns + "]}"; }

TEST(DiffColumns, EachAttributeIsOneDifference) {
  EXPECT_EQ(difference_text(t("{name: a, type: bigint, nullable: false, default: 1}"),
                            t("{name: a, type: bigint, default: 2}")),
            R"(conflict public.t.a nullable: the column takes NULL, and the file says it does not
  file: NOT NULL
  live: NULL
  by hand: ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;
  at schema.yaml:3:17
conflict public.t.a default: the column has another default
  file: 1
  live: 2
  by hand: ALTER TABLE public.t ALTER COLUMN a SET DEFAULT 1;
  at schema.yaml:3:17
)");
}

TEST(DiffColumns, ATypeThatDiffersHidesItsDefault) {
  EXPECT_EQ(difference_text(t("{name: a, type: \"numeric(10,6)\", default: 0}"),
                            t("{name: a, type: float8, nullable: false, default: 1}")),
            R"(conflict public.t.a type: the column has another type
  file: numeric(10,6)
  live: double precision
  by hand: ALTER TABLE public.t ALTER COLUMN a TYPE numeric(10,6);
  at schema.yaml:3:17
conflict public.t.a nullable: the column does not take NULL, and the file says it does
  file: NULL
  live: NOT NULL
  by hand: ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL;
  at schema.yaml:3:17
)");
}

TEST(DiffColumns, ATypesLengthCounts) {
  EXPECT_EQ(difference_text(t("{name: a, type: varchar(16)}"), t("{name: a, type: varchar}")),
            R"(conflict public.t.a type: the column has another type
  file: varchar(16)
  live: character varying
  by hand: ALTER TABLE public.t ALTER COLUMN a TYPE varchar(16);
  at schema.yaml:3:17
)");
}

TEST(DiffColumns, TheServerDecidesAboutTypesThatAreNotBuiltIn) {
  const auto file = t("{name: a, type: mood}");
  const auto database = t("{name: a, type: other.mood}");
  EXPECT_EQ(difference_text(file, database, {.expressions = {Sameness::Same, ""}}), "");
  EXPECT_EQ(difference_text(file, database, {.expressions = {Sameness::Different, ""}}),
            R"(conflict public.t.a type: the column has another type
  file: mood
  live: other.mood
  by hand: ALTER TABLE public.t ALTER COLUMN a TYPE mood USING a::text::mood;
  at schema.yaml:3:17
)");
  EXPECT_EQ(difference_text(file, database, {.expressions = {Sameness::Undecidable, "no such type"}}),
            R"(unknown public.t.a type: the types could not be compared: no such type
  file: mood
  live: other.mood
  at schema.yaml:3:17
)");
}

TEST(DiffColumns, ADefaultOnOneSide) {
  EXPECT_EQ(difference_text(t("{name: a, type: timestamp, default: now()}"), t("{name: a, type: timestamp}")),
            R"(conflict public.t.a default: the column has no default
  file: now()
  by hand: ALTER TABLE public.t ALTER COLUMN a SET DEFAULT now();
  at schema.yaml:3:17
)");
  EXPECT_EQ(difference_text(t("{name: a, type: timestamp}"), t("{name: a, type: timestamp, default: now()}")),
            R"(conflict public.t.a default: the column has a default that the file does not declare
  live: now()
  by hand: ALTER TABLE public.t ALTER COLUMN a DROP DEFAULT;
  at schema.yaml:3:17
)");
}

TEST(DiffColumns, ADefaultThatCannotBeComparedIsUnknown) {
  EXPECT_EQ(difference_text(t("{name: a, type: text, default: lower('A')}"), t("{name: a, type: text, default: f()}"),
                            {.expressions = {Sameness::Undecidable, "they call different functions"}}),
            R"(unknown public.t.a default: the defaults could not be compared: they call different functions
  file: lower('A')
  live: f()
  by hand: ALTER TABLE public.t ALTER COLUMN a SET DEFAULT lower('A');
  at schema.yaml:3:17
)");
}

TEST(DiffColumns, MissingOnesAreAdded) {
  EXPECT_EQ(difference_text(t("{name: a, type: text},\n      {name: b, type: integer, nullable: false, default: 0}"),
                            t("{name: a, type: text}")),
            R"(missing public.t.b column: column is missing
  file: b integer NOT NULL DEFAULT 0
  remedy: add to public.t column b integer NOT NULL DEFAULT 0
  at schema.yaml:4:7
)");
}

// How a column that the table lacks is reported, for what the server says.
struct Addition {
  std::string what;
  std::string column;
  ServerAnswers server;
  std::string expected;
};

constexpr model::TableSize kEmpty{0, true};
constexpr model::TableSize kSmall{8192, false};
constexpr model::TableSize kAtLimit{104857600, false};
constexpr model::TableSize kLarge{104857601, false};

TEST(DiffColumns, AddingOneMayRewriteOrFail) {
  const std::string volatile_default = "{name: b, type: uuid, default: gen_random_uuid()}";
  const std::string added = "missing public.t.b column: column is missing\n  file: b uuid DEFAULT gen_random_uuid()\n";
  const Addition cases[] = {
      {"a stable default is stored once, however large the table is",
       "{name: b, type: timestamptz, default: now()}",
       {.size = kLarge, .functions = Volatility::Stable},
       "missing public.t.b column: column is missing\n  file: b timestamptz DEFAULT now()\n"
       "  remedy: add to public.t column b timestamptz DEFAULT now()\n"},
      {"a volatile default is computed for each row",
       volatile_default,
       {.size = kSmall, .functions = Volatility::Volatile},
       added + "  remedy: add to public.t column b uuid DEFAULT gen_random_uuid(), which rewrites it\n"},
      {"the limit is the last size that may be rewritten",
       volatile_default,
       {.size = kAtLimit, .functions = Volatility::Volatile},
       added + "  remedy: add to public.t column b uuid DEFAULT gen_random_uuid(), which rewrites it\n"},
      {"a large table is not rewritten",
       volatile_default,
       {.size = kLarge, .functions = Volatility::Volatile},
       "blocked public.t.b column: its default is volatile, and adding it would rewrite a table of 104857601 bytes\n"
       "  file: b uuid DEFAULT gen_random_uuid()\n"
       "  by hand: ALTER TABLE public.t ADD COLUMN b uuid DEFAULT gen_random_uuid();\n"},
      {"a function of the user's is not run on rows",
       "{name: b, type: text, default: \"app.f()\"}",
       {.size = kSmall},
       "blocked public.t.b column: its default would run a function that is not built in on every existing row\n"
       "  file: b text DEFAULT app.f()\n"
       "  by hand: ALTER TABLE public.t ADD COLUMN b text DEFAULT app.f();\n"},
      {"nor one whose name alone does not tell",
       "{name: b, type: text, default: f()}",
       {.size = kSmall, .functions = Volatility::Foreign},
       "blocked public.t.b column: its default would run a function that is not built in on every existing row\n"
       "  file: b text DEFAULT f()\n"
       "  by hand: ALTER TABLE public.t ADD COLUMN b text DEFAULT f();\n"},
      {"an empty table has no rows to run it on",
       "{name: b, type: text, default: f()}",
       {.size = kEmpty, .functions = Volatility::Foreign},
       "missing public.t.b column: column is missing\n  file: b text DEFAULT f()\n"
       "  remedy: add to public.t column b text DEFAULT f(), which rewrites it\n"},
      {"NOT NULL without default on an empty table",
       "{name: b, type: text, nullable: false}",
       {.size = kEmpty},
       "missing public.t.b column: column is missing\n  file: b text NOT NULL\n"
       "  remedy: add to public.t column b text NOT NULL\n"},
      {"NOT NULL without default where there may be rows",
       "{name: b, type: text, nullable: false}",
       {.size = kSmall},
       "blocked public.t.b column: the column is NOT NULL and has no default, and the table may hold rows\n"
       "  file: b text NOT NULL\n"
       "  by hand: ALTER TABLE public.t ADD COLUMN b text; UPDATE public.t SET b = <value>; "
       "ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;\n"},
  };
  for (const auto& [what, column, server, expected] : cases) {
    const auto text = difference_text(t("{name: a, type: integer}, " + column), t("{name: a, type: integer}"), server);
    EXPECT_EQ(text, expected + "  at schema.yaml:3:43\n") << what;
  }
}

TEST(DiffColumns, OneIsGeneratedFromAnotherNewOne) {
  EXPECT_EQ(difference_text(t("{name: a, type: timestamptz, default: now()}, "
                              "{name: b, type: text, generated: to_char(a)}, {name: c, type: date}"),
                            t("{name: c, type: date}")),
            R"(missing public.t.a column: column is missing
  file: a timestamptz DEFAULT now()
  remedy: add to public.t column a timestamptz DEFAULT now()
  at schema.yaml:3:17
missing public.t.b column: column is missing
  file: b text GENERATED ALWAYS AS (to_char(a)) STORED
  remedy: add to public.t column b text GENERATED ALWAYS AS (to_char(a)) STORED, which rewrites it
  at schema.yaml:3:63
)");
}

TEST(DiffColumns, ExtraOnesAreShown) {
  EXPECT_EQ(difference_text(t("{name: a, type: text}"),
                            t("{name: a, type: text}, {name: b, type: int, default: 0, nullable: false}, "
                              "{name: c, type: date}")),
            R"(extra public.t.b column: column is not declared
  live: integer NOT NULL
  by hand: ALTER TABLE public.t DROP COLUMN b;
  at schema.yaml:3:3
extra public.t.c column: column is not declared
  live: date NULL
  by hand: ALTER TABLE public.t DROP COLUMN c;
  at schema.yaml:3:3
)");
}

TEST(DiffColumns, AnExtraNotNullColumnWithoutDefaultBreaksInserts) {
  const auto file = test::declared(t("{name: a, type: text}"));
  auto database = test::live(t("{name: a, type: text}, {name: b, type: int, nullable: false}"));
  EXPECT_EQ(difference_text(file, database),
            "extra public.t.b column: column is not declared, and its NOT NULL without a default breaks inserts that "
            "leave it out\n"
            "  live: integer NOT NULL\n"
            "  by hand: ALTER TABLE public.t DROP COLUMN b;\n"
            "  breaks inserts\n"
            "  at schema.yaml:3:3\n");
  database.tables.front().columns.back().identity.emplace();  // an identity column
  EXPECT_EQ(difference_text(file, database),
            R"(extra public.t.b column: column is not declared
  live: integer NOT NULL
  by hand: ALTER TABLE public.t DROP COLUMN b;
  at schema.yaml:3:3
)");
}

TEST(DiffColumns, AMissingAndAnExtraOneOfOneTypeLookLikeARename) {
  EXPECT_EQ(difference_text(t("{name: \"new one\", type: varchar(9)}"), t("{name: old, type: varchar(9)}")),
            R"(missing public.t."new one" column: column is missing; looks like a rename of old
  file: "new one" varchar(9)
  remedy: add to public.t column "new one" varchar(9)
  at schema.yaml:3:17
extra public.t.old column: column is not declared; looks like a rename to "new one"
  live: character varying(9) NULL
  by hand: ALTER TABLE public.t RENAME COLUMN old TO "new one";
  at schema.yaml:3:3
)");
}

TEST(DiffColumns, OtherTypesDoNotLookLikeARename) {
  EXPECT_EQ(difference_text(t("{name: new, type: varchar(9)}"), t("{name: old, type: varchar(8)}")),
            R"(missing public.t.new column: column is missing
  file: new varchar(9)
  remedy: add to public.t column new varchar(9)
  at schema.yaml:3:17
extra public.t.old column: column is not declared
  live: character varying(8) NULL
  by hand: ALTER TABLE public.t DROP COLUMN old;
  at schema.yaml:3:3
)");
}

TEST(DiffColumns, WhatTheModelDoesNotKnowIsUnknown) {
  const auto file = test::declared(t("{name: a, type: text}"));
  auto database = test::live(t("{name: a, type: text}"));
  database.tables.front().columns.front().unmodelled = {"COLLATE \"C\"", "an identity"};
  EXPECT_EQ(difference_text(file, database),
            R"(unknown public.t.a definition: has COLLATE "C", which pgreconcile cannot compare yet
  live: COLLATE "C"
  at schema.yaml:3:17
unknown public.t.a definition: has an identity, which pgreconcile cannot compare yet
  live: an identity
  at schema.yaml:3:17
)");
}

TEST(DiffColumns, ColumnOrderIsNotCompared) {
  EXPECT_EQ(difference_text(t("{name: a, type: text}, {name: b, type: int}"),
                            t("{name: b, type: int}, {name: a, type: text}")),
            "");
}

TEST(DiffColumns, NamesAreNeverFolded) {
  EXPECT_EQ(difference_text(t("{name: User, type: text}"), t("{name: user, type: int}")),
            R"(missing public.t."User" column: column is missing
  file: "User" text
  remedy: add to public.t column "User" text
  at schema.yaml:3:17
extra public.t."user" column: column is not declared
  live: integer NULL
  by hand: ALTER TABLE public.t DROP COLUMN "user";
  at schema.yaml:3:3
)");
}

}  // namespace
}  // namespace pgreconcile::reconciler
