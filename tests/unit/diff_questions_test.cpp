#include <gtest/gtest.h>

#include <string>

#include "tests/support/differences.hpp"

namespace pgreconcile::reconciler {
namespace {

using model::ExpressionPair;
using model::Questions;

Questions questions(const std::string& file, const std::string& database, const model::Answers& answers = {}) {
  return diff(test::declared(file), test::live(database), answers, {}).questions;
}

// All questions in one line each.
std::string text_of(const Questions& questions) {
  std::string text;
  for (const auto& pair : questions.expressions) {
    text += fmt::format("{}: is {} {}{}?\n", pair.table.quoted(), pair.desired, pair.live,
                        pair.cast_to.empty() ? "" : " as " + pair.cast_to);
  }
  for (const auto& table : questions.table_sizes) text += fmt::format("how large is {}?\n", table.quoted());
  for (const auto& function : questions.functions) text += fmt::format("what is {}?\n", function);
  return text;
}

TEST(DiffQuestions, AreAskedOnlyWhereComparingCannotDecide) {
  const struct {
    std::string what;
    std::string file;
    std::string database;
    std::string expected;
  } cases[] = {
      {"equal text", "{name: a, type: int, default: 1 + 1}", "{name: a, type: int, default: 1 + 1}", ""},
      {"equal trees", "{name: a, type: int, default: (1+1)}", "{name: a, type: int, default: 1 + 1}", ""},
      {"synonyms", "{name: a, type: timestamptz, default: CURRENT_TIMESTAMP}",
       "{name: a, type: timestamptz, default: now()}", ""},
      {"a default", "{name: a, type: varchar(9), default: \"'x' || 'y'\"}",
       "{name: a, type: varchar(9), default: \"'xy'\"}", "public.t: is 'x' || 'y' 'xy' as character varying(9)?\n"},
      {"a default of another type is hidden", "{name: a, type: int, default: 1}", "{name: a, type: bigint, default: 2}",
       ""},
      {"a check", "{name: a, type: int, check: a > 0}", "{name: a, type: int, check: a >= 1}",
       "public.t: is a > 0 a >= 1?\n"},
      {"types that are not built in", "{name: a, type: mood}", "{name: a, type: x.mood}",
       "public.t: is NULL::mood NULL::x.mood?\n"},
      {"types of which one is built in", "{name: a, type: mood}", "{name: a, type: text}", ""},
      {"a column that takes nothing", "{name: a, type: int}, {name: b, type: int}", "{name: a, type: int}", ""},
      {"NOT NULL without default", "{name: a, type: int}, {name: b, type: int, nullable: false}",
       "{name: a, type: int}", "how large is public.t?\n"},
      {"a constant default", "{name: a, type: int}, {name: b, type: int, nullable: false, default: 0}",
       "{name: a, type: int}", ""},
      {"a default that calls functions", "{name: a, type: int}, {name: b, type: text, default: lower(upper('x'))}",
       "{name: a, type: int}", "how large is public.t?\nwhat is lower?\nwhat is upper?\n"},
      {"a function that is certainly not built in", "{name: a, type: int}, {name: b, type: text, default: app.f()}",
       "{name: a, type: int}", "how large is public.t?\n"},
  };
  for (const auto& [what, file, database, expected] : cases) {
    const auto t = [](const std::string& columns) { return "  t: {columns: [" + columns + "]}"; };
    EXPECT_EQ(text_of(questions(t(file), t(database))), expected) << what;
  }
}

TEST(DiffQuestions, AreNotAskedAgain) {
  const std::string file =
      "  t: {columns: [{name: a, type: int, default: 1 + 1}, {name: b, type: int, nullable: false}]}";
  const std::string database = "  t: {columns: [{name: a, type: int, default: 2}]}";
  const auto asked = questions(file, database);
  EXPECT_EQ(text_of(asked), "public.t: is 1 + 1 2 as integer?\nhow large is public.t?\n");
  EXPECT_TRUE(questions(file, database, test::answer(asked, {})).empty());
}

// One round of questions must do, whatever the answers are.
TEST(DiffQuestions, TheSizeIsAskedTogetherWithTheFunctionsOfADefault) {
  const std::string file = "  t: {columns: [{name: a, type: int}, {name: b, type: float, default: random()}]}";
  const std::string database = "  t: {columns: [{name: a, type: int}]}";
  const auto asked = questions(file, database);
  EXPECT_EQ(text_of(asked), "how large is public.t?\nwhat is random?\n");
  const auto answers = test::answer(asked, {.functions = model::Volatility::Volatile});
  EXPECT_TRUE(questions(file, database, answers).empty());
}

// Each check of the file against each of the database that has no partner of its name.
TEST(DiffQuestions, ChecksAreComparedWithEachThatMayBeThem) {
  const auto t = [](const std::string& checks) {
    return "  t: {columns: [{name: a, type: int}], checks: [" + checks + "]}";
  };
  EXPECT_EQ(text_of(questions(t("{name: x, expr: a > 0}, {name: same, expr: a < 9}"),
                              t("{name: p, expr: a > 1}, {name: q, expr: a > 2}, {name: same, expr: a < 9}"))),
            "public.t: is a > 0 a > 1?\npublic.t: is a > 0 a > 2?\n");
}

TEST(DiffQuestions, AnswersMakeOneDifferenceOfSeveralDefaults) {
  const auto file =
      test::declared("  t: {columns: [{name: a, type: int, default: 1 + 1}, {name: b, type: int, default: 1 + 2}]}");
  const auto database =
      test::live("  t: {columns: [{name: a, type: int, default: 2}, {name: b, type: int, default: 2}]}");
  const auto table = test::relation("t");
  model::Answers answers;
  answers.expressions[{table, "1 + 1", "2", "integer"}] = {model::Sameness::Same, ""};
  answers.expressions[{table, "1 + 2", "2", "integer"}] = {model::Sameness::Different, ""};
  const auto result = diff(file, database, answers, {});
  EXPECT_TRUE(result.questions.empty());
  EXPECT_EQ(test::describe(result.differences), R"(conflict public.t.b default: the column has another default
  file: 1 + 2
  live: 2
  by hand: ALTER TABLE public.t ALTER COLUMN b SET DEFAULT 1 + 2;
  at schema.yaml:3:55
)");
}

}  // namespace
}  // namespace pgreconcile::reconciler
