#include <gtest/gtest.h>

#include <string>

#include "tests/support/differences.hpp"

namespace pgreconcile::reconciler {
namespace {

using test::difference_text;

// A table t of two columns with these indexes, which are on line 5 of the file.
std::string t(const std::string& indexes) {
  return "  t:\n    columns: [{name: a, type: int}, {name: b, type: int}]\n    indexes: [" + indexes + "]";
}

TEST(DiffIndexes, AreCreated) {
  EXPECT_EQ(
      difference_text(t("{name: \"Ix\", unique: true, columns: [a, {column: b, order: desc, nulls: last}]}"), t("")),
      R"(missing public."Ix" index: index is missing
  file: CREATE UNIQUE INDEX IF NOT EXISTS "Ix" ON public.t USING btree (a, b DESC NULLS LAST)
  remedy: CREATE UNIQUE INDEX IF NOT EXISTS "Ix" ON public.t USING btree (a, b DESC NULLS LAST)
  at schema.yaml:5:15
)");
}

// An attribute in which an index in the file differs from `{name: ix, columns: [a]}` in the database.
struct Attribute {
  std::string file;
  std::string difference;
  std::string rebuilt;
};

TEST(DiffIndexes, EachAttributeThatDiffersIsAConflict) {
  const Attribute attributes[] = {
      {"unique: true, columns: [a]", "unique: the index is another one\n  file: UNIQUE\n  live: not unique",
       "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON public.t USING btree (a)"},
      {"method: hash, columns: [a]", "method: the index is another one\n  file: hash\n  live: btree",
       "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON public.t USING hash (a)"},
      {"columns: [b]", "columns: the index is another one\n  file: (b)\n  live: (a)",
       "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON public.t USING btree (b)"},
      {"columns: [a, b]", "columns: the index is another one\n  file: (a, b)\n  live: (a)",
       "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON public.t USING btree (a, b)"},
      {"columns: [{column: a, order: desc}]", "columns: the index is another one\n  file: (a DESC)\n  live: (a)",
       "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON public.t USING btree (a DESC)"},
      {"columns: [{column: a, order: desc, nulls: last}]",
       "columns: the index is another one\n  file: (a DESC NULLS LAST)\n  live: (a)",
       "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON public.t USING btree (a DESC NULLS LAST)"},
      {"columns: [{column: a, nulls: first}]",
       "columns: the index is another one\n  file: (a NULLS FIRST)\n  live: (a)",
       "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON public.t USING btree (a NULLS FIRST)"},
  };
  for (const auto& [file, difference, rebuilt] : attributes) {
    EXPECT_EQ(difference_text(t("{name: ix, " + file + "}"), t("{name: ix, columns: [a]}")),
              "conflict public.ix " + difference + "\n  by hand: DROP INDEX CONCURRENTLY public.ix; " + rebuilt +
                  ";\n  at schema.yaml:5:15\n");
  }
}

TEST(DiffIndexes, WithDefaultsSpelledOutAreEqual) {
  EXPECT_EQ(
      difference_text(t("{name: ix, method: btree, unique: false, columns: [{column: a, order: asc, nulls: last}, "
                        "{column: b, order: desc, nulls: first}]}"),
                      t("{name: ix, columns: [a, {column: b, order: desc}]}")),
      "");
}

TEST(DiffIndexes, UnderAnotherNameAreRenamedOneToOne) {
  EXPECT_EQ(difference_text(t("{name: x, columns: [a]}, {name: y, columns: [a]}"),
                            t("{name: q, columns: [a]}, {name: p, columns: [a]}, {name: r, columns: [b]}")),
            R"(renamed public.x name: the same index exists under another name
  file: x
  live: p
  by hand: ALTER INDEX public.p RENAME TO x;
  at schema.yaml:5:15
renamed public.y name: the same index exists under another name
  file: y
  live: q
  by hand: ALTER INDEX public.q RENAME TO y;
  at schema.yaml:5:40
extra public.r index: index is not declared
  live: CREATE INDEX IF NOT EXISTS r ON public.t USING btree (b)
  by hand: DROP INDEX CONCURRENTLY public.r;
  at schema.yaml:3:3
)");
}

TEST(DiffIndexes, UnderAnotherNameAreOthersIfAnythingElseDiffers) {
  for (const std::string other : {"columns: [a], include: [b]", "columns: [a], nulls_not_distinct: true",
                                  "columns: [{column: a, order: desc, nulls: last}]", "columns: [a], where: b > 0"}) {
    const auto found =
        difference_text(t("{name: x, unique: true, " + other + "}"), t("{name: y, unique: true, columns: [a]}"));
    EXPECT_TRUE(found.starts_with("missing public.x index: index is missing\n")) << found;
    EXPECT_NE(found.find("extra public.y index: index is not declared\n"), std::string::npos) << found;
  }
}

TEST(DiffIndexes, ThatAreIgnoredAreNotExtra) {
  const auto file = test::declared_file("version: 1\nignore: [\"tmp_*\"]\ntables:\n" + t(""));
  EXPECT_EQ(difference_text(file, test::live(t("{name: tmp_ix, columns: [a]}"))), "");
}

TEST(DiffIndexes, ThatAreInvalidAreInvalid) {
  const auto file = test::declared(t("{name: ix, columns: [a]}"));
  auto database = test::live(t("{name: ix, columns: [a]}"));
  auto& index = database.tables.front().indexes.front();
  index.valid = false;
  EXPECT_EQ(
      difference_text(file, database),
      R"(invalid public.ix valid: the index is invalid: a CREATE INDEX CONCURRENTLY broke off; --repair-invalid-indexes builds it anew
  file: valid
  live: invalid
  by hand: DROP INDEX CONCURRENTLY public.ix; CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON public.t USING btree (a);
  at schema.yaml:5:15
)");
  index.elements.front().key = test::name("b");  // then that is what has to be mended
  EXPECT_EQ(difference_text(file, database), R"(conflict public.ix columns: the index is another one
  file: (a)
  live: (b)
  by hand: DROP INDEX CONCURRENTLY public.ix; CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON public.t USING btree (a);
  at schema.yaml:5:15
)");
}

TEST(DiffIndexes, AnInvalidOneUnderAnotherNameIsNoTwin) {
  const auto file = test::declared(t("{name: ix, columns: [a]}"));
  auto database = test::live(t("{name: broken, columns: [a]}"));
  database.tables.front().indexes.front().valid = false;
  EXPECT_EQ(difference_text(file, database), R"(missing public.ix index: index is missing
  file: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a)
  remedy: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a)
  at schema.yaml:5:15
extra public.broken index: index is not declared, and invalid
  live: CREATE INDEX IF NOT EXISTS broken ON public.t USING btree (a)
  by hand: DROP INDEX CONCURRENTLY public.broken;
  at schema.yaml:3:3
)");
}

