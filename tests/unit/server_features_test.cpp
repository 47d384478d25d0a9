#include "reconciler/server_features.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/schema.hpp"

namespace pgreconcile::reconciler {
namespace {

model::Database modern_file() {
  auto file = test::declared(
      "  t:\n"
      "    columns: [{name: a, type: int, references: {table: t, column: a}}, {name: b, type: 'tstzmultirange[]'},\n"
      "              {name: c, type: 'numeric(3,-2)'}, {name: d, type: 'numeric(2,3)[]'}, {name: e, type: "
      "'numeric(3,3)'}]\n"
      "    primary_key: [a]\n"
      "    unique: [{columns: [b]}]\n"
      "    indexes: [{name: i, columns: [b]}]");
  auto& table = file.tables.front();
  table.columns[0].compression = model::Compression::Lz4;
  table.unique[0].nulls_distinct = model::NullsDistinct::No;
  table.indexes[0].nulls_distinct = model::NullsDistinct::No;
  table.foreign_keys[0].on_delete = model::ReferentialAction::SetNull;
  table.foreign_keys[0].on_delete_columns = test::names({"a"});
  return file;
}

std::string missing(int version_number) {
  std::string text;
  for (const auto& diagnostic : missing_features(modern_file(), version_number)) text += to_string(diagnostic) + "\n";
  return text;
}

TEST(ServerFeatures, NameThePlaceAndTheVersion) {
  EXPECT_EQ(missing(150000), "");
  const auto on_14 = missing(140011);
  EXPECT_EQ(on_14.find("schema.yaml:4:"), 0U);
  EXPECT_NE(on_14.find(": \"on_delete with columns\" needs PostgreSQL 15; the server is 14.11\n"), std::string::npos);
  EXPECT_NE(on_14.find("schema.yaml:7:14: \"nulls_not_distinct\" needs PostgreSQL 15; the server is 14.11\n"
                       "schema.yaml:8:15: \"nulls_not_distinct\" needs PostgreSQL 15; the server is 14.11\n"),
            std::string::npos);
  EXPECT_EQ(on_14.find("compression"), std::string::npos);
  EXPECT_NE(on_14.find(": \"numeric(3,-2)\" needs PostgreSQL 15; the server is 14.11\n"), std::string::npos);
  EXPECT_NE(on_14.find(": \"numeric(2,3)\" needs PostgreSQL 15; the server is 14.11\n"), std::string::npos);
  EXPECT_EQ(on_14.find("numeric(3,3)"), std::string::npos);
  const auto on_13 = missing(130023);
  EXPECT_NE(on_13.find("schema.yaml:4:15: \"compression\" needs PostgreSQL 14; the server is 13.23\n"),
            std::string::npos);
  EXPECT_NE(on_13.find(": \"tstzmultirange\" needs PostgreSQL 14; the server is 13.23\n"), std::string::npos);
}

TEST(ServerFeatures, LookAtTheTypesOfDomainsToo) {
  const auto file = test::declared_file("version: 1\ndomains: {spans: {type: datemultirange}}\ntables: {}\n");
  const auto diagnostics = missing_features(file, 130023);
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(to_string(diagnostics.front()),
            "schema.yaml:2:11: \"datemultirange\" needs PostgreSQL 14; the server is 13.23");
}

}  // namespace
}  // namespace pgreconcile::reconciler
