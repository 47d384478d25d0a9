#include <gtest/gtest.h>

#include "tests/support/differences.hpp"

// An index or key of a partitioned table that exists, and what is already there of it.
namespace pgreconcile::test {
namespace {

using model::AttachedIndex;
using model::OwnIndex;
using model::PartitionKind;
using model::PartitionMember;

constexpr auto kColumns =
    "  t:\n    columns: [{name: a, type: int, nullable: false}, {name: b, type: text}]\n"
    "    partition_by: {range: [a]}\n";
const std::string kPlain = kColumns;
const std::string kWithIndex = kPlain + "    indexes: [{name: ix, columns: [{column: a, order: desc}]}]\n";
const std::string kWithKey = kPlain + "    primary_key: {columns: [a]}\n";

PartitionMember member(const std::string& table, const std::string& parent, PartitionKind kind = PartitionKind::Table) {
  return {relation(table), relation(parent), kind, {}, {}};
}

/// As the only index of the only table of that file.
OwnIndex own(const std::string& file, const std::string& index) {
  OwnIndex result{declared(file).tables.front().indexes.front()};
  result.index.name = name(index);
  return result;
}

model::LiveDatabase with_members(model::LiveDatabase live, std::vector<PartitionMember> members) {
  live.partition_trees[relation("t")].members = std::move(members);
  return live;
}

void make_invalid(model::LiveDatabase& live) { live.tables.front().indexes.front().valid = false; }

TEST(DiffPartitionParts, EachTableBelowGetsItsPartUnderADefaultNameThatIsFree) {
  auto live = with_members(test::live(kPlain),
                           {member("p", "t"), member("s", "t", PartitionKind::Partitioned), member("s1", "s")});
  live.partition_trees[relation("t")].names_nearby = {relation("p_a_idx")};
  EXPECT_EQ(difference_text(declared(kWithIndex), live), R"(missing public.ix index: index is missing
  file: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a DESC)
  remedy: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a DESC)
    p_a_idx1 of public.ix on public.p
    s1_a_idx of public.s_a_idx on public.s1
    s_a_idx of public.ix on public.s, partitioned
  at schema.yaml:6:15
)");
}

TEST(DiffPartitionParts, WhatIsThereIsAttachedAndWhatLooksLikeItIsNot) {
  auto same = own(kWithIndex, "mine");
  auto other_order = same;
  other_order.index.name = name("other_order");
  other_order.index.elements.front().order = model::SortOrder::Ascending;
  auto of_key = same;
  of_key.index.name = name("of_key");
  of_key.constraint = sql::ConstraintType::Unique;
  auto p = member("p", "t");
  p.indexes = {of_key, other_order, same};
  auto q = member("q", "t");
  q.indexes = {of_key, other_order};
  EXPECT_EQ(difference_text(declared(kWithIndex), with_members(test::live(kPlain), {p, q})),
            R"(missing public.ix index: index is missing
  file: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a DESC)
  remedy: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a DESC)
    mine of public.ix on public.p, which is there
    q_a_idx of public.ix on public.q
  at schema.yaml:6:15
)");
}

TEST(DiffPartitionParts, AnIndexThatIsNotOnEveryPartitionIsGoneOnWith) {
  auto live = with_members(test::live(kWithIndex), {member("p", "t"), member("q", "t"),
                                                    member("s", "t", PartitionKind::Partitioned), member("s1", "s")});
  make_invalid(live);
  auto& members = live.partition_trees[relation("t")].members;
  members[0].attached = {{name("p_a_idx"), name("ix")}};
  members[2].attached = {{name("s_a_idx"), name("ix"), false}};
  EXPECT_EQ(difference_text(declared(kWithIndex), live),
            R"(missing public.ix partitions: the index is not on every partition yet
  file: on every partition
  live: not on every partition
  remedy: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a DESC)
    which is there
    q_a_idx of public.ix on public.q
    s1_a_idx of public.s_a_idx on public.s1
  at schema.yaml:6:15
)");
}

TEST(DiffPartitionParts, AnInvalidPartStopsOnlyItself) {
  auto live = with_members(test::live(kWithIndex), {member("p", "t"), member("q", "t")});
  make_invalid(live);
  auto broken = own(kWithIndex, "p_a_idx");
  broken.index.valid = false;
  live.partition_trees[relation("t")].members[0].indexes = {broken};
  const std::string invalid =
      R"(invalid public.p_a_idx valid: the index is invalid: a CREATE INDEX CONCURRENTLY broke off; --repair-invalid-indexes builds it anew
  file: valid
  live: invalid
  by hand: DROP INDEX CONCURRENTLY public.p_a_idx; CREATE INDEX CONCURRENTLY IF NOT EXISTS p_a_idx ON public.p USING btree (a DESC);
  at schema.yaml:6:15
)";
  EXPECT_EQ(difference_text(declared(kWithIndex), live),
            invalid +
                R"(missing public.ix partitions: the index is not on every partition yet
  file: on every partition
  live: not on every partition
  remedy: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a DESC)
    which is there
    q_a_idx of public.ix on public.q
  at schema.yaml:6:15
)");
  live.partition_trees[relation("t")].members[1].attached = {{name("q_a_idx"), name("ix")}};
  EXPECT_EQ(difference_text(declared(kWithIndex), live), invalid);
}

