// What `readable` writes means to the server what the catalog held.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>
#include <string>
#include <vector>

#include "src/sql/readable_expression.hpp"
#include "tests/integration/readable_expression_cases.hpp"
#include "tests/support/database.hpp"

namespace pgreconcile {
namespace {

constexpr auto kColumns =
    "i integer, s smallint, b bigint, n numeric(10,2), f double precision, r real, ok boolean, t text, v varchar, "
    "w varchar(16), c char(3), m mood, d date, at timestamptz, ts timestamp(3), u uuid, j jsonb, ints integer[], "
    "texts text[], \"Odd name\" varchar(8), \"order\" text, nm name, iv interval, e email";

const std::map<std::string, std::string> kTypes{{"i", "integer"},
                                                {"s", "smallint"},
                                                {"b", "bigint"},
                                                {"n", "numeric(10,2)"},
                                                {"f", "double precision"},
                                                {"r", "real"},
                                                {"ok", "boolean"},
                                                {"t", "text"},
                                                {"v", "character varying"},
                                                {"w", "character varying(16)"},
                                                {"c", "character(3)"},
                                                {"m", "public.mood"},
                                                {"d", "date"},
                                                {"at", "timestamp with time zone"},
                                                {"ts", "timestamp(3) without time zone"},
                                                {"u", "uuid"},
                                                {"j", "jsonb"},
                                                {"ints", "integer[]"},
                                                {"texts", "text[]"},
                                                {"Odd name", "character varying(8)"},
                                                {"order", "text"},
                                                {"nm", "name"},
                                                {"iv", "interval"},
                                                {"e", "character varying(60)"}};

class ReadableExpression : public testing::Test {
 protected:
  ReadableExpression() {
    database_.execute("CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s'); CREATE DOMAIN email AS varchar(60)");
  }

  // The catalog's text of the expression as a CHECK of a new table, as pgreconcile reads it.
  std::string in_catalog(test::Connection& connection, const std::string& expression) {
    const auto table = fmt::format("t{}", ++tables_);
    connection.execute(
        fmt::format("SET search_path = public; CREATE TABLE {} ({}, CHECK ({}))", table, kColumns, expression));
    return connection.value(
        fmt::format("SET search_path = pg_catalog, pg_temp; SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint "
                    "WHERE conrelid = 'public.{}'::regclass AND contype = 'c'",
                    table));
  }

  test::TestDatabase database_;
  int tables_ = 0;
};

std::string readable(const std::string& catalog) {
  const auto parsed = sql::catalog_expression(catalog);
  if (const auto* error = std::get_if<sql::FragmentError>(&parsed)) return "cannot be read: " + error->message;
  return sql::readable(std::get<sql::Expression>(parsed), kTypes);
}

TEST_F(ReadableExpression, MakesTheSameCatalogText) {
  auto connection = database_.connect();
  const bool is_before_14 = test::server_major() < 14;
  for (const auto& [written, since_14, before_14, of_parser_17] : test::readable_cases()) {
    const auto& expected = is_before_14 && !before_14.empty() ? before_14 : since_14;
    const auto catalog = in_catalog(connection, written);
    const auto text = readable(catalog);
    EXPECT_THAT(text, testing::AnyOf(expected, of_parser_17.empty() ? expected : of_parser_17)) << catalog;
    EXPECT_EQ(in_catalog(connection, text), catalog) << text;
  }
}

// Fed back, PostgreSQL's own text of an IN list over varchar becomes another text, which is stable from then on.
TEST_F(ReadableExpression, KeepsTheSecondTextOfVarcharLists) {
  auto connection = database_.connect();
  const auto second = in_catalog(connection, in_catalog(connection, "v IN ('a', 'b')"));
  EXPECT_EQ(second, "((v)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))");
  EXPECT_EQ(in_catalog(connection, readable(second)), second);
  EXPECT_EQ(readable(readable(second)), readable(second));
}

}  // namespace
}  // namespace pgreconcile
