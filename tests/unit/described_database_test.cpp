// What a plan between files takes for the database.

#include "reconciler/described_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/schema.hpp"

namespace pgreconcile::reconciler {
namespace {

using test::declared;
using testing::Contains;
using testing::ElementsAre;

model::LiveDatabase described(const std::string& before, const std::string& desired) {
  const auto old_file = declared(before);
  const auto new_file = declared(desired);
  return described_database({old_file, new_file}, {"", "18.0", 180000});
}

constexpr auto kTarget = R"(
  far:
    columns: [{name: a, type: int}, {name: b, type: int}, {name: c, type: int}, {name: d, type: int}, {name: e, type: int}]
    unique: [{columns: [a]}, {columns: [b], deferrable: true}]
    indexes:
      - {name: by_c, unique: true, columns: [c]}
      - {name: by_d, unique: true, columns: [d], where: d > 0}
      - {name: by_e, columns: [e]}
)";

TEST(DescribedDatabase, WhatForeignKeysMayReferToIsUniqueAtOnceForAllRows) {
  const auto live = described(kTarget, "  t: {columns: [{name: a, type: int}]}\n");
  EXPECT_THAT(live.referable_keys, ElementsAre(model::ReferableKey{test::relation("far"), {test::name("a")}},
                                               model::ReferableKey{test::relation("far"), {test::name("c")}}));
}

TEST(DescribedDatabase, SequencesTakeTheNextNameThatIsFree) {
  const auto* file = R"(
  a: {columns: [{name: b_c, type: serial}]}
  a_b: {columns: [{name: c, type: serial}]}
)";
  const auto live = described(file, file);
  ASSERT_EQ(live.sequences.size(), 2U);
  EXPECT_EQ(live.sequences[0].name, test::relation("a_b_c_seq"));
  EXPECT_EQ(live.sequences[1].name, test::relation("a_b_c_seq1"));
}

TEST(DescribedDatabase, HasTheSchemasOfPartitionsAndOfTargets) {
  const auto live = described(R"(
  t:
    columns: [{name: a, type: int}]
    partition_by: {list: [a]}
    partitions: {parts.one: {in: [1]}}
)",
                              R"(
  u: {columns: [{name: a, type: int, references: {table: elsewhere.far, column: a}}]}
)");
  EXPECT_THAT(live.schemas, Contains(test::name("parts")));
  EXPECT_THAT(live.schemas, Contains(test::name("elsewhere")));
}

}  // namespace
}  // namespace pgreconcile::reconciler