TEST(DiffIndexes, WhatTheModelDoesNotKnowIsUnknownAndNeverEqual) {
  auto database = test::live(t("{name: ix, columns: [a]}"));
  database.tables.front().indexes.front().unmodelled = {"WHERE (a > 0)"};
  const auto same_name = test::declared(t("{name: ix, columns: [a]}"));
  EXPECT_EQ(difference_text(same_name, database),
            R"(unknown public.ix definition: has WHERE (a > 0), which pgreconcile cannot compare yet
  live: WHERE (a > 0)
  at schema.yaml:5:15
)");
  const auto other_name = test::declared(t("{name: other, columns: [a]}"));
  EXPECT_EQ(difference_text(other_name, database), R"(missing public.other index: index is missing
  file: CREATE INDEX IF NOT EXISTS other ON public.t USING btree (a)
  remedy: CREATE INDEX IF NOT EXISTS other ON public.t USING btree (a)
  at schema.yaml:5:15
extra public.ix index: index is not declared
  live: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a), with WHERE (a > 0)
  by hand: DROP INDEX CONCURRENTLY public.ix;
  at schema.yaml:3:3
)");
}

// Who has the name of a declared index.
struct Holder {
  model::Relation relation;
  std::string live;
  std::string manual_sql;
};

TEST(DiffIndexes, ANameThatSomethingElseHasIsTaken) {
  using model::RelationKind;
  const auto elsewhere = test::relation("elsewhere");
  const Holder holders[] = {
      {{RelationKind::Index, elsewhere}, "index on public.elsewhere", "ALTER INDEX public.ix RENAME TO ix_old;"},
      {{RelationKind::Table, std::nullopt}, "table", "ALTER TABLE public.ix RENAME TO ix_old;"},
      {{RelationKind::PartitionedTable, std::nullopt}, "partitioned table", "ALTER TABLE public.ix RENAME TO ix_old;"},
      {{RelationKind::View, std::nullopt}, "view", "ALTER VIEW public.ix RENAME TO ix_old;"},
      {{RelationKind::MaterializedView, std::nullopt},
       "materialized view",
       "ALTER MATERIALIZED VIEW public.ix RENAME TO ix_old;"},
      {{RelationKind::Sequence, std::nullopt}, "sequence", "ALTER SEQUENCE public.ix RENAME TO ix_old;"},
      {{RelationKind::ForeignTable, std::nullopt}, "foreign table", "ALTER FOREIGN TABLE public.ix RENAME TO ix_old;"},
      {{RelationKind::CompositeType, std::nullopt}, "composite type", "ALTER TYPE public.ix RENAME TO ix_old;"},
  };
  for (const auto& [relation, live, manual_sql] : holders) {
    auto database = test::live(t(""));
    database.relations.emplace(test::relation("ix"), relation);
    EXPECT_EQ(difference_text(test::declared(t("{name: ix, columns: [a]}")), database),
              "conflict public.ix name: the name is taken by something else\n  file: index on public.t\n  live: " +
                  live + "\n  by hand: " + manual_sql + "\n  at schema.yaml:5:15\n");
  }
}

