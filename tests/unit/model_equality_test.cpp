#include <gtest/gtest.h>

#include "src/model/by_name.hpp"
#include "tests/support/schema.hpp"

namespace pgreconcile::model {
namespace {

constexpr auto kTable = "  t: {columns: [{name: a, type: int, nullable: false}], indexes: [{name: ix, columns: [a]}]}";

TEST(Model, IsEqualWhereverItWasWritten) {
  const auto other_place = "\n  # a comment moves what follows\n" + std::string(kTable);
  EXPECT_EQ(test::declared(kTable), test::declared(other_place));
  EXPECT_NE(test::declared(kTable).tables.front().origin.where,
            test::declared(other_place).tables.front().origin.where);
}

TEST(Model, TypesAreEqualUnderAllTheirNames) {
  const auto with_type = [](const std::string& type) {
    return test::declared("  t: {columns: [{name: a, type: \"" + type + "\"}]}");
  };
  EXPECT_EQ(with_type("int"), with_type("int4"));
  EXPECT_EQ(with_type("varchar(16)"), with_type("character varying(16)"));
  EXPECT_NE(with_type("varchar(16)"), with_type("varchar(17)"));
}

TEST(Model, FindsTablesAndColumnsByTheirExactNames) {
  const auto database = test::declared(kTable);
  const ByName tables(database.tables);
  ASSERT_NE(tables.find(test::relation("t")), nullptr);
  EXPECT_EQ(*tables.find(test::relation("t")), database.tables.front());
  EXPECT_EQ(tables.find(test::relation("T")), nullptr);
  EXPECT_EQ(tables.find({test::name("other"), test::name("t")}), nullptr);
  const auto& table = database.tables.front();
  EXPECT_EQ(table.find_column(test::name("a")), &table.columns.front());
  EXPECT_EQ(table.find_column(test::name("A")), nullptr);
}

TEST(Model, FragmentsAreReadUnderTheFilesSchemaAndThoseOfItsExtensions) {
  Database database;
  database.default_schema = test::name("app");
  database.extensions = {{test::name("citext"), std::nullopt, {}},
                         {test::name("hstore"), test::name("ext"), {}},
                         {test::name("ltree"), test::name("ext"), {}}};
  LiveDatabase live;
  EXPECT_EQ(fragment_search_path(database, live), test::names({"pg_catalog", "app", "ext", "pg_temp"}));
  live.extensions = {{test::name("citext"), test::name("public"), {}}};  // where it is counts, not where it was wanted
  EXPECT_EQ(fragment_search_path(database, live), test::names({"pg_catalog", "app", "public", "ext", "pg_temp"}));
}

TEST(Model, SequencesCountAsPostgresqlsDo) {
  const auto options = [](const char* type, std::int64_t increment) {
    return default_sequence_options(std::get<sql::TypeName>(sql::parse_type_name(type, test::name("public"))),
                                    increment);
  };
  EXPECT_EQ(options("bigint", 1), SequenceOptions{});
  EXPECT_EQ(options("int2", 5), (SequenceOptions{.start = 1, .increment = 5, .min = 1, .max = 32767}));
  EXPECT_EQ(options("integer", -1), (SequenceOptions{.start = -1, .increment = -1, .min = -2147483648LL, .max = -1}));
}

TEST(RelationKind, IsCalledAsMessagesSayIt) {
  EXPECT_EQ(to_string(RelationKind::Table), "table");
  EXPECT_EQ(to_string(RelationKind::PartitionedTable), "partitioned table");
  EXPECT_EQ(to_string(RelationKind::View), "view");
  EXPECT_EQ(to_string(RelationKind::MaterializedView), "materialized view");
  EXPECT_EQ(to_string(RelationKind::Index), "index");
  EXPECT_EQ(to_string(RelationKind::Sequence), "sequence");
  EXPECT_EQ(to_string(RelationKind::ForeignTable), "foreign table");
  EXPECT_EQ(to_string(RelationKind::CompositeType), "composite type");
  EXPECT_EQ(to_string(RelationKind::Enum), "enum");
  EXPECT_EQ(to_string(RelationKind::Domain), "domain");
  EXPECT_EQ(to_string(RelationKind::Type), "type");
}

}  // namespace
}  // namespace pgreconcile::model
