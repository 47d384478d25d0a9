#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/model/default_name.hpp"
#include "tests/support/schema.hpp"

namespace pgreconcile::model {
namespace {

std::string times(int count, const std::string& text) {
  std::string result;
  for (int n = 0; n < count; ++n) result += text;
  return result;
}

// The names that constraints of one kind on a table get, by attempt from 0.
struct Case {
  std::string table;
  std::vector<std::string> columns;
  std::string suffix;
  std::vector<std::string> expected;
};

// What PostgreSQL 15 named them, when each was added without a name, again and again.
TEST(DefaultName, IsWhatTheServerChooses) {
  const auto t63 = times(63, "t");
  const auto a31 = times(31, "ä");
  const Case cases[] = {
      {"turns", {}, "pkey", {"turns_pkey"}},
      {"turns", {"id"}, "key", {"turns_id_key", "turns_id_key1", "turns_id_key2"}},
      {"turns", {"tenant_id", "turn_id"}, "fkey", {"turns_tenant_id_turn_id_fkey", "turns_tenant_id_turn_id_fkey1"}},
      {"turns", {}, "check", {"turns_check"}},
      {"Weird Name", {"Ä b", "c\"d"}, "key", {"Weird Name_Ä b_c\"d_key", "Weird Name_Ä b_c\"d_key1"}},
      // the longer part gives way, and both in turn once they are equal
      {t63, {}, "pkey", {times(58, "t") + "_pkey"}},
      {t63, {"id"}, "key", {times(56, "t") + "_id_key", times(55, "t") + "_id_key1", times(55, "t") + "_id_key2"}},
      {t63,
       {times(63, "c")},
       "key",
       {times(29, "t") + "_" + times(29, "c") + "_key", times(29, "t") + "_" + times(28, "c") + "_key1"}},
      {times(30, "t"), {times(63, "c")}, "key", {times(29, "t") + "_" + times(29, "c") + "_key"}},
      {t63, {times(30, "c")}, "fkey", {times(29, "t") + "_" + times(28, "c") + "_fkey"}},
      // columns are joined as far as they fit
      {"abc", {times(40, "c"), times(40, "d")}, "key", {"abc_" + times(40, "c") + "_" + times(14, "d") + "_key"}},
      {"abc", {times(60, "c"), "x", "y", times(40, "d")}, "fkey", {"abc_" + times(54, "c") + "_fkey"}},
      // never inside a character
      {a31, {"id"}, "key", {times(28, "ä") + "_id_key", times(27, "ä") + "_id_key1"}},
      {a31, {times(31, "ö")}, "key", {times(14, "ä") + "_" + times(14, "ö") + "_key"}},
      {"x" + a31, {}, "pkey", {"x" + times(28, "ä") + "_pkey"}},
      {"x" + a31,
       {times(21, "€")},
       "fkey",
       {"x" + times(14, "ä") + "_" + times(9, "€") + "_fkey", "x" + times(13, "ä") + "_" + times(9, "€") + "_fkey1"}},
      {times(15, "𝄞"), {}, "pkey", {times(14, "𝄞") + "_pkey"}},
      {times(15, "𝄞"), {times(21, "€")}, "key", {times(7, "𝄞") + "_" + times(9, "€") + "_key"}},
      {times(21, "€"),
       {"ab", times(15, "𝄞"), times(20, "€")},
       "key",
       {times(9, "€") + "_ab_" + times(6, "𝄞") + "_key", times(9, "€") + "_ab_" + times(6, "𝄞") + "_key1"}},
  };
  for (const auto& [table, columns, suffix, expected] : cases) {
    for (std::size_t attempt = 0; attempt < expected.size(); ++attempt) {
      const auto name =
          default_constraint_name(sql::Identifier(table), test::names(columns), suffix, static_cast<int>(attempt));
      EXPECT_EQ(name.name(), expected[attempt]) << "attempt " << attempt << " for " << table;
    }
  }
}

// What PostgreSQL 15 named exclusion constraints over these elements, after `t_` and before `_excl`.
TEST(DefaultName, OfExpressionsIsWhatTheServerChooses) {
  const std::pair<std::string, std::string> cases[] = {
      {"{expr: lower(c)}", "lower"},
      {"{expr: a + b}", "expr"},
      {"{expr: abs(a)}, {expr: abs(b)}", "abs_abs1"},
      {"{column: a}, {expr: abs(a)}, {expr: abs(a)}", "a_abs_abs1"},
      {"{expr: c || 'a'}, {column: a}, {expr: a + b}, {expr: a - 1}", "expr_a_expr1_expr2"},
      {"{expr: 'a::text'}", "a"},
      {"{expr: '(a + b)::text'}", "text"},
      {"{expr: 'lower(c)::varchar'}", "lower"},
      {"{expr: 'c COLLATE \"C\"'}", "c"},
      {"{expr: pg_catalog.upper(c)}", "upper"},
      {"{expr: CASE WHEN a > 0 THEN b END}", "case"},
      {"{expr: CASE WHEN a > 0 THEN b ELSE a END}", "a"},
      {"{expr: 'coalesce(a, b)'}", "coalesce"},
      {"{expr: 'greatest(a, b)'}", "greatest"},
      {"{expr: 'least(a, b)'}", "least"},
      {"{expr: 'nullif(a, b)'}", "nullif"},
      {"{expr: 'ARRAY[a, b]'}", "array"},
      {"{expr: '(ARRAY[a, b])[1]'}", "array"},
      {"{expr: substring(c from 1 for 2)}", "substring"},
      {"{expr: trim(c)}", "btrim"},
      {"{expr: a IS NULL}", "expr"},
      {"{expr: c LIKE 'x'}", "expr"},
      {"{expr: true}", "expr"},
  };
  for (const auto& [elements, expected] : cases) {
    auto with_operators = elements;
    for (auto at = with_operators.find('}'); at != std::string::npos; at = with_operators.find('}', at + 13)) {
      with_operators.insert(at, ", with: \"=\"");
    }
    const auto file = test::declared(
        "  t: {columns: [{name: a, type: int}, {name: b, type: int}, {name: c, type: text}], exclude: [{elements: [" +
        with_operators + "]}]}");
    const auto columns = columns_in_name(file.tables.at(0).exclusions.at(0));
    EXPECT_EQ(default_constraint_name(sql::Identifier("t"), columns, "excl").name(), "t_" + expected + "_excl");
  }
}

TEST(DefaultName, OfAUniqueConstraintHasWhatItIncludes) {
  const auto file = test::declared(
      "  t: {columns: [{name: a, type: int}, {name: b, type: int}], "
      "unique: [{columns: [a], include: [b]}]}");
  EXPECT_EQ(columns_in_name(file.tables.at(0).unique.at(0)), test::names({"a", "b"}));
}

TEST(WantedRelations, AreAllNamesThatTheFileHasMayTakeOrRefersTo) {
  const auto desired = test::declared(R"(
  t:
    columns: [{name: id, type: uuid, primary_key: true}, {name: a, type: uuid, unique: true}]
    unique: [{name: t_named, columns: [id, a]}]
    foreign_keys: [{columns: [a], references: {table: far, columns: [id]}}]
    checks: [{name: no_relation, expr: a <> id}]
    indexes: [{name: ix, columns: [a]}])");
  const std::set<sql::QualifiedName> expected{
      test::relation("far"),      test::relation("ix"),       test::relation("t"),        test::relation("t_a_key"),
      test::relation("t_a_key1"), test::relation("t_a_key2"), test::relation("t_a_key3"), test::relation("t_named"),
      test::relation("t_pkey"),   test::relation("t_pkey1"),  test::relation("t_pkey2"),  test::relation("t_pkey3")};
  EXPECT_EQ(wanted_relations(desired), expected);
}

}  // namespace
}  // namespace pgreconcile::model
