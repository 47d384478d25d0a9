#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "src/sql/fragment.hpp"
#include "src/sql/function_names.hpp"
#include "src/sql/identifier.hpp"
#include "src/sql/literal.hpp"
#include "tests/support/database.hpp"

// What src/sql knows of PostgreSQL by heart, beside what the server says.
namespace pgreconcile::sql {
namespace {

using test::TestDatabase;

std::vector<std::string> first_column(const test::Rows& rows) {
  std::vector<std::string> values;
  for (const auto& row : rows) values.push_back(row.front());
  return values;
}

std::string canonical(const std::string& type) {
  const auto parsed = parse_type_name(type, Identifier("app"));
  const auto* error = std::get_if<FragmentError>(&parsed);
  return error != nullptr ? error->message : std::get<TypeName>(parsed).canonical();
}

class SqlTypesOfTheServer : public testing::Test {
 protected:
  SqlTypesOfTheServer() {
    database_.execute(
        "CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('good'); CREATE TYPE app.\"Weird Type\" AS (a int);"
        "CREATE DOMAIN app.\"a$b\" AS text; CREATE DOMAIN app.\"a.b\"\"c\" AS text; CREATE DOMAIN app.\"char\" AS text;"
        "CREATE DOMAIN app.\"select\" AS text");
  }

