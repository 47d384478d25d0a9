#include <gtest/gtest.h>

#include <string>

#include "reconciler/write_steps.hpp"
#include "src/sql/additive_gate.hpp"
#include "tests/support/schema.hpp"

// An index or key that comes to a partitioned table by its parts.
namespace pgreconcile::reconciler {
namespace {

using test::name;
using test::names;
using test::relation;

// `phase kind object: locks for the index that has to be valid`, and below it the SQL less its guard; all of them through the gate.
std::string text_of(const std::vector<Step>& steps) {
  std::string text;
  for (const auto& step : steps) {
    EXPECT_EQ(sql::admit(step.sql).text(), step.sql);
    text += to_string(step.phase) + " " + to_string(step.kind) + " " + step.object + ":";
    for (const auto& lock : step.locks) text += " " + to_string(lock.mode) + " " + lock.table.quoted() + ";";
    if (step.scans) text += " scans";
    if (step.grouping == Grouping::Alone) text += " alone";
    if (step.index) text += " for " + step.index->quoted();
    text += " (" + step.reason + ")\n  " + sql::without_guard(step.sql).value_or(step.sql) + "\n";
  }
  return text;
}

PlanOptions plainly() {
  PlanOptions options;
  options.index_build = IndexBuild::Plain;
  return options;
}

const PlanOptions kOptions;
const PlanOptions kPlainOptions = plainly();
const StepWriter kWrite(kOptions);
const StepWriter kWritePlainly(kPlainOptions);

model::Index index() {
  model::Index result;
  result.name = name("ix");
  result.elements = {{.key = name("a")}};
  result.comment = "by a";
  return result;
}

model::KeyConstraint key() {
  model::KeyConstraint result;
  result.name = name("u");
  result.columns = names({"a"});
  result.deferrability = model::Deferrability::Deferrable;
  return result;
}

IndexParts parts(Presence whole) {
  return {whole,
          {{relation("p"), TableKind::Plain, name("p_ix"), relation("ix"), Presence::There, Presence::Missing},
           {relation("s1"), TableKind::Plain, name("s1_ix"), relation("s_ix")},
           {relation("s"), TableKind::Partitioned, name("s_ix"), relation("ix")}}};
}

TEST(WritePartSteps, OfAnIndex) {
  const CreateIndex change{relation("t"), index(), TableKind::Partitioned, parts(Presence::Missing)};
  EXPECT_EQ(text_of(kWrite(change)),
            R"sql(index create_index public.ix: SHARE public.t; for public.ix (index is missing)
  CREATE INDEX IF NOT EXISTS ix ON ONLY public.t USING btree (a)
attach attach_index public.p_ix: SHARE UPDATE EXCLUSIVE public.ix; ACCESS EXCLUSIVE public.p_ix; for public.ix (is to be a part of index public.ix)
  ALTER INDEX public.ix ATTACH PARTITION public.p_ix
index create_index public.s1_ix: SHARE UPDATE EXCLUSIVE public.s1; scans alone for public.s1_ix (its part of index public.s_ix is missing)
  CREATE INDEX CONCURRENTLY IF NOT EXISTS s1_ix ON public.s1 USING btree (a)
attach attach_index public.s1_ix: SHARE UPDATE EXCLUSIVE public.s_ix; ACCESS EXCLUSIVE public.s1_ix; for public.s_ix (is to be a part of index public.s_ix)
  ALTER INDEX public.s_ix ATTACH PARTITION public.s1_ix
index create_index public.s_ix: SHARE public.s; for public.s_ix (its part of index public.ix is missing)
  CREATE INDEX IF NOT EXISTS s_ix ON ONLY public.s USING btree (a)
attach attach_index public.s_ix: SHARE UPDATE EXCLUSIVE public.ix; ACCESS EXCLUSIVE public.s_ix; for public.ix (is to be a part of index public.ix)
  ALTER INDEX public.ix ATTACH PARTITION public.s_ix
attach set_comment public.ix: (comment is missing)
  COMMENT ON INDEX public.ix IS 'by a'
)sql");
}

TEST(WritePartSteps, OfAnIndexThatIsThereOnlyWhatIsMissing) {
  const CreateIndex change{
      relation("t"), index(), TableKind::Partitioned,
      IndexParts{Presence::There, {{relation("p"), TableKind::Plain, name("p_ix"), relation("ix")}}}};
  EXPECT_EQ(
      text_of(kWrite(change)),
      R"sql(index create_index public.p_ix: SHARE UPDATE EXCLUSIVE public.p; scans alone for public.p_ix (its part of index public.ix is missing)
  CREATE INDEX CONCURRENTLY IF NOT EXISTS p_ix ON public.p USING btree (a)
attach attach_index public.p_ix: SHARE UPDATE EXCLUSIVE public.ix; ACCESS EXCLUSIVE public.p_ix; for public.ix (is to be a part of index public.ix)
  ALTER INDEX public.ix ATTACH PARTITION public.p_ix
)sql");
  EXPECT_EQ(
      text_of(kWritePlainly(change)),
      R"sql(index create_index public.p_ix: SHARE public.p; scans for public.p_ix (its part of index public.ix is missing)
  CREATE INDEX IF NOT EXISTS p_ix ON public.p USING btree (a)
attach attach_index public.p_ix: SHARE UPDATE EXCLUSIVE public.ix; ACCESS EXCLUSIVE public.p_ix; for public.ix (is to be a part of index public.ix)
  ALTER INDEX public.ix ATTACH PARTITION public.p_ix
)sql");
}

TEST(WritePartSteps, PlainlyInOneStatementThatLocksAll) {
  auto plain = index();
  plain.comment.reset();
  EXPECT_EQ(
      text_of(kWritePlainly(CreateIndex{relation("t"), plain, TableKind::Partitioned, parts(Presence::Missing)})),
      R"sql(index create_index public.ix: SHARE public.t; SHARE public.p; SHARE public.s1; SHARE public.s; scans for public.ix (index is missing)
  CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a)
)sql");
  EXPECT_EQ(
      text_of(kWritePlainly(AddKey{relation("t"), sql::ConstraintType::Unique, key(), KeyIndex::ToBuild,
                                   TableKind::Partitioned, parts(Presence::Missing)})),
      R"sql(attach add_unique public.t.u: ACCESS EXCLUSIVE public.t; ACCESS EXCLUSIVE public.p; ACCESS EXCLUSIVE public.s1; ACCESS EXCLUSIVE public.s; scans for public.u (unique constraint is missing)
  ALTER TABLE public.t ADD CONSTRAINT u UNIQUE (a) DEFERRABLE
)sql");
}

TEST(WritePartSteps, OfAForeignKey) {
  model::ForeignKey key;
  key.name = name("k");
  key.columns = names({"a", "b"});
  key.target = relation("o");
  key.target_columns = names({"x", "y"});
  key.on_delete = model::ReferentialAction::Cascade;
  key.deferrability = model::Deferrability::Deferrable;
  const std::vector<ForeignKeyPart> parts{{relation("p"), name("k")}, {relation("q"), name("mine"), Presence::There}};
  const auto steps =
      kWrite(AddForeignKey{relation("t"), key, TableKind::Partitioned, {relation("p"), relation("q")}, parts});
  EXPECT_EQ(
      text_of(steps),
      R"sql(constraint add_foreign_key public.p.k: SHARE ROW EXCLUSIVE public.p; SHARE ROW EXCLUSIVE public.o; (its part of foreign key public.t.k is missing)
  ALTER TABLE public.p ADD CONSTRAINT k FOREIGN KEY (a, b) REFERENCES public.o (x, y) ON DELETE CASCADE DEFERRABLE NOT VALID
validate validate_constraint public.p.k: SHARE UPDATE EXCLUSIVE public.p; ROW SHARE public.o; scans (constraint is not validated)
  ALTER TABLE public.p VALIDATE CONSTRAINT k
validate validate_constraint public.q.mine: SHARE UPDATE EXCLUSIVE public.q; ROW SHARE public.o; scans (constraint is not validated)
  ALTER TABLE public.q VALIDATE CONSTRAINT mine
validate add_foreign_key public.t.k: SHARE ROW EXCLUSIVE public.t; SHARE ROW EXCLUSIVE public.p; SHARE ROW EXCLUSIVE public.q; ACCESS EXCLUSIVE public.o; (foreign key is missing; takes over those of the partitions)
  ALTER TABLE public.t ADD CONSTRAINT k FOREIGN KEY (a, b) REFERENCES public.o (x, y) ON DELETE CASCADE DEFERRABLE
)sql");
  EXPECT_EQ(steps.back().sql, R"sql(DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
     WHERE conrelid = 'public.t'::pg_catalog.regclass AND conname = 'k' AND contype = 'f'
    UNION ALL
    SELECT FROM pg_catalog.pg_partition_tree('public.t'::pg_catalog.regclass) AS part
     CROSS JOIN LATERAL (
       SELECT pg_catalog.bool_or(convalidated) AS validated FROM pg_catalog.pg_constraint
        WHERE conrelid = relid AND contype = 'f' AND confrelid = 'public.o'::pg_catalog.regclass
          AND confupdtype = 'a' AND confdeltype = 'c' AND confmatchtype = 's'
          AND condeferrable = true AND condeferred = false
          AND ARRAY(
            SELECT attname FROM pg_catalog.unnest(conkey) WITH ORDINALITY AS key (number, place)
              JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = number
             ORDER BY place) = ARRAY['a', 'b']::pg_catalog.name[]
          AND ARRAY(
            SELECT attname FROM pg_catalog.unnest(confkey) WITH ORDINALITY AS key (number, place)
              JOIN pg_catalog.pg_attribute ON attrelid = confrelid AND attnum = number
             ORDER BY place) = ARRAY['x', 'y']::pg_catalog.name[]) AS same
     WHERE isleaf AND COALESCE(NOT validated, pg_catalog.pg_relation_size(relid) > 0))
  THEN
    ALTER TABLE public.t ADD CONSTRAINT k FOREIGN KEY (a, b) REFERENCES public.o (x, y) ON DELETE CASCADE DEFERRABLE;
  END IF;
END
$ddl$)sql");
}