// The remedy for the invalid index `i` of the database, where the file has the given one; empty where there is none.
std::string repair_of(const std::string& desired, model::LiveDatabase database) {
  database.tables.front().indexes.front().valid = false;
  const DiffOptions repaired{.invalid_indexes = InvalidIndexes::Repaired};
  for (const auto& difference : test::differences(test::declared(t(desired)), database, {}, repaired)) {
    if (difference.difference_class != DifferenceClass::Invalid) continue;
    EXPECT_EQ(is_conflict(difference), !difference.remedy);
    if (difference.remedy) return std::visit(test::ChangeText{}, *difference.remedy);
  }
  return "";
}

TEST(DiffIndexes, AnInvalidOneIsRepairedWhereThatIsAllowed) {
  const std::string plain = "{name: i, columns: [a]}";
  const std::string repair = "take away the invalid one, then CREATE INDEX IF NOT EXISTS i ON public.t USING btree (a)";
  EXPECT_EQ(repair_of(plain, test::live(t(plain))), repair);
  // A comment that is missing comes with a step of its own.
  EXPECT_EQ(repair_of("{name: i, columns: [a], comment: x}", test::live(t(plain))), repair);
  // What is not the index that the file wants may be somebody's work.
  for (const std::string other :
       {"{name: i, columns: [b]}", "{name: i, columns: [a], with: {fillfactor: 50}}",
        "{name: i, columns: [a], comment: x}", "{name: i, columns: [a], tablespace: other}"}) {
    EXPECT_EQ(repair_of(plain, test::live(t(other))), "") << other;
  }
  auto partitioned = test::live(t(plain));
  partitioned.relations.at(test::relation("t")).kind = model::RelationKind::PartitionedTable;
  EXPECT_EQ(repair_of(plain, partitioned), "");
}

// The index of a constraint of the same table has the name: CREATE INDEX IF NOT EXISTS would skip it.
TEST(DiffIndexes, ANameThatAConstraintOfTheTableHasIsTaken) {
  EXPECT_EQ(difference_text("  t: {columns: [{name: a, type: int}], indexes: [{name: u, columns: [a]}]}",
                            "  t: {columns: [{name: a, type: int}], unique: [{name: u, columns: [a]}]}"),
            R"(conflict public.t.u kind: the name is taken by a constraint of another kind
  file: index
  live: unique
  by hand: ALTER TABLE public.t RENAME CONSTRAINT u TO u_old;
  at schema.yaml:3:50
)");
}

TEST(DiffIndexes, WaitForColumnsThatCannotBeAdded) {
  EXPECT_EQ(difference_text("  t:\n    columns: [{name: a, type: int}, {name: b, type: int, nullable: false}]\n"
                            "    indexes: [{name: ix, columns: [a, b]}]",
                            "  t: {columns: [{name: a, type: int}]}"),
            R"(blocked public.t.b column: the column is NOT NULL and has no default, and the table may hold rows
  file: b int NOT NULL
  by hand: ALTER TABLE public.t ADD COLUMN b int; UPDATE public.t SET b = <value>; ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;
  at schema.yaml:4:37
blocked public.ix index: waits for column b, which cannot be added
  at schema.yaml:5:15
)");
}

}  // namespace
}  // namespace pgreconcile::reconciler