  // What format_type() says of a column of that type.
  std::string formatted(const std::string& type) {
    session_.execute("SET search_path = pg_catalog, app");
    session_.execute(fmt::format("DROP TABLE IF EXISTS app.t; CREATE TABLE app.t (c {})", type));
    session_.execute("SET search_path = pg_catalog");
    return session_.value(
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'app.t'::regclass AND attnum = 1");
  }

  TestDatabase database_;
  test::Connection session_ = database_.connect();
};

TEST_F(SqlTypesOfTheServer, HaveMultirangesSince14) {
  if (test::server_major() < 14) {
    EXPECT_THROW(formatted("tstzmultirange"), std::runtime_error);
  } else {
    EXPECT_EQ(formatted("tstzmultirange"), canonical("tstzmultirange"));
  }
}

TEST_F(SqlTypesOfTheServer, HaveNegativeScalesSince15) {
  if (test::server_major() < 15) {
    EXPECT_THROW(formatted("numeric(3,-2)"), std::runtime_error);
  } else {
    EXPECT_EQ(formatted("numeric(3, -2)"), canonical("numeric(3, -2)"));
  }
}

TEST_F(SqlTypesOfTheServer, AreSpelledAsFormatTypeDoes) {
  for (const std::string type : {"int",
                                 "INT4",
                                 "integer",
                                 "int8",
                                 "BigInt",
                                 "int2",
                                 "smallint",
                                 "real",
                                 "float4",
                                 "float",
                                 "float(20)",
                                 "float(24)",
                                 "float(25)",
                                 "float(53)",
                                 "float8",
                                 "double precision",
                                 "decimal",
                                 "dec(5)",
                                 "numeric",
                                 "numeric(10)",
                                 "numeric(10, 2)",
                                 "bool",
                                 "boolean",
                                 "char",
                                 "char(3)",
                                 "character(3)",
                                 "character",
                                 "bpchar",
                                 "bpchar(3)",
                                 "nchar(3)",
                                 "national character varying(3)",
                                 "char varying",
                                 "character varying(3)",
                                 "varchar",
                                 "varchar(3)",
                                 "text",
                                 "\"char\"",
                                 "name",
                                 "bit",
                                 "bit(3)",
                                 "\"bit\"",
                                 "bit varying",
                                 "bit varying(4)",
                                 "varbit",
                                 "varbit(4)",
                                 "bytea",
                                 "uuid",
                                 "json",
                                 "jsonb",
                                 "xml",
                                 "money",
                                 "date",
                                 "time",
                                 "time(3)",
                                 "time without time zone",
                                 "time with time zone",
                                 "timetz",
                                 "timetz(2)",
                                 "time(3) with time zone",
                                 "timestamp",
                                 "timestamp(0)",
                                 "timestamp(3) without time zone",
                                 "timestamptz",
                                 "timestamptz(3)",
                                 "timestamp(3) with time zone",
                                 "TIMESTAMP WITH TIME ZONE",
                                 "interval",
                                 "interval(3)",
                                 "interval year",
                                 "interval month",
                                 "interval day",
                                 "interval hour",
                                 "interval minute",
                                 "interval second",
                                 "interval second(2)",
                                 "interval year to month",
                                 "interval day to hour",
                                 "interval day to minute",
                                 "interval day to second",
                                 "interval day to second(2)",
                                 "interval hour to minute",
                                 "interval hour to second(0)",
                                 "interval minute to second",
                                 "text[]",
                                 "int[][]",
                                 "int[3]",
                                 "int array",
                                 "int ARRAY[3]",
                                 "_int4",
                                 "_varchar",
                                 "varchar(3)[]",
                                 "numeric(10,2)[]",
                                 "timestamptz(3)[]",
                                 "interval day to second(2)[]",
                                 "char(3)[]",
                                 "bit(3)[]",
                                 "\"char\"[]",
                                 "pg_catalog.int4",
                                 "pg_catalog.\"varchar\"(3)",
                                 "pg_catalog._text",
                                 "inet",
                                 "cidr",
                                 "macaddr8",
                                 "tsvector",
                                 "tsquery",
                                 "regclass",
                                 "oid",
                                 "xid8",
                                 "pg_lsn",
                                 "int4range",
                                 "point",
                                 "app.mood",
                                 "mood",
                                 "MOOD[]",
                                 "app.\"Weird Type\"",
                                 "\"Weird Type\"[]",
                                 "\"a$b\"",
                                 "\"a.b\"\"c\"",
                                 "app.\"char\"",
                                 "app.\"select\"[]"}) {
    EXPECT_EQ(canonical(type), formatted(type)) << type;
    EXPECT_EQ(canonical(canonical(type)), canonical(type)) << "as the catalog is read";
  }
}

TEST_F(SqlTypesOfTheServer, AreBuiltInWhereTheyLiveInPgCatalog) {
  const auto types = first_column(
      session_.query("SELECT quote_ident(typname) FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace"
                     " AND typtype IN ('b', 'r', 'm') AND typname !~ "
                     "'^(pg_(brin|ndistinct|dependencies|mcv_list)|_pg_|_cstring|_record)'"
                     " ORDER BY 1"));
  ASSERT_GT(types.size(), 100U);
  for (const auto& type : types) {
    const auto parsed = parse_type_name(type, Identifier("app"));
    ASSERT_TRUE(std::holds_alternative<TypeName>(parsed)) << type;
    EXPECT_TRUE(std::get<TypeName>(parsed).is_builtin()) << type;
    EXPECT_EQ(std::get<TypeName>(parsed).canonical(),
              session_.value(fmt::format("SELECT format_type({}::regtype, -1)", quote_literal(type))));
  }
}

TEST(SqlKeywords, CoverThoseOfTheServer) {
  const auto words =
      first_column(TestDatabase().query("SELECT word FROM pg_get_keywords() WHERE catcode <> 'U' ORDER BY 1"));
  ASSERT_GT(words.size(), 100U);
  for (const auto& word : words) EXPECT_TRUE(is_keyword(word)) << word;
}

TEST(SqlIdentifiersOfTheServer, AreQuotedAsQuoteIdentDoes) {
  const TestDatabase database;
  auto session = database.connect();
  std::vector<std::string> names = {"a",   "_",   "a1",    "1a",   "A",    "aB",  "a b",  "a.b",  "a\"b", "\"",
                                    "a'b", "a$b", "$ddl$", "a\\b", "a\nb", "a;b", "--",   "/*",   "é",    "日本",
                                    "😀",   "a-b", "\t",    "",     " a",   "aé",  ":var", ":'v'", "%s",   "{}"};
  const auto words = first_column(session.query("SELECT word FROM pg_get_keywords() ORDER BY 1"));
  names.insert(names.end(), words.begin(), words.end());
  names.push_back(std::string(63, 'x'));
  for (const auto& name : names) {
    const auto quoted = Identifier(name).quoted();
    const auto of_server = session.value(fmt::format("SELECT quote_ident({})", quote_literal(name)));
    // A word that only a newer server reserves is quoted for an older one too.
    const bool is_newer_keyword = is_keyword(name) && of_server == name;
    EXPECT_EQ(quoted, is_newer_keyword ? "\"" + name + "\"" : of_server);
  }
}

TEST(SqlLiteralsOfTheServer, HoldTheirValue) {
  const TestDatabase database;
  for (const std::string setting : {"on", "off"}) {
    auto session = database.connect();
    session.execute("SET standard_conforming_strings = " + setting);
    for (const std::string value : {"", "'", "''", "\\", "\\'", "\\\\", "a\\nb", "$$", "x'; DROP TABLE t; --", "é😀"}) {
      EXPECT_EQ(session.value("SELECT " + quote_literal(value)), value) << setting;
    }
  }
}

// Volatile, and what defaults are made of; timezone is volatile in 13 and 14 only.
const std::vector<std::string> kHarmless = {
    "clock_timestamp", "gen_random_uuid", "nextval", "random", "statement_timestamp",
    "timeofday",       "timezone",        "uuidv4",  "uuidv7"};

TEST(SqlFunctionsOfTheServer, AreRefusedWhereVolatile) {
  const auto rows = TestDatabase().query(fmt::format(
      "SELECT proname, bool_or(provolatile = 'v') AND NOT proname = ANY ('{{{}}}') FROM pg_proc"
      " WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind IN ('f', 'p') GROUP BY proname ORDER BY 1",
      fmt::join(kHarmless, ",")));
  ASSERT_GT(rows.size(), 1000U);
  for (const auto& row : rows) {
    EXPECT_EQ(is_refused_function({row[0]}), row[1] == "t") << row[0];
  }
}

TEST(SqlFunctionsOfTheServer, AreAggregatesWhereTheServerSaysSo) {
  const auto rows = TestDatabase().query(
      "SELECT proname, bool_or(prokind IN ('a', 'w')) FROM pg_proc"
      " WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY proname ORDER BY 1");
  ASSERT_GT(rows.size(), 1000U);
  for (const auto& row : rows) EXPECT_EQ(is_builtin_aggregate({row[0]}), row[1] == "t") << row[0];
}

TEST(SqlFunctionsOfTheServer, AreNeverImmutableWhereTheServerSaysSo) {
  const auto rows = TestDatabase().query(
      "SELECT proname, provolatile FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND pronargs = 0");
  std::size_t known = 0;
  for (const auto& row : rows) {
    if (!is_never_immutable({row[0]})) continue;
    ++known;
    EXPECT_NE(row[1], "i") << row[0];
  }
  EXPECT_EQ(known, 21U) << "every function of the list is there";
}

// Names are all that the gate looks at: nothing volatile may hide behind an operator, a cast or a type's input.
TEST(SqlFunctionsOfTheServer, AreCalledByNameWhereVolatile) {
  const auto hidden = TestDatabase().query(
      "SELECT proname FROM pg_proc p WHERE provolatile = 'v' AND p.oid < 16384 AND ("
      " EXISTS (SELECT FROM pg_operator WHERE oprcode = p.oid) OR EXISTS (SELECT FROM pg_cast WHERE castfunc = p.oid)"
      " OR EXISTS (SELECT FROM pg_type WHERE typtype <> 'p' AND p.oid IN (typinput, typoutput, typmodin))"
      // t.f is f(t), the whole row; of which pg_restore_* make an error, because they take pairs
      " OR (pronargs - pronargdefaults <= 1 AND pronargs > 0 AND proargtypes[0] IN (SELECT oid FROM pg_type WHERE"
      " typname IN ('record', 'any', 'anyelement', 'anynonarray', 'anycompatible', 'anycompatiblenonarray'))"
      " AND proname NOT IN ('pg_restore_attribute_stats', 'pg_restore_relation_stats')))");
  EXPECT_EQ(hidden, test::Rows{});
}

}  // namespace
}  // namespace pgreconcile::sql
