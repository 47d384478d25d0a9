#include <gtest/gtest.h>

#include <string>

#include "tests/support/differences.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::Sameness;
using test::difference_text;

// A table t with this on line 5 of the file, and a table far that it may refer to.
std::string t(const std::string& rest) {
  return "  t:\n    columns: [{name: a, type: int}, {name: b, type: int}]\n" +
         (rest.empty() ? "\n" : "    " + rest + "\n") +
         "  far: {columns: [{name: id, type: int, primary_key: true}, {name: u, type: int, unique: true}]}";
}

TEST(DiffChecks, AreAddedUnderTheirNames) {
  EXPECT_EQ(difference_text(t("checks: [{name: positive, expr: a > 0}]"), t("")),
            R"(missing public.t.positive check: check constraint is missing
  file: CHECK (a > 0)
  remedy: add to public.t CONSTRAINT positive CHECK (a > 0)
  at schema.yaml:5:14
)");
}

// As PostgreSQL names them: after the column where the expression has one alone, and each under a name of its own.
TEST(DiffChecks, WithoutANameAreAddedUnderPostgresqlsNames) {
  EXPECT_EQ(difference_text(t("checks: [{expr: a > 0}, {expr: a > b}, {expr: b > a}]"), t("")),
            R"(missing public.t.t_a_check check: check constraint is missing
  file: CHECK (a > 0)
  remedy: add to public.t CONSTRAINT t_a_check CHECK (a > 0)
  at schema.yaml:5:14
missing public.t.t_check check: check constraint is missing
  file: CHECK (a > b)
  remedy: add to public.t CONSTRAINT t_check CHECK (a > b)
  at schema.yaml:5:29
missing public.t.t_check1 check: check constraint is missing
  file: CHECK (b > a)
  remedy: add to public.t CONSTRAINT t_check1 CHECK (b > a)
  at schema.yaml:5:44
)");
}

TEST(DiffChecks, ThatSayTheSameAreEqualOrRenamed) {
  const auto database = t("checks: [{name: one, expr: (a > 0)}]");
  EXPECT_EQ(difference_text(t("checks: [{name: one, expr: a > 0}]"), database), "");
  EXPECT_EQ(difference_text(t("checks: [{expr: a > 0}]"), database), "");
  EXPECT_EQ(difference_text(t("checks: [{name: other, expr: a > 0}]"), database),
            R"(renamed public.t.other name: the same constraint exists under another name
  file: other
  live: one
  by hand: ALTER TABLE public.t RENAME CONSTRAINT one TO other;
  at schema.yaml:5:14
)");
}

TEST(DiffChecks, ThatSaySomethingElseAreAConflict) {
  EXPECT_EQ(difference_text(t("checks: [{name: c, expr: a > 0}]"), t("checks: [{name: c, expr: a > 1}]")),
            R"(conflict public.t.c check: the constraint checks something else
  file: CHECK (a > 0)
  live: CHECK (a > 1)
  by hand: ALTER TABLE public.t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (a > 0);
  at schema.yaml:5:14
)");
}

TEST(DiffChecks, ThatCannotBeComparedAreUnknownAndNeverCreatedTwice) {
  const test::ServerAnswers undecidable{.expressions = {Sameness::Undecidable, "they collate differently"}};
  EXPECT_EQ(difference_text(t("checks: [{name: c, expr: a > 0}]"), t("checks: [{name: c, expr: a > 1}]"), undecidable),
            R"(unknown public.t.c check: the checks could not be compared: they collate differently
  file: CHECK (a > 0)
  live: CHECK (a > 1)
  at schema.yaml:5:14
)");
  EXPECT_EQ(difference_text(t("checks: [{name: c, expr: a > 0}]"), t("checks: [{name: d, expr: a > 1}]"), undecidable),
            R"(unknown public.t.c check: may be the same as a constraint under another name: they collate differently
  file: CHECK (a > 0)
  live: d CHECK (a > 1)
  at schema.yaml:5:14
)");
}

