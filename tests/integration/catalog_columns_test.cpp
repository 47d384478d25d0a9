// Every column of the catalogs that describe a table has a verdict: what is compared and what is only named is damaged on a
// real server, and drift says that and nothing else. A column that a newer server brings fails the first test.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "tests/integration/catalog_columns_attribute.hpp"
#include "tests/integration/catalog_columns_class.hpp"
#include "tests/integration/catalog_columns_constraint.hpp"
#include "tests/integration/catalog_columns_elsewhere.hpp"
#include "tests/integration/catalog_columns_index.hpp"
#include "tests/support/other_tablespace.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::IsEmpty;

const std::vector<Catalog> kWalked{kPgClass, kPgAttribute, kPgIndex, kPgConstraint};

const std::vector<Catalog> kJudged{kPgClass, kPgAttribute, kPgIndex, kPgConstraint, kElsewhere};

// The tables of one damage, in a schema of their own: all damages share one database, and drift reads them at once.
struct Tables {
  const char* live;
  const char* file;
};

constexpr Tables kLone{R"(
CREATE SCHEMA {0}; SET search_path = {0};
CREATE TABLE lone (a integer, n numeric(10,2), l integer[]);
)",
                       R"yaml(
  {0}.lone:
    columns:
      - {{name: a, type: integer}}
      - {{name: n, type: "numeric(10,2)"}}
      - {{name: l, type: "integer[]"}}
)yaml"};

constexpr Tables kKeyed{R"(
CREATE TABLE p (id integer PRIMARY KEY, k integer CONSTRAINT k UNIQUE);
CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a integer NOT NULL CONSTRAINT u UNIQUE, b text, r int4range,
  CONSTRAINT later UNIQUE (a, id) DEFERRABLE, CONSTRAINT c CHECK (a > 0), CONSTRAINT f FOREIGN KEY (a) REFERENCES p,
  CONSTRAINT x EXCLUDE USING gist (r WITH &&));
CREATE INDEX i ON t (b);
CREATE INDEX e ON t (lower(b));
CREATE INDEX g ON t USING gist (to_tsvector('simple', b));
)",
                        R"yaml(
  {0}.p:
    columns:
      - {{name: id, type: integer, primary_key: true}}
      - {{name: k, type: integer}}
    unique: [{{name: k, columns: [k]}}]
  {0}.t:
    columns:
      - {{name: id, type: integer, primary_key: true, identity: always}}
      - {{name: a, type: integer, nullable: false}}
      - {{name: b, type: text}}
      - {{name: r, type: int4range}}
    unique:
      - {{name: u, columns: [a]}}
      - {{name: later, columns: [a, id], deferrable: true}}
    checks: [{{name: c, expr: a > 0}}]
    foreign_keys: [{{name: f, columns: [a], references: {{table: {0}.p, columns: [id]}}}}]
    exclude: [{{name: x, method: gist, elements: [{{column: r, with: "&&"}}]}}]
    indexes:
      - {{name: i, columns: [b]}}
      - {{name: e, columns: [{{expr: lower(b)}}]}}
      - {{name: g, method: gist, columns: [{{expr: "to_tsvector('simple', b)"}}]}}
)yaml"};

constexpr Tables kPartitioned{R"(
CREATE TABLE m (a integer NOT NULL, b text, CONSTRAINT mu UNIQUE (a) DEFERRABLE) PARTITION BY RANGE (a);
CREATE INDEX mi ON m (b);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10);
)",
                              R"yaml(
  {0}.m:
    columns:
      - {{name: a, type: integer, nullable: false}}
      - {{name: b, type: text}}
    unique: [{{name: mu, columns: [a], deferrable: true}}]
    indexes: [{{name: mi, columns: [b]}}]
    partition_by: {{range: [a]}}
    partitions: {{{0}.m1: {{from: [0], to: [10]}}}}
)yaml"};

std::vector<Tables> tables_of(Place place) {
  switch (place) {
    case Place::Lone:
      return {kLone};
    case Place::Keyed:
      return {kLone, kKeyed};
    case Place::Partitioned:
      break;
  }
  return {kLone, kPartitioned};
}

/// A damage and the schema that it is done in: `damage_attname_1`.
struct Case {
  std::string schema;
  const CatalogDamage* damage;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  const int major = server_major();
  for (const auto& catalog : kJudged) {
    for (const auto& column : catalog.columns) {
      int count = 0;
      for (const auto& damage : column.damages) {
        if (major < std::max(column.since, damage.since) || major > column.until) continue;
        all.push_back({fmt::format("damage_{}_{}", column.name, ++count), &damage});
      }
    }
  }
  return all;
}