TEST(WritePartSteps, OfAKey) {
  auto all = parts(Presence::Missing);
  all.parts.push_back(
      {relation("q"), TableKind::Plain, name("q_ix"), relation("ix"), Presence::There, Presence::There});
  EXPECT_EQ(text_of(kWrite(AddKey{relation("t"), sql::ConstraintType::Unique, key(), KeyIndex::ToBuild,
                                  TableKind::Partitioned, all})),
            R"sql(index add_unique public.t.u: ACCESS EXCLUSIVE public.t; for public.u (unique constraint is missing)
  ALTER TABLE ONLY public.t ADD CONSTRAINT u UNIQUE (a) DEFERRABLE
attach attach_unique public.p.p_ix: ACCESS EXCLUSIVE public.p; (its part of index public.ix is missing)
  ALTER TABLE public.p ADD CONSTRAINT p_ix UNIQUE USING INDEX p_ix DEFERRABLE
attach attach_index public.p_ix: SHARE UPDATE EXCLUSIVE public.ix; ACCESS EXCLUSIVE public.p_ix; for public.ix (is to be a part of index public.ix)
  ALTER INDEX public.ix ATTACH PARTITION public.p_ix
index create_index public.s1_ix: SHARE UPDATE EXCLUSIVE public.s1; scans alone for public.s1_ix (its part of index public.s_ix is missing)
  CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS s1_ix ON public.s1 USING btree (a)
attach attach_unique public.s1.s1_ix: ACCESS EXCLUSIVE public.s1; (its part of index public.s_ix is missing)
  ALTER TABLE public.s1 ADD CONSTRAINT s1_ix UNIQUE USING INDEX s1_ix DEFERRABLE
attach attach_index public.s1_ix: SHARE UPDATE EXCLUSIVE public.s_ix; ACCESS EXCLUSIVE public.s1_ix; for public.s_ix (is to be a part of index public.s_ix)
  ALTER INDEX public.s_ix ATTACH PARTITION public.s1_ix
index add_unique public.s.s_ix: ACCESS EXCLUSIVE public.s; for public.s_ix (its part of index public.ix is missing)
  ALTER TABLE ONLY public.s ADD CONSTRAINT s_ix UNIQUE (a) DEFERRABLE
attach attach_index public.s_ix: SHARE UPDATE EXCLUSIVE public.ix; ACCESS EXCLUSIVE public.s_ix; for public.ix (is to be a part of index public.ix)
  ALTER INDEX public.ix ATTACH PARTITION public.s_ix
attach attach_index public.q_ix: SHARE UPDATE EXCLUSIVE public.ix; ACCESS EXCLUSIVE public.q_ix; for public.ix (is to be a part of index public.ix)
  ALTER INDEX public.ix ATTACH PARTITION public.q_ix
)sql");
}

}  // namespace
}  // namespace pgreconcile::reconciler
