#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "src/base/error.hpp"
#include "src/sql/read_only_query.hpp"

namespace pgreconcile::sql {
namespace {

std::string answer(const std::string& query) {
  try {
    return admit_read_only(query).text();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::Internal);
    return error.what();
  }
}

TEST(SqlReadOnlyQuery, AdmitsWhatAsksTheServer) {
  for (const std::string query :
       {"SELECT pg_catalog.pg_typeof(CASE WHEN false THEN (1) END)::pg_catalog.oid",
        "EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) WITH pairs_0 AS MATERIALIZED (SELECT (a), (b) FROM "
        "pg_catalog.json_to_recordset('[]') AS the_table(a integer, b text)) SELECT EXISTS (SELECT FROM pairs_0)"}) {
    EXPECT_EQ(answer(query), query);
  }
}

TEST(SqlReadOnlyQuery, RefusesEverythingElse) {
  const auto expect = [](const std::string& query, const std::string& reason) {
    EXPECT_EQ(answer(query), fmt::format("not a read-only query: {}: {}", reason, query));
  };
  expect("DELETE FROM t", "DeleteStmt ");
  expect("SELECT 1; DROP TABLE t", "2 statements in one text");
  expect("SELECT a FROM t", "a SELECT from something");
  expect("SELECT EXISTS (SELECT FROM t)", "a SELECT from something");
  expect("WITH x AS (SELECT 1) SELECT 1", "a SELECT from something");
  expect("SELECT 1 INTO t", "SelectStmt intoClause");
  expect("SELECT setval('s', 1)", "FuncCall funcname");
  expect("EXPLAIN ANALYZE SELECT 1", "DefElem defname");
  expect("EXPLAIN (ANALYZE) SELECT 1", "DefElem defname");
  expect("EXPLAIN DELETE FROM t", "DeleteStmt ");
  expect("EXPLAIN WITH x AS (DELETE FROM t RETURNING 1) SELECT 1", "DeleteStmt ");
  expect("EXPLAIN SELECT 1 FROM t FOR UPDATE", "SelectStmt lockingClause");
  expect("SELECT 1 UNION SELECT 2", "SelectStmt larg");
  expect("SELECT (", "syntax error at end of input");
}

}  // namespace
}  // namespace pgreconcile::sql