TEST(DiffPartitionParts, AnInvalidPartIsRepairedWhereThatIsAllowedAndThenAttached) {
  const reconciler::DiffOptions repaired{.invalid_indexes = reconciler::InvalidIndexes::Repaired};
  auto live = with_members(test::live(kWithIndex), {member("p", "t")});
  make_invalid(live);
  auto broken = own(kWithIndex, "mine");
  broken.index.valid = false;
  live.partition_trees[relation("t")].members[0].indexes = {broken};
  const std::string attached = R"(missing public.ix partitions: the index is not on every partition yet
  file: on every partition
  live: not on every partition
  remedy: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a DESC)
    which is there
    mine of public.ix on public.p, which is there
  at schema.yaml:6:15
)";
  EXPECT_EQ(describe(differences(declared(kWithIndex), live, {}, repaired)),
            R"(invalid public.mine valid: the index is invalid: a CREATE INDEX CONCURRENTLY broke off
  file: valid
  live: invalid
  by hand: DROP INDEX CONCURRENTLY public.mine; CREATE INDEX CONCURRENTLY IF NOT EXISTS mine ON public.p USING btree (a DESC);
  remedy: take away the invalid one, then CREATE INDEX IF NOT EXISTS mine ON public.p USING btree (a DESC)
  at schema.yaml:6:15
)" + attached);

  // What a constraint, or the index above, holds fast cannot be dropped.
  const auto for_a_person = [](const std::string& index) {
    return fmt::format(
        R"(invalid public.{0} valid: the index is invalid: a CREATE INDEX CONCURRENTLY broke off
  file: valid
  live: invalid
  by hand: REINDEX INDEX CONCURRENTLY public.{0};
)",
        index);
  };
  auto& p = live.partition_trees[relation("t")].members[0];
  p.indexes.clear();
  p.attached = {{name("p_a_idx"), name("ix"), false}};
  EXPECT_EQ(describe(differences(declared(kWithIndex), live, {}, repaired)),
            for_a_person("p_a_idx") + "  at schema.yaml:6:15\n");
  broken = own(kPlain + "    indexes: [{name: i, unique: true, columns: [a]}]\n", "mine");
  broken.constraint = sql::ConstraintType::PrimaryKey;
  broken.index.valid = false;
  auto keyed = with_members(test::live(kWithKey), {member("p", "t")});
  keyed.tables.front().primary_key->valid = false;
  keyed.partition_trees[relation("t")].members[0].indexes = {broken};
  EXPECT_EQ(describe(differences(declared(kWithKey), keyed, {}, repaired)),
            for_a_person("mine") + "  at schema.yaml:6:18\n");
}

TEST(DiffPartitionParts, AllPartsAreThereAndPostgresqlLooksAgain) {
  auto live = with_members(test::live(kWithIndex), {member("p", "t")});
  live.server.version_number = 140000;
  make_invalid(live);
  live.partition_trees[relation("t")].members[0].attached = {{name("p_a_idx"), name("ix")}};
  EXPECT_EQ(difference_text(declared(kWithIndex), live),
            R"(missing public.ix partitions: the index is not on every partition yet
  file: on every partition
  live: not on every partition
  remedy: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a DESC)
    which is there
    p_a_idx of public.ix on public.p, which is there with its constraint
  at schema.yaml:6:15
)");
}

TEST(DiffPartitionParts, AllPartsAreThereAndPostgresql13DoesNotLookAgain) {
  auto live = with_members(test::live(kWithIndex), {member("s", "t", PartitionKind::Partitioned), member("s1", "s")});
  live.server.version_number = 130023;
  make_invalid(live);
  auto& members = live.partition_trees[relation("t")].members;
  members[0].attached = {{name("s_a_idx"), name("ix"), false}};
  members[1].attached = {{name("s1_a_idx"), name("s_a_idx")}};
  const auto invalid = [](const std::string& index, const std::string& by_hand, int column) {
    return fmt::format(
        R"(invalid public.{} valid: the index is invalid although its parts are valid, and PostgreSQL 13 does not look again; where it is dropped, apply builds it anew
  file: valid
  live: invalid
  by hand: {}
  at schema.yaml:6:{}
)",
        index, by_hand, column);
  };
  // Of the one below, which its whole holds fast.
  EXPECT_EQ(difference_text(declared(kWithIndex), live), invalid("s_a_idx", "DROP INDEX public.ix;", 15));
  members[0].attached = {{name("s_a_idx"), name("ix")}};
  EXPECT_EQ(difference_text(declared(kWithIndex), live), invalid("ix", "DROP INDEX public.ix;", 15));

  auto keyed = with_members(test::live(kWithKey), {member("p", "t")});
  keyed.server.version_number = 130023;
  keyed.tables.front().primary_key->valid = false;
  keyed.partition_trees[relation("t")].members[0].attached = {{name("p_pkey"), name("t_pkey")}};
  EXPECT_EQ(difference_text(declared(kWithKey), keyed),
            invalid("t_pkey", "ALTER TABLE public.t DROP CONSTRAINT t_pkey;", 18));
}