TEST(DiffChecks, AreValidatedWhereTheFileWantsThemValid) {
  const auto file = test::declared(t("checks: [{name: c, expr: a > 0}]"));
  auto database = test::live(t("checks: [{name: c, expr: a > 0}]"));
  database.tables.back().checks.front().validity = model::Validity::NotValid;
  EXPECT_EQ(difference_text(file, database), R"(missing public.t.c validated: constraint is not validated
  file: VALID
  live: NOT VALID
  remedy: validate c of public.t
  at schema.yaml:5:14
)");
}

// Another definition under the default name is a conflict: a guarded ADD CONSTRAINT would skip it and call it done.
TEST(DiffChecks, AnotherDefinitionUnderTheDefaultNameIsAConflict) {
  EXPECT_EQ(difference_text(t("checks: [{expr: a > b}]"), t("checks: [{name: t_check, expr: a < b}]")),
            R"(conflict public.t.t_check check: the constraint checks something else
  file: CHECK (a > b)
  live: CHECK (a < b)
  by hand: ALTER TABLE public.t DROP CONSTRAINT t_check, ADD CONSTRAINT t_check CHECK (a > b);
  at schema.yaml:5:14
)");
}

TEST(DiffForeignKeys, AreAddedWithAllTheirAttributes) {
  EXPECT_EQ(
      difference_text(t("foreign_keys: [{columns: [a], references: {table: far, columns: [id], on_delete: cascade, "
                        "on_update: set null, match: full}, deferrable: true, initially_deferred: true}]"),
                      t("")),
      "missing public.t.t_a_fkey foreign_key: foreign key is missing\n"
      "  file: FOREIGN KEY (a) REFERENCES public.far (id) MATCH FULL ON UPDATE SET NULL ON DELETE CASCADE "
      "DEFERRABLE INITIALLY DEFERRED\n"
      "  remedy: add to public.t CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES public.far (id) MATCH FULL "
      "ON UPDATE SET NULL ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED\n"
      "  at schema.yaml:5:20\n");
}

// One attribute of a foreign key that differs from the plain one.
struct Attribute {
  std::string file;  ///< what follows the target's columns
  std::string difference;
  std::string clause;
};

TEST(DiffForeignKeys, EachAttributeThatDiffersIsAConflict) {
  const Attribute attributes[] = {
      {", on_delete: cascade}", "on_delete: the foreign key is another one\n  file: CASCADE\n  live: NO ACTION",
       " ON DELETE CASCADE"},
      {", on_update: restrict}", "on_update: the foreign key is another one\n  file: RESTRICT\n  live: NO ACTION",
       " ON UPDATE RESTRICT"},
      {", on_delete: set default}", "on_delete: the foreign key is another one\n  file: SET DEFAULT\n  live: NO ACTION",
       " ON DELETE SET DEFAULT"},
      {", match: full}", "match: the foreign key is another one\n  file: FULL\n  live: SIMPLE", " MATCH FULL"},
      {"}, deferrable: true", "deferrable: the foreign key is another one\n  file: DEFERRABLE\n  live: NOT DEFERRABLE",
       " DEFERRABLE"},
  };
  for (const auto& [file, difference, clause] : attributes) {
    for (const std::string name : {"fk", "other"}) {  // under another name it is still that key, and never a second one
      const auto text = difference_text(
          t("foreign_keys: [{name: fk, columns: [a], references: {table: far, columns: [id]" + file + "}]"),
          t("foreign_keys: [{name: " + name + ", columns: [a], references: {table: far, columns: [id]}}]"));
      EXPECT_EQ(text, "conflict public.t." + name + " " + difference +
                          "\n  by hand: ALTER TABLE public.t DROP CONSTRAINT " + name +
                          ", ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES public.far (id)" + clause +
                          ";\n  at schema.yaml:5:20\n");
    }
  }
}

