// The DDL of extensions, types, sequences and comments, as the server takes it: once, again, and over what is there.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "reconciler/plan.hpp"
#include "src/sql/additive_gate.hpp"
#include "tests/support/database.hpp"
#include "tests/support/differences.hpp"

namespace pgreconcile::test {
namespace {

using testing::ElementsAre;

const sql::QualifiedName kOdd{name("My \"app'"), name("Mo'od \\")};

sql::TypeName type(const std::string& text) {
  return std::get<sql::TypeName>(sql::parse_type_name(text, name("public")));
}

model::CheckConstraint check(const std::string& check_name, const std::string& text) {
  return {.name = name(check_name),
          .expression = std::get<sql::Expression>(sql::parse_expression(text)),
          .unmodelled = {},
          .origin = {}};
}

// One of everything, under names that need quoting.
model::Database everything() {
  auto file =
      declared("  t: {columns: [{name: a, type: bigint}, {name: b, type: text}], indexes: [{name: i, columns: [a]}]}");
  file.schemas = {{kOdd.schema, {}}};
  file.extensions = {{name("pg_trgm"), kOdd.schema, {}}};
  file.enums = {{kOdd, {"a", "it's \\ $ddl$"}, {}}};
  file.domains = {{.name = relation("email"),
                   .type = type("text"),
                   .nullable = false,
                   .default_value = std::get<sql::Expression>(sql::parse_expression("'a@b'")),
                   .collation = sql::ObjectName{{}, name("C")},
                   .checks = {check("Has @", "VALUE ~ '@'")},
                   .unmodelled = {},
                   .origin = {}}};
  file.sequences = {
      {.name = relation("s"),
       .type = type("integer"),
       .options = {.start = 7, .increment = -3, .min = -90, .max = 90, .cache = 2, .cycling = model::Cycling::Yes},
       .owned_by = model::ColumnReference{relation("t"), name("a")},
       .unmodelled = {},
       .origin = {}}};
  auto& table = file.tables[0];
  table.comment = "it's \\ $ddl$";
  table.columns[1].comment = "a column";
  table.indexes[0].comment = "an index";
  return file;
}

std::vector<reconciler::Step> steps(const model::Database& file, const model::LiveDatabase& database) {
  return reconciler::make_plan(file, database, differences(file, database), {}).steps;
}

void run(const TestDatabase& database, const std::vector<reconciler::Step>& steps) {
  auto session = database.connect();
  for (const auto& step : steps) session.execute(sql::admit(step.sql).text());
}

TEST(TypeSteps, MakeWhatTheFileSays) {
  auto available = empty_database();
  available.available_extensions = {{name("pg_trgm"), {}}};
  const auto plan = steps(everything(), available);
  const TestDatabase database;
  run(database, plan);
  const auto dump = database.dump_schema();
  run(database, plan);
  EXPECT_EQ(database.dump_schema(), dump);
  const TestDatabase by_hand;
  by_hand.execute(R"sql(
    CREATE SCHEMA "My ""app'";
    CREATE EXTENSION pg_trgm SCHEMA "My ""app'";
    CREATE TYPE "My ""app'"."Mo'od \" AS ENUM ('a', 'it''s \ $ddl$');
    CREATE DOMAIN email AS text COLLATE "C" DEFAULT 'a@b' NOT NULL CONSTRAINT "Has @" CHECK (VALUE ~ '@');
    CREATE TABLE t (a bigint, b text);
    CREATE INDEX i ON t (a);
    CREATE SEQUENCE s AS integer INCREMENT -3 MINVALUE -90 MAXVALUE 90 START 7 CACHE 2 CYCLE OWNED BY t.a;
    COMMENT ON TABLE t IS 'it''s \ $ddl$';
    COMMENT ON COLUMN t.b IS 'a column';
    COMMENT ON INDEX i IS 'an index')sql");
  EXPECT_EQ(dump, by_hand.dump_schema());
}

// What a guard is for: somebody else was there between the reading and the step.
TEST(TypeSteps, NeverOverwriteACommentOrTakeASequence) {
  auto available = empty_database();
  available.available_extensions = {{name("pg_trgm"), {}}};
  const TestDatabase database;
  database.execute(
      "CREATE TABLE t (a bigint, b text); CREATE INDEX i ON t (a); CREATE TABLE other (a serial);"
      "ALTER SEQUENCE other_a_seq RENAME TO s;"
      "COMMENT ON TABLE t IS 'mine'; COMMENT ON COLUMN t.b IS 'mine'; COMMENT ON INDEX i IS 'mine'");
  run(database, steps(everything(), available));
  EXPECT_THAT(database.query("SELECT obj_description('t'::regclass, 'pg_class'), col_description('t'::regclass, 2),"
                             " obj_description('i'::regclass, 'pg_class')"),
              ElementsAre(ElementsAre("mine", "mine", "mine")));
  EXPECT_EQ(database.value("SELECT refobjid::regclass FROM pg_depend WHERE objid = 's'::regclass AND deptype = 'a'"),
            "other");
}

TEST(TypeSteps, LabelsGoToTheirPlaces) {
  auto file = declared("");
  file.enums = {{kOdd, {"0", "a", "b'", "c", "d"}, {}}};
  auto live = empty_database();
  live.enums = {{kOdd, {"a", "c"}, {}}};
  const TestDatabase database;
  database.execute("CREATE SCHEMA \"My \"\"app'\"; CREATE TYPE " + kOdd.quoted() + " AS ENUM ('a', 'c')");
  const auto plan = steps(file, live);
  run(database, plan);
  run(database, plan);
  EXPECT_EQ(database.value("SELECT string_agg(enumlabel, ' ' ORDER BY enumsortorder) FROM pg_enum"), "0 a b' c d");
}

TEST(TypeSteps, ADomainsCheckIsAddedAndValidated) {
  auto file = declared("  t: {columns: [{name: a, type: email}]}");
  auto live = live_of(file);
  const model::Domain plain{.name = relation("email"),
                            .type = type("text"),
                            .default_value = {},
                            .collation = {},
                            .checks = {},
                            .unmodelled = {},
                            .origin = {}};
  file.domains = {plain};
  file.domains[0].checks = {check("Has @", "VALUE ~ '@'")};
  live.domains = {plain};
  const TestDatabase database;
  database.execute("CREATE DOMAIN email AS text; CREATE TABLE t (a email); INSERT INTO t VALUES ('a@b')");
  const auto plan = steps(file, live);
  ASSERT_EQ(plan.size(), 2U);
  auto session = database.connect();
  session.execute(plan[0].sql);
  const std::string validated = "SELECT convalidated FROM pg_constraint WHERE conname = 'Has @'";
  EXPECT_EQ(session.value(validated), "f");
  // The lock that the plan names, and no other on the table.
  session.execute("BEGIN");
  session.execute(plan[1].sql);
  EXPECT_EQ(session.value("SELECT string_agg(mode, ' ' ORDER BY mode) FROM pg_locks"
                          " WHERE relation = 't'::regclass AND pid = pg_backend_pid()"),
            "ShareLock");
  session.execute("COMMIT");
  EXPECT_EQ(session.value(validated), "t");
  run(database, plan);
}

}  // namespace
}  // namespace pgreconcile::test
