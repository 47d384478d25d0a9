#include "src/sql/partition_text.hpp"

#include <gtest/gtest.h>

namespace pgreconcile::sql {
namespace {

using Kind = BoundDatum::Kind;

BoundDatum constant(std::string text) { return {Kind::Constant, std::move(text)}; }

TEST(PartitionText, ReadsRanges) {
  const BoundText expected{.kind = BoundText::Kind::Range,
                           .from = {constant("2026-01-01"), {Kind::MinValue, ""}},
                           .to = {constant("2027-01-01"), {Kind::MaxValue, ""}},
                           .in = {}};
  EXPECT_EQ(parse_bound("FOR VALUES FROM ('2026-01-01', MINVALUE) TO ('2027-01-01', MAXVALUE)"), expected);
}

TEST(PartitionText, ReadsListsOfEveryKindOfConstant) {
  const BoundText expected{
      .kind = BoundText::Kind::List,
      .from = {},
      .to = {},
      .in = {constant("it's"), constant("-5"), constant("1.50"), constant("true"), constant("101"), {Kind::Null, ""}}};
  EXPECT_EQ(parse_bound("FOR VALUES IN ('it''s', '-5', 1.50, true, B'101', NULL)"), expected);
}

TEST(PartitionText, ReadsHashesAndTheDefault) {
  const BoundText hash{.kind = BoundText::Kind::Hash, .from = {}, .to = {}, .in = {}, .modulus = 4, .remainder = 3};
  EXPECT_EQ(parse_bound("FOR VALUES WITH (modulus 4, remainder 3)"), hash);
  EXPECT_EQ(parse_bound("DEFAULT"), BoundText{});
}

TEST(PartitionText, ReadsNothingElse) {
  EXPECT_EQ(parse_bound(""), std::nullopt);
  EXPECT_EQ(parse_bound("FOR VALUES FROM (now()) TO (MAXVALUE)"), std::nullopt);
  EXPECT_EQ(parse_bound("FOR VALUES IN (other)"), std::nullopt);
  EXPECT_EQ(parse_bound("DEFAULT; DROP TABLE a"), std::nullopt);
}

TEST(PartitionText, SplitsExpressionsOutsideOfTheirParenthesesAndQuotes) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(split_expressions("lower(a)"), Texts{"lower(a)"});
  EXPECT_EQ(split_expressions("lower(a), COALESCE(b, 'x, y'::text), (c + 1)"),
            (Texts{"lower(a)", "COALESCE(b, 'x, y'::text)", "(c + 1)"}));
  EXPECT_EQ(split_expressions(""), Texts{});
  EXPECT_EQ(split_expressions("a, ("), Texts{});
}

}  // namespace
}  // namespace pgreconcile::sql