TEST(DiffPartitionParts, WithoutPartitionsAnInvalidIndexIsInvalid) {
  auto live = test::live(kWithIndex);
  make_invalid(live);
  EXPECT_EQ(difference_text(declared(kWithIndex), live).substr(0, 29), "invalid public.ix valid: the ");
}

TEST(DiffPartitionParts, BesideAForeignTableThereIsOnlyThePlainWay) {
  const auto live = with_members(test::live(kPlain), {member("p", "t"), member("f", "t", PartitionKind::Foreign)});
  EXPECT_EQ(difference_text(declared(kWithIndex), live), R"(missing public.ix index: index is missing
  file: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a DESC)
  remedy: CREATE INDEX IF NOT EXISTS ix ON public.t USING btree (a DESC)
  at schema.yaml:6:15
)");
}

TEST(DiffPartitionParts, OfAKeyWithWhatIsThereOfIt) {
  const auto unique = own(kPlain + "    indexes: [{name: i, unique: true, columns: [a]}]\n", "built");
  auto with_constraint = unique;
  with_constraint.index.name = name("added");
  with_constraint.constraint = sql::ConstraintType::PrimaryKey;
  auto built = member("built_on", "t");
  built.indexes = {unique};
  auto added = member("added_to", "t");
  added.indexes = {with_constraint};
  auto sub = member("s", "t", PartitionKind::Partitioned);
  sub.indexes = {unique};  // which ADD CONSTRAINT cannot take there
  EXPECT_EQ(
      difference_text(declared(kWithKey), with_members(test::live(kPlain), {added, built, member("p", "t"), sub})),
      R"(missing public.t.t_pkey primary_key: primary key is missing
  file: PRIMARY KEY (a)
  remedy: add to public.t CONSTRAINT t_pkey PRIMARY KEY (a)
    added of public.t_pkey on public.added_to, which is there with its constraint
    built of public.t_pkey on public.built_on, which is there
    p_pkey of public.t_pkey on public.p
    s_pkey of public.t_pkey on public.s, partitioned
  at schema.yaml:6:18
)");
}

TEST(DiffPartitionParts, AKeyThatIsNotOnEveryPartitionIsGoneOnWith) {
  auto live = with_members(test::live(kWithKey), {member("p", "t")});
  live.tables.front().primary_key->valid = false;
  EXPECT_EQ(difference_text(declared(kWithKey), live),
            R"(missing public.t.t_pkey partitions: the constraint is not on every partition yet
  file: on every partition
  live: not on every partition
  remedy: add to public.t CONSTRAINT t_pkey PRIMARY KEY (a), whose index is there
    which is there
    p_pkey of public.t_pkey on public.p
  at schema.yaml:6:18
)");
}

TEST(DiffPartitionParts, AnUnnamedKeyThatIsNotOnEveryPartitionIsNotMadeTwice) {
  const auto file = kPlain + "    unique: [{columns: [a]}]\n";
  auto live = with_members(test::live(file), {member("p", "t")});
  live.tables.front().unique.front().valid = false;
  live.tables.front().unique.front().name = name("t_a_key7");
  EXPECT_EQ(difference_text(declared(file), live),
            R"(missing public.t.t_a_key7 partitions: the constraint is not on every partition yet
  file: on every partition
  live: not on every partition
  remedy: add to public.t CONSTRAINT t_a_key7 UNIQUE (a), whose index is there
    which is there
    p_a_key of public.t_a_key7 on public.p
  at schema.yaml:6:14
)");
}