using Named = std::map<std::string, std::vector<std::string>>;

void drop_all(std::string& text, const std::string& part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) text.erase(at, part.size());
}

// `conflict t.a type: bigint`, of each schema.
Named named_by(const Report& drift) {
  Named named;
  for (const auto& difference : drift.differences) {
    const auto schema = difference.object.substr(0, difference.object.find('.'));
    auto line = fmt::format("{} {} {}", difference.difference_class, difference.object, difference.attribute);
    if (!difference.live.empty()) line += ": " + difference.live;
    drop_all(line, schema + ".");
    named[schema].push_back(line);
  }
  for (auto& [schema, lines] : named) std::ranges::sort(lines);
  return named;
}

std::vector<std::string> judged(const Catalog& catalog) {
  const int major = server_major();
  std::vector<std::string> names;
  for (const auto& column : catalog.columns) {
    if (column.since <= major && major <= column.until) names.push_back(column.name);
  }
  return names;
}

std::vector<std::string> first_column(const Rows& rows) {
  std::vector<std::string> values;
  for (const auto& row : rows) values.push_back(row.at(0));
  return values;
}

TEST(CatalogColumns, EachHasAVerdictAndEachVerdictAColumn) {
  auto connection = connect_to_server();
  for (const auto& catalog : kWalked) {
    const auto columns = first_column(connection.query(
        fmt::format("SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = 'pg_catalog.{}'::regclass"
                    " AND attnum > 0 AND NOT attisdropped",
                    catalog.name)));
    EXPECT_THAT(judged(catalog), testing::UnorderedElementsAreArray(columns)) << catalog.name;
  }
}

// https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-CATALOG
TEST(CatalogColumns, EachCatalogThatRefersToThemHasAVerdict) {
  if (server_major() < 14) {
    EXPECT_EQ(connect_to_server().value("SELECT to_regproc('pg_get_catalog_foreign_keys')"), "") << "it came with 14";
    return;
  }
  std::vector<std::string> walked;
  for (const auto& catalog : kWalked) walked.push_back(fmt::format("'{}'::regclass", catalog.name));
  const auto referring = first_column(
      connect_to_server().query(fmt::format("SELECT DISTINCT fktable FROM pg_catalog.pg_get_catalog_foreign_keys()"
                                            " WHERE pktable IN ({0}) AND fktable NOT IN ({0})",
                                            fmt::join(walked, ", "))));
  EXPECT_THAT(judged(kElsewhere), testing::UnorderedElementsAreArray(referring));
}

TEST(CatalogColumns, NoVerdictIsWithoutProof) {
  for (const auto& catalog : kJudged) {
    for (const auto& column : catalog.columns) {
      SCOPED_TRACE(catalog.name + "." + column.name);
      const auto is_silent = [](const CatalogDamage& damage) { return damage.named.empty(); };
      EXPECT_EQ(column.reason.empty(), column.verdict == Verdict::Compared);
      EXPECT_EQ(std::ranges::all_of(column.damages, is_silent), column.verdict == Verdict::Implied);
    }
  }
}

TEST(CatalogColumns, EachDamageIsNamedAndNothingElse) {
  make_other_tablespace();
  std::string schemas;
  std::string tables;
  std::string live;
  for (const auto& [schema, damage] : cases()) {
    schemas += (schemas.empty() ? "" : ", ") + schema;
    for (const auto& part : tables_of(damage->place)) {
      tables += fmt::format(fmt::runtime(part.file), schema);
      live += fmt::format(fmt::runtime(part.live), schema);
    }
  }
  const Scenario scenario(fmt::format("version: 1\nschemas: [{}]\ntables:{}", schemas, tables), live);
  const auto before = scenario.drift();
  EXPECT_EQ(before.exit_code, 0) << before.errors;
  EXPECT_THAT(before.differences, IsEmpty());

  auto connection = scenario.database().connect();
  for (const auto& [schema, damage] : cases()) {
    connection.execute(fmt::format("SET search_path = {}, public", schema));
    connection.execute(damage->sql);
  }
  auto named = named_by(scenario.drift());
  for (const auto& [schema, damage] : cases()) {
    EXPECT_EQ(named[schema], damage->named) << schema << ": " << damage->sql;
  }
}

}  // namespace
}  // namespace pgreconcile::test
