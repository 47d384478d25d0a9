// What an export says of a whole database, and what it says that it cannot.

#include <gmock/gmock.h>

#include "introspect/export.hpp"
#include "src/base/error.hpp"
#include "tests/integration/reading.hpp"

namespace pgreconcile::test {
namespace {

using introspect::Exported;
using introspect::ExportScope;
using testing::ElementsAre;
using testing::IsEmpty;

Exported exported(const std::string& sql, const ExportScope& scope = {}) {
  const TestDatabase database;
  database.execute(sql);
  auto session = session_with(database);
  return introspect::export_database(session, scope);
}

template <typename Objects>
std::vector<std::string> names_in(const Objects& objects) {
  std::vector<std::string> result;
  for (const auto& object : objects) result.push_back(object.name.quoted());
  return result;
}

TEST(Export, SaysWhatAFileWouldSay) {
  const auto result = exported(
      "CREATE TYPE mood AS ENUM ('sad', 'ok');"
      "CREATE TABLE t (id serial PRIMARY KEY, m mood DEFAULT 'ok', n varchar(10) DEFAULT 'it''s', a text COLLATE "
      "\"C\");"
      "CREATE INDEX i ON t (n, a text_pattern_ops)");
  EXPECT_THAT(result.left_out, IsEmpty());
  ASSERT_EQ(result.database.tables.size(), 1U);
  const auto& table = result.database.tables.front();
  EXPECT_EQ(table.columns.at(0).serial, model::Serial::Yes);
  EXPECT_EQ(table.columns.at(0).default_value, std::nullopt);
  EXPECT_EQ(table.columns.at(1).type.text(), "mood");
  EXPECT_EQ(table.columns.at(1).default_value, sql::literal_expression("ok"));
  const model::Column n{
      .name = name("n"), .type = type("varchar(10)"), .default_value = sql::literal_expression("it's")};
  EXPECT_EQ(table.columns.at(2), n);
  EXPECT_EQ(table.columns.at(3).collation, (sql::ObjectName{std::nullopt, name("C")}));
  EXPECT_EQ(table.indexes.at(0).elements.at(0), model::IndexElement{.key = name("n")});
  EXPECT_EQ(table.indexes.at(0).elements.at(1).opclass, (sql::ObjectName{std::nullopt, name("text_pattern_ops")}));
  EXPECT_THAT(names_in(result.database.enums), ElementsAre("public.mood"));
  EXPECT_THAT(result.database.sequences, IsEmpty());
}

TEST(Export, ASerialIsOneWhateverItsName) {
  const auto result = exported(R"(CREATE TABLE "it's a back\slash" (id serial))");
  EXPECT_EQ(result.database.tables.at(0).columns.at(0).serial, model::Serial::Yes);
  EXPECT_THAT(result.database.sequences, IsEmpty());
}

TEST(Export, ASerialUnderAnotherNameIsASequenceAndADefault) {
  const auto result = exported("CREATE TABLE t (id serial); ALTER SEQUENCE t_id_seq RENAME TO numbers");
  EXPECT_EQ(result.database.tables.at(0).columns.at(0).serial, model::Serial::No);
  EXPECT_EQ(result.database.tables.at(0).columns.at(0).default_value,
            expression("nextval('public.numbers'::regclass)"));
  EXPECT_THAT(names_in(result.database.sequences), ElementsAre("public.numbers"));
  EXPECT_EQ(result.database.sequences.at(0).owned_by, (model::ColumnReference{relation("t"), name("id")}));
}

TEST(Export, NamesWhatItLeavesOut) {
  const auto result = exported(R"(
    CREATE EXTENSION citext;
    CREATE TABLE parent (a integer CHECK (a > 0)); CREATE TABLE child () INHERITS (parent);
    CREATE VIEW v AS SELECT 1 AS one; CREATE MATERIALIZED VIEW mv AS SELECT 1 AS one;
    CREATE TYPE pair AS (x integer, y integer); CREATE TYPE span AS RANGE (subtype = integer);
    CREATE FUNCTION "F"(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER tr BEFORE INSERT ON parent FOR EACH ROW EXECUTE FUNCTION touch();
    GRANT SELECT ON parent TO PUBLIC;
    CREATE TYPE mood AS ENUM ('a'); COMMENT ON TYPE mood IS 'x';
    ALTER TABLE parent ADD CONSTRAINT late CHECK (a < 9) NOT VALID;
    CREATE PUBLICATION pub)");
  EXPECT_THAT(result.left_out,
              ElementsAre("pub: publication", "public.\"F\"(integer): function", "public.child: INHERITS",
                          "public.mood: comment on type", "public.mv: materialized view", "public.pair: composite type",
                          "public.parent: grants", "public.parent: inheriting table child", "public.parent: trigger tr",
                          "public.span: range type", "public.touch(): function", "public.v: view"));
  ASSERT_THAT(names_in(result.database.tables), ElementsAre("public.parent"));
  ASSERT_EQ(result.database.tables.front().checks.size(), 2U);
  EXPECT_EQ(result.database.tables.front().checks.front().name, name("late"));
  EXPECT_EQ(result.database.tables.front().checks.front().validity, model::Validity::NotValid);
  EXPECT_THAT(result.database.extensions, ElementsAre(model::Extension{name("citext"), name("public"), {}}));
}

TEST(Export, NamesThePartitionsOfWhatItLeavesOut) {
  const auto result = exported(
      "CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (2);"
      "CREATE TABLE below PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (b);"
      "CREATE TABLE lowest PARTITION OF below FOR VALUES IN (1) PARTITION BY LIST (b);"
      "CREATE TABLE \"the Last\" PARTITION OF lowest FOR VALUES IN (1);"
      "CREATE TYPE kind AS (a int); CREATE TABLE typed OF kind PARTITION BY LIST (a);"
      "CREATE TABLE typed_1 PARTITION OF typed FOR VALUES IN (1)");
  EXPECT_THAT(result.left_out,
              ElementsAre("public.below: PARTITION BY LIST (b)", "public.below: partition public.\"the Last\"",
                          "public.below: partition public.lowest", "public.kind: composite type",
                          "public.typed: OF a composite type", "public.typed_1: partition of public.typed"));
}

TEST(Export, NamesAnIdentitySequenceThatWasRenamed) {
  const auto result = exported(
      "CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY, b bigint GENERATED ALWAYS AS IDENTITY);"
      "ALTER SEQUENCE t_b_seq RENAME TO \"Other\"");
  EXPECT_THAT(result.left_out, ElementsAre("public.t.b: identity sequence \"Other\""));
  for (const auto& column : result.database.tables.at(0).columns) EXPECT_EQ(column.identity, model::Identity{});
}

TEST(Export, LeavesOutAnExclusionConstraintThatIncludesColumns) {
  const auto result =
      exported("CREATE TABLE t (a integer, b integer, CONSTRAINT e EXCLUDE USING btree (a WITH =) INCLUDE (b))");
  EXPECT_THAT(result.left_out, ElementsAre("public.t: constraint e: INCLUDE"));
  EXPECT_THAT(result.database.tables.at(0).exclusions, IsEmpty());
}

// PostgreSQL makes it so on a partitioned table, until each partition has such an index too.
TEST(Export, LeavesOutAKeyWhoseIndexIsInvalid) {
  const auto result = exported(
      "CREATE TABLE t (a integer NOT NULL) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t DEFAULT;"
      "ALTER TABLE ONLY t ADD CONSTRAINT pk PRIMARY KEY (a), ADD CONSTRAINT u UNIQUE (a)");
  EXPECT_THAT(result.left_out,
              ElementsAre("public.t: constraint pk: an invalid index", "public.t: constraint u: an invalid index"));
  EXPECT_EQ(result.database.tables.at(0).primary_key, std::nullopt);
  EXPECT_THAT(result.database.tables.at(0).unique, IsEmpty());
}

TEST(Export, NamesWhatItDoesNotManageOnAPartition) {
  const auto result = exported(
      "CREATE TABLE t (a integer) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t DEFAULT;"
      "GRANT SELECT ON t1 TO PUBLIC");
  EXPECT_THAT(result.left_out, ElementsAre("public.t1: grants"));
}

constexpr const char* kTwoSchemas = R"(
    CREATE SCHEMA billing; CREATE SCHEMA empty; CREATE EXTENSION citext SCHEMA billing;
    CREATE TYPE billing.state AS ENUM ('open'); CREATE DOMAIN public.small AS integer; CREATE TYPE public.other AS ENUM ('x');
    CREATE TABLE public.orders (a small, b billing.citext); CREATE TABLE public.items (a integer);
    CREATE TABLE billing.invoices (s billing.state, n public.small); CREATE SEQUENCE billing.free)";

TEST(Export, TheDefaultSchemaComesFirst) {
  const auto database = exported(kTwoSchemas).database;
  EXPECT_EQ(database.default_schema, name("public"));
  std::vector<std::string> schemas;
  for (const auto& schema : database.schemas) schemas.push_back(schema.name.name());
  EXPECT_THAT(schemas, ElementsAre("billing", "empty"));
  EXPECT_THAT(names_in(database.tables), ElementsAre("public.items", "public.orders", "billing.invoices"));
  EXPECT_THAT(names_in(database.enums), ElementsAre("public.other", "billing.state"));
}

TEST(Export, OneSchemaWithWhatItNeeds) {
  const auto database = exported(kTwoSchemas, {.schemas = {"billing"}, .table_patterns = {}}).database;
  EXPECT_THAT(names_in(database.tables), ElementsAre("billing.invoices"));
  EXPECT_THAT(names_in(database.domains), ElementsAre("public.small"));
  EXPECT_THAT(names_in(database.enums), ElementsAre("billing.state"));
  EXPECT_THAT(names_in(database.sequences), ElementsAre("billing.free"));
}

TEST(Export, TablesByPatternWithWhatTheyNeed) {
  const auto database = exported(kTwoSchemas, {.schemas = {}, .table_patterns = {"order?", "billing.inv*"}}).database;
  EXPECT_THAT(names_in(database.tables), ElementsAre("public.orders", "billing.invoices"));
  EXPECT_THAT(names_in(database.domains), ElementsAre("public.small"));
  EXPECT_THAT(names_in(database.enums), ElementsAre("billing.state"));
  EXPECT_THAT(database.sequences, IsEmpty());
  ASSERT_EQ(database.extensions.size(), 1U);
  EXPECT_EQ(database.extensions.front().name, name("citext"));
}

std::string refusal(const ExportScope& scope) {
  try {
    exported(kTwoSchemas, scope);
    return "";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::Usage);
    return error.what();
  }
}

// An empty file would be taken for an empty database.
TEST(Export, OfWhatIsNotThereIsRefused) {
  EXPECT_EQ(refusal({.schemas = {"billing", "biling"}, .table_patterns = {}}),
            "the database has no schema \"biling\" to export");
  EXPECT_EQ(refusal({.schemas = {"pg_catalog"}, .table_patterns = {}}),
            "the database has no schema \"pg_catalog\" to export");
  EXPECT_EQ(refusal({.schemas = {""}, .table_patterns = {}}), "the database has no schema \"\" to export");
  EXPECT_EQ(refusal({.schemas = {}, .table_patterns = {"orders", "oders*"}}), "no table's name fits \"oders*\"");
  EXPECT_EQ(refusal({.schemas = {"billing"}, .table_patterns = {"orders"}}), "no table's name fits \"orders\"");
  EXPECT_EQ(refusal({.schemas = {"empty"}, .table_patterns = {}}), "");
}

}  // namespace
}  // namespace pgreconcile::test
