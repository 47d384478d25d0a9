#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "src/sql/equivalence.hpp"
#include "src/sql/fragment.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::sql {
namespace {

// `offset: message; hint`
template <typename Fragment>
std::string refusal(const FragmentResult<Fragment>& result) {
  const auto* error = std::get_if<FragmentError>(&result);
  if (error == nullptr) return "accepted";
  return fmt::format("{}: {}{}{}", error->offset, error->message, error->hint.empty() ? "" : "; ", error->hint);
}

std::string expression_refusal(const std::string& text) { return refusal(parse_expression(text)); }

std::string operand(const std::string& text) {
  const auto result = parse_expression(text);
  if (!std::holds_alternative<Expression>(result)) return refusal(result);
  EXPECT_EQ(std::get<Expression>(result).text(), text);
  return std::get<Expression>(result).operand();
}

struct Type {
  std::string canonical;
  bool is_builtin;
};

Type type(const std::string& text) {
  const auto result = parse_type_name(text, Identifier("app"));
  if (!std::holds_alternative<TypeName>(result)) return {refusal(result), false};
  const auto& name = std::get<TypeName>(result);
  EXPECT_EQ(name.text(), text);
  return {name.canonical(), name.is_builtin()};
}

std::string type_refusal(const std::string& text) { return refusal(parse_type_name(text, Identifier("app"))); }

TEST(SqlExpression, StandsAfterDefaultAsItIs) {
  for (const std::string text : {"0",
                                 "-1",
                                 "1.5",
                                 "'a'",
                                 "'a'::text",
                                 "E'a\\\\'",
                                 "B'01'",
                                 "NULL",
                                 "true",
                                 "now()",
                                 "pg_catalog.now()",
                                 "app.f(1 + 1)",
                                 "CURRENT_TIMESTAMP",
                                 "CURRENT_TIMESTAMP(3)",
                                 "LOCALTIME",
                                 "date '2020-01-01'",
                                 "CAST('1' AS numeric(10,2))",
                                 "'{}'::text[]",
                                 "(1)",
                                 "interval '1' day"}) {
    EXPECT_EQ(operand(text), text);
  }
}

TEST(SqlExpression, StandsAfterDefaultInParentheses) {
  for (const std::string text : {"1 + 1",
                                 "a",
                                 "a IS NULL",
                                 "NOT a",
                                 "a AND b",
                                 "a IN (1, 2)",
                                 "a COLLATE \"C\"",
                                 "ARRAY[1, 2]",
                                 "ROW(1, 2)",
                                 "CASE WHEN a THEN 1 ELSE 2 END",
                                 "coalesce(a, b)",
                                 "greatest(a, b)",
                                 "nullif(a, b)",
                                 "a::text",
                                 "now()::date",
                                 "extract(year FROM a)",
                                 "a AT TIME ZONE 'utc'",
                                 "a[1]",
                                 "a[1:2]",
                                 "(a).b",
                                 "f(a => 1)",
                                 "f(VARIADIC a)",
                                 "a BETWEEN 1 AND 2",
                                 "a LIKE 'x' ESCAPE '!'",
                                 "a SIMILAR TO 'x'",
                                 "a IS DISTINCT FROM b",
                                 "a IS TRUE",
                                 "a OPERATOR(pg_catalog.+) b",
                                 "a = ANY (ARRAY[1])",
                                 "trim(a)",
                                 "position('a' IN b)",
                                 "(a, b) = (1, 2)",
                                 "t.a > 0",
                                 "a /* why */ > 0",
                                 "a > 0 -- why\n"}) {
    const bool is_call = text.starts_with("f(");
    EXPECT_EQ(operand(text), is_call ? text : "(" + text + ")");
  }
}

TEST(SqlExpression, IsExactlyOne) {
  EXPECT_EQ(expression_refusal(""), "0: syntax error at end of input");
  EXPECT_EQ(expression_refusal("   "), "3: syntax error at end of input");
  EXPECT_EQ(expression_refusal("1; DROP TABLE t"), "0: more than one statement where one SQL expression is wanted");
  EXPECT_EQ(expression_refusal("1;"), "1: syntax error at or near \";\"");
  EXPECT_EQ(expression_refusal("ALL 1"), "0: syntax error at or near \"ALL\"");
  EXPECT_EQ(expression_refusal("*"), "0: syntax error at or near \"*\"");
  EXPECT_EQ(expression_refusal("1) + (2"), "1: syntax error at or near \")\"");
  EXPECT_EQ(expression_refusal("1 +"), "3: syntax error at end of input");
  EXPECT_EQ(expression_refusal("'a"), "0: unterminated quoted string at or near \"'a\"");
  EXPECT_EQ(expression_refusal(std::string("1\0", 2)), "1: a NUL character");
  EXPECT_EQ(expression_refusal("a > 1 and"), "9: syntax error at end of input") << "and is no label";
  EXPECT_EQ(expression_refusal("1, 2"), "0: this is not exactly one SQL expression");
  EXPECT_EQ(expression_refusal("DISTINCT a"), "0: syntax error at or near \"DISTINCT\"");
  EXPECT_EQ(expression_refusal("1 a"), "2: syntax error at or near \"a\"");
  for (const std::string clause :
       {"AS a", "FROM t", "WHERE b", "LIMIT 1", "UNION SELECT 2", "INTO t", "FOR UPDATE", "ORDER BY 1", "OFFSET 0"}) {
    const auto word = clause.substr(0, clause.find(' '));
    EXPECT_EQ(expression_refusal("1 " + clause), "2: syntax error at or near \"" + word + "\"");
  }
}

TEST(SqlExpression, IsNotCutShortByAComment) {
  const std::string hidden = "0: a comment hides the end of the expression; remove the comment";
  EXPECT_EQ(expression_refusal("1 --"), hidden);
  EXPECT_EQ(expression_refusal("'a' -- it's"), hidden);
  EXPECT_EQ(expression_refusal("1 /* a"), "2: unterminated /* comment at or near \"/* a\"");
  EXPECT_EQ(expression_refusal("1 /* /* */"), "2: unterminated /* comment at or near \"/* /* */\"");
}

// Some releases of the parser leave negative integers out of their tree, and a comment hides what to restore.
TEST(SqlExpression, NeverReadsANegativeNumberAsAnother) {
  const std::string commented = "- /* 2 */ 1";
  const auto refusal = expression_refusal(commented);
  EXPECT_THAT(refusal, testing::AnyOf("0: a comment stands in a negative number", "accepted"));
  EXPECT_EQ(known_equal(commented, "-1", ""), refusal == "accepted");
  EXPECT_FALSE(known_equal(commented, "-2", ""));
}

TEST(SqlExpression, HoldsNothingButValues) {
  EXPECT_EQ(expression_refusal("1 + (SELECT 2)"), "4: a sub-select is not allowed here");
  EXPECT_EQ(expression_refusal("EXISTS (SELECT 1)"), "0: a sub-select is not allowed here");
  EXPECT_EQ(expression_refusal("1 + $1"), "4: a parameter ($1) is not allowed here");
  EXPECT_EQ(expression_refusal("t.*"), "0: * is not an expression");
  EXPECT_EQ(expression_refusal("1 + rank() OVER ()"), "4: a window call is not allowed here");
  for (const std::string aggregate :
       {"count(*)", "sum(a)", "pg_catalog.sum(a)", "db.pg_catalog.sum(a)", "count(DISTINCT a)", "f(a ORDER BY b)",
        "f(a) FILTER (WHERE b)", "mode() WITHIN GROUP (ORDER BY a)", "row_number()"}) {
    EXPECT_EQ(expression_refusal("1 + " + aggregate), "4: an aggregate call is not allowed here") << aggregate;
  }
  EXPECT_EQ(expression_refusal("GROUPING(a)"), "0: GROUPING is not allowed here");
  EXPECT_EQ(expression_refusal("xmlelement(name a)"), "0: this kind of expression is not supported (XmlExpr)");
  EXPECT_EQ(expression_refusal("DEFAULT"), "0: this kind of expression is not supported (SetToDefault)");
}

TEST(SqlExpression, CallsNothingHarmful) {
  const auto harmful = [](std::size_t offset, const std::string& name) {
    return fmt::format("{}: function {} is volatile and may do harm; it is refused everywhere", offset, name);
  };
  EXPECT_EQ(expression_refusal("1 + setval('s', 1)"), harmful(4, "setval"));
  EXPECT_EQ(expression_refusal("coalesce(PG_SLEEP(1), 1)"), harmful(9, "pg_sleep"));
  EXPECT_EQ(expression_refusal("pg_catalog.\"lo_unlink\"(1)"), harmful(0, "lo_unlink"));
  EXPECT_EQ(expression_refusal("kraken.pg_catalog.lo_unlink(1)"), harmful(0, "lo_unlink"));
  EXPECT_EQ(expression_refusal("('1'::float8).pg_sleep"), harmful(0, "pg_sleep"));
  EXPECT_EQ(operand("app.setval(1)"), "app.setval(1)");
  EXPECT_EQ(operand("nextval('s')"), "nextval('s')");
}

// Offsets count bytes: what shows them in a file turns them into columns.
TEST(SqlExpression, CountsBytesBeforeAnError) {
  EXPECT_EQ(expression_refusal("'ä€😀' || setval('s', 1)"),
            "15: function setval is volatile and may do harm; it is refused everywhere");
  EXPECT_EQ(expression_refusal("'ä€😀' ||| )"), "16: syntax error at or near \")\"");
  EXPECT_EQ(expression_refusal("ä€ ä€ ä€"), "12: syntax error at or near \"ä€\"");
}

TEST(SqlExpression, SurvivesHoweverDeepItIs) {
  const auto sum = [](int terms) {
    std::string text = "1";
    while (--terms > 0) text += "+1";
    return text;
  };
  EXPECT_EQ(expression_refusal(sum(900)), "accepted");
  EXPECT_EQ(expression_refusal(sum(1100)), "0: nested too deeply");
  EXPECT_EQ(expression_refusal(sum(32000)), "0: nested too deeply");
  EXPECT_EQ(expression_refusal(sum(1000000)), "0: longer than 65536 bytes");
  EXPECT_EQ(expression_refusal("'" + std::string(5000, '{') + "\\\"{'"), "accepted");
}

TEST(SqlExpression, OfTheCatalogMayCallAnything) {
  const auto result = catalog_expression("setval('s'::regclass, 1)");
  ASSERT_TRUE(std::holds_alternative<Expression>(result));
  EXPECT_EQ(std::get<Expression>(result).operand(), "setval('s'::regclass, 1)");
  EXPECT_EQ(refusal(catalog_expression("1; 2")), "3: syntax error at or near \"2\"");
}

TEST(SqlLiteral, IsQuoted) {
  EXPECT_EQ(quote_literal(""), "''");
  EXPECT_EQ(quote_literal("it's"), "'it''s'");
  EXPECT_EQ(quote_literal("a\nb\"$$;--"), "'a\nb\"$$;--'");
  EXPECT_EQ(quote_literal("\\"), "E'\\\\'");
  EXPECT_EQ(quote_literal("\\' || '"), "E'\\\\'' || '''");
  EXPECT_EQ(literal_expression("'").operand(), "''''");
  EXPECT_EQ(literal_expression("now()").text(), "'now()'");
  for (const std::string value : {"", "'", "''", "\\", "\\'", "'; DROP TABLE t; --", "$$", "ä€😀"}) {
    EXPECT_EQ(operand(quote_literal(value)), quote_literal(value));
  }
}

TEST(SqlTypeName, IsSpelledAsTheCatalogDoes) {
  EXPECT_EQ(type("int8").canonical, "bigint");
  EXPECT_EQ(type("INT").canonical, "integer");
  EXPECT_EQ(type("varchar(16)").canonical, "character varying(16)");
  EXPECT_EQ(type("numeric(10)").canonical, "numeric(10,0)");
  EXPECT_EQ(type("_int4").canonical, "integer[]");
  EXPECT_EQ(type("timestamptz(3)[]").canonical, "timestamp(3) with time zone[]");
  EXPECT_EQ(type("kraken.pg_catalog.int4").canonical, "integer");
}

TEST(SqlTypeName, LivesInASchema) {
  EXPECT_EQ(type("mood").canonical, "app.mood");
  EXPECT_EQ(type("Mood").canonical, "app.mood");
  EXPECT_EQ(type("public.mood[]").canonical, "public.mood[]");
  EXPECT_EQ(type("\"Weird Type\"[]").canonical, "app.\"Weird Type\"[]");
  EXPECT_EQ(type("\"INT\"").canonical, "app.\"INT\"");
  EXPECT_EQ(type("geometry(Point,4326)").canonical, "app.geometry(point,4326)");
  EXPECT_EQ(type("geometry(\"Point\", 4326)").canonical, "app.geometry(Point,4326)");
  EXPECT_TRUE(type("pg_catalog.text").is_builtin);
  EXPECT_TRUE(type("kraken.pg_catalog.text").is_builtin);
  EXPECT_TRUE(type("_text").is_builtin);
  EXPECT_FALSE(type("mood").is_builtin);
  EXPECT_FALSE(type("app.text").is_builtin);
  EXPECT_FALSE(type("pg_catalog.app.text").is_builtin);
}

TEST(SqlTypeName, IsExactlyOne) {
  EXPECT_EQ(type_refusal(""), "0: syntax error at end of input");
  EXPECT_EQ(type_refusal("int; DROP TABLE t"), "0: more than one statement where one type name is wanted");
  EXPECT_EQ(type_refusal("numeric("), "8: syntax error at end of input");
  EXPECT_EQ(type_refusal("varchar(0"), "9: syntax error at end of input");
  EXPECT_EQ(type_refusal("float(60)"), "6: precision for type float must be less than 54 bits");
  for (const std::string text : {"int NOT NULL", "int DEFAULT 1", "int, b int", "int::text", "int + 1", "int AS a",
                                 "int a", "text COLLATE \"C\"", "int FROM t", "int --", "int;", "SETOF int", "t.a%TYPE",
                                 "int[1] || 2", "numeric(setval('s', 1))", "varchar((SELECT 1))"}) {
    EXPECT_NE(type_refusal(text), "accepted") << text;
  }
}

// The parser takes any modifier of a type that is named like another; the server refuses these.
TEST(SqlTypeName, TakesOddModifiersOfInterval) {
  EXPECT_EQ(type("\"interval\"('x')").canonical, "interval");
  EXPECT_EQ(type("\"interval\"(1)").canonical, "interval");
  EXPECT_EQ(type("pg_catalog.interval(99999999999)").canonical, "interval");
}

TEST(SqlIdentifier, IsQuotedWhereSqlNeedsIt) {
  const auto quoted = [](const std::string& name) { return Identifier(name).quoted(); };
  for (const std::string name : {"a", "_", "a1", "kraken_turns", "abort", "name", "x_9"}) EXPECT_EQ(quoted(name), name);
  for (const std::string name :
       {"",     " ",     "A",    "aB",          "1a",           "a.b",        "a b",     "a-b", "a$b", "$ddl$",
        "a'b",  "a\\b",  "a;b",  "a\nb",        "--",           "/*",         "ä",       "€",   "😀",   "select",
        "user", "table", "char", "system_user", "merge_action", "json_table", "between", "int"}) {
    EXPECT_EQ(quoted(name), "\"" + name + "\"");
  }
  EXPECT_EQ(quoted("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(quoted("\""), "\"\"\"\"");
  EXPECT_EQ(quoted(std::string(63, 'a')), std::string(63, 'a'));
  EXPECT_EQ(quoted(std::string(63, 'A')), "\"" + std::string(63, 'A') + "\"");
  EXPECT_EQ(quoted_list({Identifier("a"), Identifier("B"), Identifier("c\"")}), "a, \"B\", \"c\"\"\"");
  EXPECT_EQ((QualifiedName{Identifier("app.x"), Identifier("t")}.quoted()), "\"app.x\".t");
}

}  // namespace
}  // namespace pgreconcile::sql