TEST(DiffPartitionParts, APartitionsOtherPrimaryKeyIsInTheWay) {
  auto other = own(kPlain + "    indexes: [{name: i, unique: true, columns: [a, b]}]\n", "p_own");
  other.constraint = sql::ConstraintType::PrimaryKey;
  auto p = member("p", "t");
  p.indexes = {other};
  EXPECT_EQ(difference_text(declared(kWithKey), with_members(test::live(kPlain), {p})),
            R"(conflict public.p.p_own primary_key: the partition has another primary key
  file: PRIMARY KEY (a)
  live: PRIMARY KEY (a, b)
  by hand: ALTER TABLE public.p DROP CONSTRAINT p_own;
  at schema.yaml:6:18
missing public.t.t_pkey primary_key: primary key is missing
  file: PRIMARY KEY (a)
  remedy: add to public.t CONSTRAINT t_pkey PRIMARY KEY (a)
  at schema.yaml:6:18
)");
}

TEST(DiffPartitionParts, AForeignKeyIsAddedNotValidWhereTheServerTakesThat) {
  const auto file = "  far: {columns: [{name: id, type: int, primary_key: true}]}\n" + kPlain +
                    "    foreign_keys: [{columns: [a], references: {table: far, columns: [id]}}]\n";
  auto live = with_members(test::live("  far: {columns: [{name: id, type: int, primary_key: true}]}\n" + kPlain),
                           {member("p", "t"), member("s", "t", PartitionKind::Partitioned), member("s1", "s")});
  const std::vector<sql::QualifiedName> below{relation("p"), relation("s"), relation("s1")};
  for (const auto& [version, kind] :
       {std::pair(170000, reconciler::TableKind::Partitioned), std::pair(180000, reconciler::TableKind::Plain)}) {
    live.server.version_number = version;
    const auto found = differences(declared(file), live);
    ASSERT_EQ(found.size(), 1U);
    const auto& change = std::get<reconciler::AddForeignKey>(found.front().remedy.value());
    EXPECT_EQ(change.table_kind, kind) << version;
    EXPECT_EQ(change.partitions, below);
    EXPECT_EQ(change.parts.has_value(), kind == reconciler::TableKind::Partitioned);
  }
}

TEST(DiffPartitionParts, AForeignKeyComesToEachPartitionBeforeTheServerTakesThat) {
  const std::string far = "  far: {columns: [{name: id, type: int, primary_key: true}]}\n";
  const auto file = far + kPlain + "    foreign_keys: [{columns: [a], references: {table: far, columns: [id]}}]\n";
  model::ForeignKey key;
  key.name = name("mine");
  key.columns = names({"a"});
  key.target = relation("far");
  key.target_columns = names({"id"});
  auto valid = member("valid", "t");
  valid.foreign_keys = {key};
  auto half = member("half", "t");
  half.foreign_keys = {key};
  half.foreign_keys.front().validity = model::Validity::NotValid;
  auto other = member("other", "t");
  other.foreign_keys = {key};
  other.foreign_keys.front().on_delete = model::ReferentialAction::Cascade;
  auto taken = member("taken", "t");
  taken.constraints = names({"t_a_fkey", "taken_a_fkey"});
  auto sub_with_key = member("sub_with_key", "t", PartitionKind::Partitioned);
  sub_with_key.foreign_keys = {key};
  auto live = with_members(test::live(far + kPlain),
                           {valid, half, other, taken, member("sub", "t", PartitionKind::Partitioned), sub_with_key,
                            member("of_sub", "sub"), member("of_sub_with_key", "sub_with_key")});
  live.server.version_number = 170000;
  const std::string missing = R"(missing public.t.t_a_fkey foreign_key: foreign key is missing
  file: FOREIGN KEY (a) REFERENCES public.far (id)
  remedy: add to public.t CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES public.far (id)
)";
  EXPECT_EQ(difference_text(declared(file), live), missing + R"(    mine on public.half, which is there
    t_a_fkey on public.other
    taken_a_fkey1 on public.taken
    t_a_fkey on public.of_sub
  at schema.yaml:7:20
)");
  // Nowhere a way by parts: an empty list would be one.
  live.server.version_number = 180000;
  EXPECT_EQ(difference_text(declared(file), live), missing + "  at schema.yaml:7:20\n");
}

TEST(DiffPartitionParts, WhatIsHalfDoneIsNotReportedAsThePartitionsOwn) {
  const std::string partitions = "    partitions: {p: default}\n";
  auto p = member("p", "t");
  p.indexes = {own(kWithIndex, "Half"), own(kWithIndex, "other")};
  p.indexes.back().index.elements.front().order = model::SortOrder::Ascending;
  auto live = with_members(test::live(kPlain + partitions), {p});
  live.tables.front().partitions.front().unmodelled = {"index \"Half\"", "index other"};
  const auto text = difference_text(declared(kWithIndex + partitions), live);
  EXPECT_EQ(text.find("has index \"Half\""), std::string::npos) << text;
  EXPECT_NE(text.find("has index other, which pgreconcile cannot compare yet"), std::string::npos) << text;
}

}  // namespace
}  // namespace pgreconcile::test
