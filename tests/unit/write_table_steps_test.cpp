#include <gtest/gtest.h>

#include <string>

#include "reconciler/write_steps.hpp"
#include "src/sql/additive_gate.hpp"
#include "tests/support/schema.hpp"

namespace pgreconcile::reconciler {
namespace {

using test::name;
using test::names;
using test::relation;

// `kind object: sql`, a line each, all of them through the gate.
std::string text_of(const std::vector<Step>& steps) {
  std::string text;
  for (const auto& step : steps) {
    EXPECT_EQ(sql::admit(step.sql).text(), step.sql);
    text += to_string(step.kind) + " " + step.object + ":";
    for (const auto& lock : step.locks) text += " " + to_string(lock.mode) + " " + lock.table.quoted() + ";";
    text += (step.scans ? " scans\n" : "\n") + step.sql + "\n";
  }
  return text;
}

const PlanOptions kOptions;
const StepWriter kWrite(kOptions);

TEST(WriteTableSteps, APartitionedTableComesBeforeItsPartitionsAndTheDefaultLast) {
  auto table = test::declared("  t: {columns: [{name: a, type: int}, {name: b, type: text}]}").tables.front();
  table.persistence = model::Persistence::Unlogged;
  table.storage_parameters = {{"fillfactor", "90"}};
  table.tablespace = name("fast");
  table.columns[1].storage = model::Storage::External;
  table.partition_by.emplace();
  table.partition_by->elements = {{.key = name("a")}};
  table.partitions = {{relation("a_rest"), model::DefaultBound{}, {}, {}},
                      {relation("z"), model::RangeBound{{model::BoundKeyword::MinValue}, {"it's"}}, {}, {}}};
  EXPECT_EQ(text_of(kWrite(CreateTable{table})), R"sql(create_table public.t:
CREATE UNLOGGED TABLE IF NOT EXISTS public.t (
  a int,
  b text
) PARTITION BY RANGE (a) WITH (fillfactor = '90') TABLESPACE fast
set_storage public.t.b:
DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_type ON pg_type.oid = atttypid
     WHERE attrelid = 'public.t'::pg_catalog.regclass AND attname = 'b' AND attstorage <> typstorage)
  THEN
    ALTER TABLE public.t ALTER COLUMN b SET STORAGE EXTERNAL;
  END IF;
END
$ddl$
create_partition public.z:
CREATE TABLE IF NOT EXISTS public.z PARTITION OF public.t FOR VALUES FROM (MINVALUE) TO ('it''s')
create_partition public.a_rest:
CREATE TABLE IF NOT EXISTS public.a_rest PARTITION OF public.t DEFAULT
)sql");
}

TEST(WriteTableSteps, OnAPartitionedTableThatExistsNothingIsConcurrent) {
  model::Index index;
  index.name = name("ix");
  index.elements = {{.key = name("a")}};
  model::KeyConstraint key;
  key.name = name("u");
  key.columns = names({"a"});
  const auto index_steps = kWrite(CreateIndex{relation("t"), index, TableKind::Partitioned});
  EXPECT_EQ(text_of(index_steps), R"(create_index public.ix: SHARE public.t; scans
CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a)
)");
  EXPECT_EQ(index_steps.front().grouping, Grouping::OfItsOwn);
  const auto key_steps =
      kWrite(AddKey{relation("t"), sql::ConstraintType::Unique, key, KeyIndex::ToBuild, TableKind::Partitioned});
  ASSERT_EQ(key_steps.size(), 1U);
  EXPECT_EQ(key_steps.front().kind, StepKind::AddUnique);
  EXPECT_TRUE(key_steps.front().scans);
  EXPECT_NE(key_steps.front().sql.find("ADD CONSTRAINT u UNIQUE (a);"), std::string::npos);
}

TEST(WriteTableSteps, APartitionLocksTheDefaultOneAndReadsIt) {
  const model::Partition partition{relation("p"), model::ListBound{{"x", model::BoundKeyword::Null}}, {}, {}};
  EXPECT_EQ(text_of(kWrite(AddPartition{relation("t"), partition, relation("rest"), {relation("far")}})),
            "create_partition public.p: ACCESS EXCLUSIVE public.t; ACCESS EXCLUSIVE public.rest; "
            "SHARE ROW EXCLUSIVE public.far; scans\n"
            "CREATE TABLE IF NOT EXISTS public.p PARTITION OF public.t FOR VALUES IN ('x', NULL)\n");
}