TEST(DiffForeignKeys, AnotherReferenceUnderTheSameNameIsAConflict) {
  const std::string expected = R"(conflict public.t.t_a_fkey columns: the foreign key is another one
  file: (a) REFERENCES public.far (id)
  live: (a) REFERENCES public.far (u)
  by hand: ALTER TABLE public.t DROP CONSTRAINT t_a_fkey, ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES public.far (id);
  at schema.yaml:5:20
)";
  const auto database = t("foreign_keys: [{columns: [a], references: {table: far, columns: [u]}}]");
  EXPECT_EQ(difference_text(
                t("foreign_keys: [{name: t_a_fkey, columns: [a], references: {table: far, columns: [id]}}]"), database),
            expected);
  EXPECT_EQ(difference_text(t("foreign_keys: [{columns: [a], references: {table: far, columns: [id]}}]"), database),
            expected);
}

TEST(DiffForeignKeys, ThatAreTheSameUnderAnotherNameAreRenamed) {
  EXPECT_EQ(difference_text(t("foreign_keys: [{name: fk, columns: [a], references: {table: far, columns: [id]}}]"),
                            t("foreign_keys: [{columns: [a], references: {table: far, columns: [id]}}]")),
            R"(renamed public.t.fk name: the same constraint exists under another name
  file: fk
  live: t_a_fkey
  by hand: ALTER TABLE public.t RENAME CONSTRAINT t_a_fkey TO fk;
  at schema.yaml:5:20
)");
}

TEST(DiffForeignKeys, ThatAreNotDeclaredAreExtra) {
  EXPECT_EQ(difference_text(t(""), t("foreign_keys: [{columns: [a], references: {table: far, columns: [id]}}]")),
            R"(extra public.t.t_a_fkey foreign_key: constraint is not declared
  live: FOREIGN KEY (a) REFERENCES public.far (id)
  by hand: ALTER TABLE public.t DROP CONSTRAINT t_a_fkey;
  at schema.yaml:3:3
)");
}

// PostgreSQL 18 shows it as NOT VALID, and refuses to validate it.
TEST(DiffChecks, AreNotValidatedWhereTheyAreNotEnforced) {
  const auto file = test::declared(t("checks: [{name: c, expr: a > 0}]"));
  auto database = test::live(t("checks: [{name: c, expr: a > 0}]"));
  database.tables.back().checks.front().validity = model::Validity::NotValid;
  database.tables.back().checks.front().unmodelled = {"NOT ENFORCED"};
  EXPECT_EQ(difference_text(file, database),
            R"(unknown public.t.c definition: has NOT ENFORCED, which pgreconcile cannot compare yet
  live: NOT ENFORCED
  at schema.yaml:5:14
)");
}

TEST(DiffForeignKeys, AreValidatedUnlessTheFileLeavesThemNotValid) {
  const std::string key = "foreign_keys: [{columns: [a], references: {table: far, columns: [id]}";
  EXPECT_EQ(difference_text(t(key + "}]"), t(key + ", valid: false}]")),
            R"(missing public.t.t_a_fkey validated: constraint is not validated
  file: VALID
  live: NOT VALID
  remedy: validate t_a_fkey of public.t against public.far
  at schema.yaml:5:20
)");
  EXPECT_EQ(difference_text(t(key + ", valid: false}]"), t(key + ", valid: false}]")), "");
  EXPECT_EQ(difference_text(t(key + ", valid: false}]"), t(key + "}]")), "");
}

