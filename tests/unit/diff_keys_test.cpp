#include <gtest/gtest.h>

#include <string>

#include "tests/support/differences.hpp"

namespace pgreconcile::reconciler {
namespace {

using test::difference_text;

// A table t of three columns with this beside them, on line 5 of the file.
std::string t(const std::string& rest) {
  return "  t:\n    columns: [{name: a, type: int, nullable: false}, {name: b, type: int, nullable: false}, "
         "{name: c, type: int}]\n" +
         (rest.empty() ? "" : "    " + rest);
}

TEST(DiffPrimaryKey, IsAddedByWayOfItsIndex) {
  EXPECT_EQ(difference_text(t("primary_key: [a, b]"), t("")),
            R"(missing public.t.t_pkey primary_key: primary key is missing
  file: PRIMARY KEY (a, b)
  remedy: add to public.t CONSTRAINT t_pkey PRIMARY KEY (a, b)
  at schema.yaml:5:18
)");
}

TEST(DiffPrimaryKey, IsOneWhateverTheNamesAre) {
  EXPECT_EQ(difference_text(t("primary_key: [a]"), t("primary_key: {name: other, columns: [a]}")), "");
  EXPECT_EQ(difference_text(t("primary_key: {name: pk, columns: [a]}"), t("primary_key: [a]")),
            R"(renamed public.t.pk name: the same constraint exists under another name
  file: pk
  live: t_pkey
  by hand: ALTER TABLE public.t RENAME CONSTRAINT t_pkey TO pk;
  at schema.yaml:5:18
)");
  EXPECT_EQ(difference_text(t("primary_key: {name: pk, columns: [a, b]}"), t("primary_key: [b, a]")),
            R"(conflict public.t.t_pkey columns: the constraint is over other columns
  file: PRIMARY KEY (a, b)
  live: PRIMARY KEY (b, a)
  by hand: ALTER TABLE public.t DROP CONSTRAINT t_pkey, ADD CONSTRAINT pk PRIMARY KEY (a, b);
  at schema.yaml:5:18
)");
}

TEST(DiffPrimaryKey, ThatIsNotDeclaredIsExtra) {
  EXPECT_EQ(difference_text(t(""), t("primary_key: [a]")),
            R"(extra public.t.t_pkey primary_key: constraint is not declared
  live: PRIMARY KEY (a)
  by hand: ALTER TABLE public.t DROP CONSTRAINT t_pkey;
  at schema.yaml:3:3
)");
}

TEST(DiffPrimaryKey, IsBlockedOverAColumnThatTakesNull) {
  auto database = test::live(t(""));
  database.tables.front().columns[1].nullable = true;
  EXPECT_EQ(difference_text(test::declared(t("primary_key: [a, b]")), database),
            R"(conflict public.t.b nullable: the column takes NULL, and the file says it does not
  file: NOT NULL
  live: NULL
  by hand: ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;
  at schema.yaml:4:54
blocked public.t.t_pkey primary_key: column b of the primary key takes NULL
  file: PRIMARY KEY (a, b)
  by hand: ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;
  at schema.yaml:5:18
)");
}

TEST(DiffUnique, IsAddedUnderItsNameOrPostgresqls) {
  EXPECT_EQ(difference_text(t("unique: [{columns: [a, b]}, {name: u, columns: [c]}]"), t("")),
            R"(missing public.t.t_a_b_key unique: unique constraint is missing
  file: UNIQUE (a, b)
  remedy: add to public.t CONSTRAINT t_a_b_key UNIQUE (a, b)
  at schema.yaml:5:14
missing public.t.u unique: unique constraint is missing
  file: UNIQUE (c)
  remedy: add to public.t CONSTRAINT u UNIQUE (c)
  at schema.yaml:5:33
)");
}

TEST(DiffUnique, PairsOneToOneByNameThenByStructure) {
  EXPECT_EQ(difference_text(t("unique: [{name: x, columns: [a]}, {name: y, columns: [a]}]"),
                            t("unique: [{name: q, columns: [a]}, {name: p, columns: [a]}, {name: r, columns: [a]}]")),
            R"(renamed public.t.x name: the same constraint exists under another name
  file: x
  live: p
  by hand: ALTER TABLE public.t RENAME CONSTRAINT p TO x;
  at schema.yaml:5:14
renamed public.t.y name: the same constraint exists under another name
  file: y
  live: q
  by hand: ALTER TABLE public.t RENAME CONSTRAINT q TO y;
  at schema.yaml:5:39
extra public.t.r unique: constraint is not declared
  live: UNIQUE (a)
  by hand: ALTER TABLE public.t DROP CONSTRAINT r;
  at schema.yaml:3:3
)");
}

TEST(DiffUnique, UnderAnotherNameIsAnotherIfAnythingElseDiffers) {
  for (const std::string other : {"include: [b]", "nulls_not_distinct: true", "deferrable: true"}) {
    const auto found =
        difference_text(t("unique: [{name: x, columns: [a], " + other + "}]"), t("unique: [{name: y, columns: [a]}]"));
    EXPECT_TRUE(found.starts_with("missing public.t.x unique: unique constraint is missing\n")) << found;
    EXPECT_NE(found.find("extra public.t.y unique: constraint is not declared\n"), std::string::npos) << found;
  }
}

TEST(DiffUnique, WithoutANameIsTheSameUnderAnyName) {
  EXPECT_EQ(difference_text(t("unique: [{columns: [a]}]"), t("unique: [{name: whatever, columns: [a]}]")), "");
}

TEST(DiffUnique, AnotherDefinitionUnderItsNameIsAConflict) {
  const std::string manual = R"(
  file: UNIQUE (a, b)
  live: UNIQUE (a, c)
  by hand: ALTER TABLE public.t DROP CONSTRAINT t_a_b_key, ADD CONSTRAINT t_a_b_key UNIQUE (a, b);
  at schema.yaml:5:14
)";
  const auto expected = "conflict public.t.t_a_b_key columns: the constraint is over other columns" + manual;
  const auto database = t("unique: [{name: t_a_b_key, columns: [a, c]}]");
  EXPECT_EQ(difference_text(t("unique: [{name: t_a_b_key, columns: [a, b]}]"), database), expected);
  EXPECT_EQ(difference_text(t("unique: [{columns: [a, b]}]"), database), expected);
}

TEST(DiffUnique, TakesAnIndexOfItsNameThatWouldBeBuilt) {
  EXPECT_EQ(
      difference_text(t("unique: [{name: u, columns: [a]}]"), t("indexes: [{name: u, unique: true, columns: [a]}]")),
      R"(missing public.t.u unique: unique constraint is missing
  file: UNIQUE (a)
  live: CREATE UNIQUE INDEX IF NOT EXISTS u ON public.t USING btree (a)
  remedy: add to public.t CONSTRAINT u UNIQUE (a), whose index is there
  at schema.yaml:5:14
)");
}

TEST(DiffUnique, LeavesAnIndexOfItsNameThatIsAnother) {
  for (const std::string index : {"{name: u, columns: [a]}", "{name: u, unique: true, columns: [b]}",
                                  "{name: u, unique: true, columns: [{column: a, order: desc}]}"}) {
    const auto text = difference_text(t("unique: [{name: u, columns: [a]}]"), t("indexes: [" + index + "]"));
    EXPECT_TRUE(
        text.starts_with("conflict public.t.u unique: the name belongs to an index that is not the constraint's\n"
                         "  file: UNIQUE (a)\n  live: CREATE "))
        << text;
    EXPECT_TRUE(text.ends_with("\n  by hand: DROP INDEX CONCURRENTLY public.u;\n  at schema.yaml:5:14\n")) << text;
  }
}

TEST(DiffUnique, AnInvalidIndexOfItsNameIsInvalid) {
  auto database = test::live(t("indexes: [{name: u, unique: true, columns: [a]}]"));
  database.tables.front().indexes.front().valid = false;
  EXPECT_EQ(
      difference_text(test::declared(t("unique: [{name: u, columns: [a]}]")), database),
      R"(invalid public.t.u unique: its index is invalid: a CREATE INDEX CONCURRENTLY broke off; --repair-invalid-indexes builds it anew
  file: UNIQUE (a)
  live: CREATE UNIQUE INDEX IF NOT EXISTS u ON public.t USING btree (a)
  by hand: DROP INDEX CONCURRENTLY public.u;
  at schema.yaml:5:14
)");
}

TEST(DiffUnique, AnInvalidIndexOfItsNameIsRepairedWhereThatIsAllowed) {
  auto database = test::live(t("indexes: [{name: u, unique: true, columns: [a]}]"));
  database.tables.front().indexes.front().valid = false;
  const auto file = test::declared(t("unique: [{name: u, columns: [a]}]"));
  const auto found = test::differences(file, database, {}, {.invalid_indexes = InvalidIndexes::Repaired});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(is_conflict(found.front()));
  EXPECT_EQ(std::visit(test::ChangeText{}, found.front().remedy.value()),
            "take away the invalid one, then add to public.t CONSTRAINT u UNIQUE (a)");
}

TEST(DiffUnique, IsNotAUniqueIndexOfAnotherName) {
  EXPECT_EQ(
      difference_text(t("unique: [{name: u, columns: [a]}]"), t("indexes: [{name: ux, unique: true, columns: [a]}]")),
      R"(missing public.t.u unique: unique constraint is missing
  file: UNIQUE (a)
  remedy: add to public.t CONSTRAINT u UNIQUE (a)
  at schema.yaml:5:14
extra public.ux index: index is not declared
  live: CREATE UNIQUE INDEX IF NOT EXISTS ux ON public.t USING btree (a)
  by hand: DROP INDEX CONCURRENTLY public.ux;
  at schema.yaml:3:3
)");
}

TEST(DiffUnique, ANameThatAnotherKindOfConstraintHasIsTaken) {
  EXPECT_EQ(difference_text(t("unique: [{name: u, columns: [a]}]"), t("checks: [{name: u, expr: a > 0}]")),
            R"(conflict public.t.u kind: the name is taken by a constraint of another kind
  file: unique
  live: check
  by hand: ALTER TABLE public.t RENAME CONSTRAINT u TO u_old;
  at schema.yaml:5:14
)");
}

TEST(DiffUnique, ANameThatAnotherRelationHasIsTaken) {
  const auto file = test::declared(t("unique: [{name: u, columns: [a]}]"));
  auto database = test::live(t(""));
  database.relations.emplace(test::relation("u"), model::Relation{model::RelationKind::View, std::nullopt});
  EXPECT_EQ(difference_text(file, database), R"(conflict public.u name: the name is taken by something else
  file: index on public.t
  live: view
  by hand: ALTER VIEW public.u RENAME TO u_old;
  at schema.yaml:5:14
)");
}

// The next free default name, as PostgreSQL would choose it.
TEST(DiffUnique, WithoutANameOnATableThatExistsAvoidsTakenNames) {
  const auto file = test::declared(t("unique: [{columns: [a]}]"));
  auto database = test::live(t(""));
  database.relations.emplace(test::relation("t_a_key"),
                             model::Relation{model::RelationKind::Index, test::relation("other")});
  EXPECT_EQ(difference_text(file, database),
            R"(missing public.t.t_a_key1 unique: unique constraint is missing
  file: UNIQUE (a)
  remedy: add to public.t CONSTRAINT t_a_key1 UNIQUE (a)
  at schema.yaml:5:14
)");
}

TEST(DiffUnique, WhatTheModelDoesNotKnowIsUnknownAndNeverEqual) {
  const auto file = test::declared(t("unique: [{name: u, columns: [a]}]"));
  auto database = test::live(t("unique: [{name: u, columns: [a]}]"));
  database.tables.front().unique.front().unmodelled = {"INCLUDE (b)"};
  EXPECT_EQ(difference_text(file, database),
            R"(unknown public.t.u definition: has INCLUDE (b), which pgreconcile cannot compare yet
  live: INCLUDE (b)
  at schema.yaml:5:14
)");
}

TEST(DiffUnique, WhoseIndexIsInvalidIsInvalid) {
  const auto file = test::declared(t("unique: [{columns: [a]}]"));
  auto database = test::live(t("unique: [{name: u, columns: [a]}]"));
  database.tables.front().unique.front().valid = false;
  database.tables.front().unique.front().name = test::name("t_a_key");
  EXPECT_EQ(difference_text(file, database),
            R"(invalid public.t.t_a_key valid: the index of the constraint is invalid, so that nothing holds rows to it
  file: valid
  live: invalid
  by hand: ALTER TABLE public.t DROP CONSTRAINT t_a_key, ADD CONSTRAINT t_a_key UNIQUE (a);
  at schema.yaml:5:14
)");
}

// Another one is built under the name that the file says.
TEST(DiffUnique, IsNotRenamedFromOneWhoseIndexIsInvalid) {
  const auto file = test::declared(t("unique: [{name: u, columns: [a]}]"));
  auto database = test::live(t("unique: [{name: other, columns: [a]}]"));
  database.tables.front().unique.front().valid = false;
  EXPECT_EQ(difference_text(file, database), R"(missing public.t.u unique: unique constraint is missing
  file: UNIQUE (a)
  remedy: add to public.t CONSTRAINT u UNIQUE (a)
  at schema.yaml:5:14
extra public.t.other unique: constraint is not declared
  live: UNIQUE (a)
  by hand: ALTER TABLE public.t DROP CONSTRAINT other;
  at schema.yaml:3:3
)");
}

TEST(DiffUnique, WaitsForAColumnThatCannotBeAdded) {
  const auto file = "  t: {columns: [{name: a, type: int}, {name: b, type: int, nullable: false, unique: true}]}";
  EXPECT_EQ(difference_text(file, "  t: {columns: [{name: a, type: int}]}"),
            R"(blocked public.t.b column: the column is NOT NULL and has no default, and the table may hold rows
  file: b int NOT NULL
  by hand: ALTER TABLE public.t ADD COLUMN b int; UPDATE public.t SET b = <value>; ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;
  at schema.yaml:3:39
blocked public.t.t_b_key unique: waits for column b, which cannot be added
  at schema.yaml:3:85
)");
}

}  // namespace
}  // namespace pgreconcile::reconciler