TEST(WriteTableSteps, APartitionIsMadeLikeItsParentAndAttachedInOneTransaction) {
  const model::Partition partition{relation("p"), model::RangeBound{{"1"}, {model::BoundKeyword::MaxValue}}, {}, {}};
  AddPartition change{relation("t"), partition, relation("rest"), {relation("far")}, LikeParent{true, name("fast")}};
  change.below_default = {relation("rest_1")};
  const auto steps = kWrite(change);
  EXPECT_EQ(text_of(steps), R"sql(create_partition public.p:
CREATE TABLE IF NOT EXISTS public.p (LIKE public.t INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION) TABLESPACE fast
attach_partition public.p: SHARE UPDATE EXCLUSIVE public.t; ACCESS EXCLUSIVE public.rest; ACCESS EXCLUSIVE public.rest_1; SHARE ROW EXCLUSIVE public.far; scans
DO $ddl$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_inherits
     WHERE inhrelid = 'public.p'::pg_catalog.regclass AND inhparent = 'public.t'::pg_catalog.regclass
    UNION ALL
    SELECT FROM pg_catalog.pg_class
     WHERE oid = 'public.p'::pg_catalog.regclass AND xmin <> pg_catalog.pg_current_xact_id()::pg_catalog.xid)
  THEN
    ALTER TABLE public.t ATTACH PARTITION public.p FOR VALUES FROM ('1') TO (MAXVALUE);
  END IF;
END
$ddl$
)sql");
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].grouping, Grouping::OfItsOwn);
  EXPECT_EQ(steps[1].grouping, Grouping::WithPrevious);
  EXPECT_EQ(steps[1].reason,
            "partition is missing; the default partition is locked, and read for rows that belong to it unless a valid "
            "check on it rules them out");
  // PostgreSQL 13 knows no compression.
  EXPECT_EQ(
      text_of(kWrite(AddPartition{relation("t"), partition, {}, {}, LikeParent{false}})).substr(0, 189),
      "create_partition public.p:\nCREATE TABLE IF NOT EXISTS public.p (LIKE public.t INCLUDING DEFAULTS INCLUDING "
      "GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE)\nattach_partition public.p: SHAR");
}

TEST(WriteTableSteps, AForeignKeyLocksThePartitionsToo) {
  model::ForeignKey key;
  key.name = name("fk");
  key.columns = names({"a"});
  key.target = relation("far");
  key.target_columns = names({"id"});
  AddForeignKey change{relation("t"), key, TableKind::Plain, {relation("p")}};
  const auto steps = kWrite(change);
  ASSERT_EQ(steps.size(), 2U);
  const std::vector<TableLock> added{{LockMode::ShareRowExclusive, relation("t")},
                                     {LockMode::ShareRowExclusive, relation("far")},
                                     {LockMode::ShareRowExclusive, relation("p")}};
  EXPECT_EQ(steps[0].locks, added);
  EXPECT_FALSE(steps[0].scans);
  const std::vector<TableLock> validated{{LockMode::ShareUpdateExclusive, relation("t")},
                                         {LockMode::RowShare, relation("far")},
                                         {LockMode::ShareUpdateExclusive, relation("p")}};
  EXPECT_EQ(steps[1].locks, validated);
  EXPECT_EQ(steps[1].sql, "ALTER TABLE public.t VALIDATE CONSTRAINT fk");
  change.table_kind = TableKind::Partitioned;
  ASSERT_EQ(kWrite(change).size(), 1U);
  EXPECT_EQ(kWrite(change).front().locks, added);
  EXPECT_TRUE(kWrite(change).front().scans);
}

TEST(WriteTableSteps, StorageIsSetInTheTransactionThatAddsTheColumn) {
  auto column = test::declared("  t: {columns: [{name: b, type: text}]}").tables.front().columns.front();
  column.storage = model::Storage::Main;
  const auto steps = kWrite(AddColumn{relation("t"), column});
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].grouping, Grouping::OfItsOwn);
  EXPECT_EQ(steps[1].grouping, Grouping::WithPrevious);
}

}  // namespace
}  // namespace pgreconcile::reconciler