TEST(DiffForeignKeys, NeedTheirTarget) {
  const auto file = test::declared(
      "  t: {columns: [{name: a, type: int}], foreign_keys: [{columns: [a], references: {table: far, columns: "
      "[id]}}]}");
  auto database = test::live("  t: {columns: [{name: a, type: int}]}");
  EXPECT_EQ(difference_text(file, database),
            R"(blocked public.t.t_a_fkey foreign_key: it refers to public.far, which does not exist
  file: FOREIGN KEY (a) REFERENCES public.far (id)
  at schema.yaml:3:55
)");
  database.relations.emplace(test::relation("far"), model::Relation{model::RelationKind::View, std::nullopt});
  EXPECT_EQ(difference_text(file, database),
            R"(blocked public.t.t_a_fkey foreign_key: it refers to public.far, which is a view
  file: FOREIGN KEY (a) REFERENCES public.far (id)
  at schema.yaml:3:55
)");
  database.relations.at(test::relation("far")).kind = model::RelationKind::Table;
  database.referable_keys = {{test::relation("far"), {test::name("id")}}};
  EXPECT_EQ(difference_text(file, database), R"(missing public.t.t_a_fkey foreign_key: foreign key is missing
  file: FOREIGN KEY (a) REFERENCES public.far (id)
  remedy: add to public.t CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES public.far (id)
  at schema.yaml:3:55
)");
}

TEST(DiffForeignKeys, MayReferToATableThatIsOnlyPlanned) {
  EXPECT_EQ(difference_text(t("foreign_keys: [{name: fk, columns: [a], references: {table: far, columns: [id]}}]"),
                            "  t: {columns: [{name: a, type: int}, {name: b, type: int}]}"),
            R"(missing public.t.fk foreign_key: foreign key is missing
  file: FOREIGN KEY (a) REFERENCES public.far (id)
  remedy: add to public.t CONSTRAINT fk FOREIGN KEY (a) REFERENCES public.far (id)
  at schema.yaml:5:20
missing public.far table: table is missing
  file: table
  remedy: create table public.far (id int NOT NULL, u int, CONSTRAINT far_pkey PRIMARY KEY (id), CONSTRAINT far_u_key UNIQUE (u))
  at schema.yaml:6:3
)");
}

TEST(DiffForeignKeys, WaitForColumnsThatCannotBeAdded) {
  EXPECT_EQ(difference_text("  t:\n    columns:\n      - {name: a, type: int}\n"
                            "      - {name: b, type: int, nullable: false, references: {table: t2, column: id}}\n"
                            "  t2: {columns: [{name: id, type: int, primary_key: true}]}",
                            "  t: {columns: [{name: a, type: int}]}\n"
                            "  t2: {columns: [{name: id, type: int, primary_key: true}]}"),
            R"(blocked public.t.b column: the column is NOT NULL and has no default, and the table may hold rows
  file: b int NOT NULL
  by hand: ALTER TABLE public.t ADD COLUMN b int; UPDATE public.t SET b = <value>; ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;
  at schema.yaml:6:9
blocked public.t.t_b_fkey foreign_key: waits for column b, which cannot be added
  at schema.yaml:6:59
)");
}

TEST(DiffForeignKeys, WaitForTheTargetsColumnsToo) {
  EXPECT_EQ(
      difference_text("  t: {columns: [{name: a, type: int}], "
                      "foreign_keys: [{name: fk, columns: [a], references: {table: far, columns: [id]}}]}\n"
                      "  far: {columns: [{name: x, type: int}, {name: id, type: int, nullable: false, unique: true}]}",
                      "  t: {columns: [{name: a, type: int}]}\n  far: {columns: [{name: x, type: int}]}"),
      R"(blocked public.t.fk foreign_key: waits for column public.far.id, which cannot be added
  file: FOREIGN KEY (a) REFERENCES public.far (id)
  at schema.yaml:3:55
blocked public.far.id column: the column is NOT NULL and has no default, and the table may hold rows
  file: id int NOT NULL
  by hand: ALTER TABLE public.far ADD COLUMN id int; UPDATE public.far SET id = <value>; ALTER TABLE public.far ALTER COLUMN id SET NOT NULL;
  at schema.yaml:4:41
blocked public.far.far_id_key unique: waits for column id, which cannot be added
  at schema.yaml:4:88
)");
}

}  // namespace
}  // namespace pgreconcile::reconciler
