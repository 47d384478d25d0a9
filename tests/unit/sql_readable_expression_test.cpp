#include "src/sql/readable_expression.hpp"

#include <gtest/gtest.h>

#include "src/model/readable.hpp"
#include "tests/support/schema.hpp"

using namespace pgreconcile;

namespace {

sql::Expression expression(std::string_view text) { return std::get<sql::Expression>(sql::catalog_expression(text)); }

std::optional<std::string> sole(std::string_view text, std::string_view type) {
  return sql::sole_string_literal(expression(text), type);
}

TEST(SoleStringLiteral, IsALiteralOrOneThatIsCastToTheColumnsOwnType) {
  EXPECT_EQ(sole("'it''s'", "text"), "it's");
  EXPECT_EQ(sole("'a'::text", "text"), "a");
  EXPECT_EQ(sole("'a'::character varying", "character varying(10)"), "a");
  EXPECT_EQ(sole("'a'::public.mood", "public.mood"), "a");
}

TEST(SoleStringLiteral, IsNothingElse) {
  EXPECT_EQ(sole("'a'::text", "public.mood"), std::nullopt);
  EXPECT_EQ(sole("'a'::text || 'b'::text", "text"), std::nullopt);
  EXPECT_EQ(sole("lower('a'::text)", "text"), std::nullopt);
  EXPECT_EQ(sole("1", "integer"), std::nullopt);
}

constexpr std::string_view kPersons = "b IN ('x', 'y')";

TEST(Readable, ReachesEveryExpressionOfATable) {
  auto database = test::declared("  t: {columns: [{name: b, type: text}]}");
  auto& table = database.tables.front();
  const auto live = expression("(b = ANY (ARRAY['x'::text, 'y'::text]))");
  table.columns.front().default_value = expression("'-5'::integer");
  table.columns.front().generated = live;
  table.checks = {{.name = test::name("c"), .expression = live, .unmodelled = {}, .origin = {}}};
  model::ExclusionConstraint exclusion;
  exclusion.elements = {{{.key = live}, {std::nullopt, "="}}};
  exclusion.predicate = live;
  table.exclusions = {exclusion};
  model::Index index;
  index.elements = {{.key = live}};
  index.predicate = live;
  table.indexes = {index};
  table.partition_by.emplace();
  table.partition_by->elements = {{live, std::nullopt, std::nullopt}};

  const auto readable = model::readable(database).tables.front();
  EXPECT_EQ(readable.columns.front().default_value->text(), "-5");
  EXPECT_EQ(readable.columns.front().generated->text(), kPersons);
  EXPECT_EQ(readable.checks.front().expression.text(), kPersons);
  EXPECT_EQ(readable.exclusions.front().elements.front().element.expression()->text(), kPersons);
  EXPECT_EQ(readable.exclusions.front().predicate->text(), kPersons);
  EXPECT_EQ(readable.indexes.front().elements.front().expression()->text(), kPersons);
  EXPECT_EQ(readable.indexes.front().predicate->text(), kPersons);
  EXPECT_EQ(std::get<sql::Expression>(readable.partition_by->elements.front().key).text(), kPersons);
}

TEST(Readable, TakesTheValueOfADomainForOneOfTheTypeThatItIsMadeOf) {
  const auto text = std::get<sql::TypeName>(sql::parse_type_name("text", test::name("public")));
  auto database = test::declared("  t: {columns: [{name: b, type: email}]}");
  model::Domain domain{.name = test::relation("email"),
                       .type = text,
                       .default_value = std::nullopt,
                       .collation = std::nullopt,
                       .checks = {},
                       .unmodelled = {},
                       .origin = {}};
  const auto of_value = expression("(VALUE = ANY (ARRAY['x'::text, 'y'::text]))");
  domain.checks = {{.name = test::name("c"), .expression = of_value, .unmodelled = {}, .origin = {}}};
  database.domains = {domain};
  const auto readable = model::readable(database);
  EXPECT_EQ(readable.domains.front().checks.front().expression.text(), "value IN ('x', 'y')");
}

}  // namespace
