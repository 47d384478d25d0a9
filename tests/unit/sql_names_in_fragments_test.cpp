// The operators that a file names, and the columns that its expressions name.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/sql/bare_columns.hpp"
#include "src/sql/fragment.hpp"

namespace pgreconcile::sql {
namespace {

TEST(OperatorName, OneOperatorIsRead) {
  EXPECT_EQ(std::get<OperatorName>(parse_operator_name("&&")), (OperatorName{std::nullopt, "&&"}));
  EXPECT_EQ(std::get<OperatorName>(parse_operator_name("OPERATOR(app.@@@)")), (OperatorName{Identifier("app"), "@@@"}));
}

TEST(OperatorName, AnythingElseIsRefused) {
  for (const auto* text : {"", "=, =", "= 1 AND 1 =", "IN", "LIKE", "IS", "= ANY", "- -", "= --", "=/**/", ") = (",
                           "; =", "a", "OPERATOR(a.b.=)", "= 3 +", "=\n"}) {
    const auto parsed = parse_operator_name(text);
    ASSERT_TRUE(std::holds_alternative<FragmentError>(parsed)) << text;
    EXPECT_EQ(std::get<FragmentError>(parsed).message, "this is not exactly one operator") << text;
  }
}

std::vector<BareColumn> columns_of(const std::string& text) {
  return bare_columns(std::get<Expression>(parse_expression(text)));
}

TEST(BareColumns, AreFoundWhereTheyStand) {
  EXPECT_EQ(columns_of("a > 0 AND lower(\"B\") = c || a"),
            (std::vector<BareColumn>{
                {Identifier("a"), 0}, {Identifier("B"), 16}, {Identifier("c"), 23}, {Identifier("a"), 28}}));
}

TEST(BareColumns, WhatOnlyLooksLikeOneIsNone) {
  EXPECT_EQ(columns_of("x::geometry(Point, 4326) IS NOT NULL"), (std::vector<BareColumn>{{Identifier("x"), 0}}));
  EXPECT_EQ(columns_of("(pair).first > t.other + extract(year FROM now()) + f(arg => 1)"),
            (std::vector<BareColumn>{{Identifier("pair"), 1}}));
}

}  // namespace
}  // namespace pgreconcile::sql
