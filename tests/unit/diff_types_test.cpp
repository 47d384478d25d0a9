#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "reconciler/plan.hpp"
#include "src/sql/additive_gate.hpp"
#include "tests/support/differences.hpp"

// Extensions, enums, domains, sequences and comments: what is missing, what differs, and the steps.
namespace pgreconcile::reconciler {
namespace {

using test::name;
using test::relation;

sql::TypeName type(const std::string& text) {
  return std::get<sql::TypeName>(sql::parse_type_name(text, name("public")));
}

sql::Expression expression(const std::string& text) { return std::get<sql::Expression>(sql::parse_expression(text)); }

model::Enum mood(std::vector<std::string> labels) { return {relation("mood"), std::move(labels), {}}; }

model::CheckConstraint check(const std::optional<std::string>& check_name, const std::string& text) {
  model::CheckConstraint result{.name = {}, .expression = expression(text), .unmodelled = {}, .origin = {}};
  if (check_name) result.name = name(*check_name);
  return result;
}

model::Domain domain(const std::string& domain_name, const std::string& base) {
  return {.name = relation(domain_name),
          .type = type(base),
          .default_value = {},
          .collation = {},
          .checks = {},
          .unmodelled = {},
          .origin = {}};
}

model::Sequence sequence(const std::string& sequence_name, const std::string& of_type = "bigint") {
  return {.name = relation(sequence_name),
          .type = type(of_type),
          .options = model::default_sequence_options(type(of_type)),
          .owned_by = {},
          .unmodelled = {},
          .origin = {}};
}

// Each difference without its place: none of these has one.
std::string found(const model::Database& file, const model::LiveDatabase& database,
                  const test::ServerAnswers& server = {}) {
  auto text = test::difference_text(file, database, server);
  for (const std::string place : {"  at :0:0\n", "  at :0\n", "  at <unknown>:0\n"}) {
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place)) text.erase(at, place.size());
  }
  return text;
}

std::string sql_of(const model::Database& file, const model::LiveDatabase& database) {
  const auto plan = make_plan(file, database, test::differences(file, database), {});
  std::string text;
  for (const auto& step : plan.steps) {
    EXPECT_EQ(sql::admit(step.sql).text(), step.sql);
    text += fmt::format("{} {} {} {}\n", step.transaction ? std::to_string(*step.transaction) : "-",
                        to_string(step.phase), to_string(step.kind), step.object);
  }
  return text;
}

model::Database empty_file() { return test::declared(""); }

TEST(DiffExtensions, MissingOnesGoWhereTheFileSays) {
  auto file = empty_file();
  file.extensions = {{name("pg_trgm"), {}, {}},
                     {name("citext"), name("ext"), {}},
                     {name("plpgsql"), {}, {}},
                     {name("nowhere"), {}, {}},
                     {name("pg_cron"), name("ext"), {}}};
  auto database = test::empty_database();
  database.available_extensions = {{name("pg_trgm"), {}},
                                   {name("citext"), {}},
                                   {name("plpgsql"), name("pg_catalog")},
                                   {name("pg_cron"), name("pg_catalog")}};
  EXPECT_EQ(found(file, database),
            "missing pg_trgm extension: extension is missing\n"
            "  file: pg_trgm\n"
            "  remedy: create extension pg_trgm in public\n"
            "missing citext extension: extension is missing\n"
            "  file: citext\n"
            "  remedy: create extension citext in ext\n"
            "missing plpgsql extension: extension is missing\n"
            "  file: plpgsql\n"
            "  remedy: create extension plpgsql\n"
            "blocked nowhere extension: the extension is not available on the server: install its package there first\n"
            "  file: nowhere\n"
            "blocked pg_cron extension: the extension can live in the schema pg_catalog only\n"
            "  file: ext\n");
}

TEST(DiffExtensions, InAnotherSchema) {
  auto file = empty_file();
  file.extensions = {{name("citext"), name("ext"), {}}, {name("plpgsql"), {}, {}}};
  auto database = test::empty_database();
  database.extensions = {{name("citext"), name("public"), {}}, {name("plpgsql"), name("pg_catalog"), {}}};
  EXPECT_EQ(found(file, database),
            "conflict citext schema: the extension is in another schema\n"
            "  file: ext\n"
            "  live: public\n"
            "  by hand: ALTER EXTENSION citext SET SCHEMA ext;\n");
  database.extensions.at(0).relocatability = model::Relocatability::Fixed;
  EXPECT_EQ(found(file, database),
            "conflict citext schema: the extension is in another schema, and cannot be moved\n"
            "  file: ext\n"
            "  live: public\n");
}

TEST(DiffEnums, MissingAndTaken) {
  auto file = empty_file();
  file.enums = {mood({"good", "it's bad"}), {relation("view"), {"a"}, {}}, {relation("dom"), {"a"}, {}}};
  auto database = test::empty_database();
  database.relations.emplace(relation("view"), model::Relation{model::RelationKind::View, {}});
  database.relations.emplace(relation("mood"), model::Relation{model::RelationKind::Index, relation("t")});
  database.types.emplace(relation("dom"), model::RelationKind::Domain);
  EXPECT_EQ(found(file, database),
            "missing public.mood enum: enum is missing\n"
            "  file: ('good', 'it''s bad')\n"
            "  remedy: CREATE TYPE public.mood AS ENUM ('good', 'it''s bad')\n"
            "conflict public.view kind: the name is taken by something else\n"
            "  file: enum\n"
            "  live: view\n"
            "  by hand: ALTER VIEW public.view RENAME TO view_old;\n"
            "conflict public.dom kind: the name is taken by something else\n"
            "  file: enum\n"
            "  live: domain\n"
            "  by hand: ALTER DOMAIN public.dom RENAME TO dom_old;\n");
}

// What PostgreSQL makes of ALTER TYPE … ADD VALUE.
void add_label(std::vector<std::string>& labels, const AddEnumLabel& change) {
  auto at = labels.end();
  if (change.neighbour) {
    at = std::ranges::find(labels, change.neighbour->label);
    ASSERT_NE(at, labels.end());
    if (change.neighbour->place == LabelPlace::After) ++at;
  }
  labels.insert(at, change.label);
}

// However many of the labels a killed run has added, the next one ends with the file's order.
TEST(DiffEnums, LabelsGoToTheirPlaces) {
  const std::vector<std::string> wanted{"a", "b", "c", "d", "e"};
  for (const auto& start :
       std::vector<std::vector<std::string>>{{}, {"c"}, {"e"}, {"a"}, {"b", "d"}, {"a", "e"}, {"a", "b", "c", "d"}}) {
    for (std::size_t killed_after = 0; killed_after < wanted.size(); ++killed_after) {
      auto file = empty_file();
      file.enums = {mood(wanted)};
      auto database = test::empty_database();
      database.enums = {mood(start)};
      auto& labels = database.enums.front().labels;
      std::size_t done = 0;
      for (const auto& difference : test::differences(file, database)) {
        if (done++ < killed_after) add_label(labels, std::get<AddEnumLabel>(difference.remedy.value()));
      }
      for (const auto& difference : test::differences(file, database)) {
        add_label(labels, std::get<AddEnumLabel>(difference.remedy.value()));
      }
      EXPECT_EQ(labels, wanted);
    }
  }
}

TEST(DiffEnums, LabelsThatAreMissingOrTooMuch) {
  auto file = empty_file();
  file.enums = {mood({"first", "a", "b"})};
  auto database = test::empty_database();
  database.enums = {mood({"x", "a"})};
  EXPECT_EQ(found(file, database),
            "missing public.mood label: label is missing\n"
            "  file: 'first'\n"
            "  remedy: add to public.mood label 'first' before 'a'\n"
            "missing public.mood label: label is missing\n"
            "  file: 'b'\n"
            "  remedy: add to public.mood label 'b' after 'a'\n"
            "extra public.mood label: label is not declared, and PostgreSQL cannot remove one\n"
            "  live: 'x'\n");
  EXPECT_EQ(sql_of(file, database), "- enum add_enum_label public.mood\n- enum add_enum_label public.mood\n");
}

TEST(DiffEnums, LabelsInAnotherOrder) {
  auto file = empty_file();
  file.enums = {mood({"a", "b"})};
  auto database = test::empty_database();
  database.enums = {mood({"b", "a"})};
  EXPECT_EQ(found(file, database),
            "conflict public.mood labels: the labels are in another order, which nothing but a new type can change\n"
            "  file: ('a', 'b')\n"
            "  live: ('b', 'a')\n"
            "  by hand: ALTER TYPE public.mood RENAME TO mood_old; CREATE TYPE public.mood AS ENUM ('a', 'b');\n");
}

TEST(DiffDomains, EachAttribute) {
  auto file = empty_file();
  file.domains = {domain("email", "text")};
  file.domains[0].nullable = false;
  file.domains[0].default_value = expression("'a@b'");
  file.domains[0].collation = sql::ObjectName{{}, name("C")};
  auto database = test::empty_database();
  database.domains = {domain("email", "varchar(9)")};
  const std::string replacement =
      "ALTER DOMAIN public.email RENAME TO email_old; "
      "CREATE DOMAIN public.email AS text COLLATE \"C\" DEFAULT 'a@b' NOT NULL;\n";
  EXPECT_EQ(found(file, database),
            "conflict public.email type: the domain has another type\n"
            "  file: text\n"
            "  live: character varying(9)\n"
            "  by hand: " +
                replacement +
                "conflict public.email nullable: the domain takes NULL, and the file says it does not\n"
                "  file: NOT NULL\n"
                "  live: NULL\n"
                "  by hand: ALTER DOMAIN public.email SET NOT NULL;\n"
                "conflict public.email default: the domain has no default\n"
                "  file: 'a@b'\n"
                "  by hand: ALTER DOMAIN public.email SET DEFAULT 'a@b';\n"
                "conflict public.email collation: the domain has another collation\n"
                "  file: \"C\"\n"
                "  by hand: " +
                replacement);
  database.domains = file.domains;
  database.domains[0].collation = sql::ObjectName{name("pg_catalog"), name("C")};
  EXPECT_EQ(found(file, database), "");
  // The file may name what the type has anyway, or leave it out.
  database.domains[0].type_collation = database.domains[0].collation;
  EXPECT_EQ(found(file, database), "");
  file.domains[0].collation.reset();
  EXPECT_EQ(found(file, database), "");
  file.domains[0].collation = sql::ObjectName{{}, name("C")};
  // Not the one that the name finds.
  database.domains[0].collation = sql::ObjectName{name("elsewhere"), name("C")};
  EXPECT_EQ(found(file, database),
            "conflict public.email collation: the domain has another collation\n"
            "  file: \"C\"\n"
            "  live: elsewhere.\"C\"\n"
            "  by hand: " +
                replacement);
}

TEST(DiffDomains, ADefaultIsTheSameWithTheCastThatTheCatalogGivesIt) {
  auto file = empty_file();
  file.domains = {domain("email", "text")};
  file.domains[0].default_value = expression("'a@b'");
  auto database = test::empty_database();
  database.domains = {domain("email", "text")};
  database.domains[0].default_value = expression("'a@b'::text");
  EXPECT_EQ(found(file, database), "");
}

TEST(DiffDomains, WhatTheModelDoesNotKnowIsUnknown) {
  auto file = empty_file();
  file.domains = {domain("email", "text")};
  auto database = test::empty_database();
  database.domains = {domain("email", "text")};
  database.domains[0].unmodelled = {"something new"};
  EXPECT_TRUE(found(file, database).starts_with("unknown public.email ")) << found(file, database);
}

TEST(DiffDomains, Checks) {
  auto file = test::declared("  t: {columns: [{name: a, type: email}]}");
  auto database = test::live_of(file);
  file.domains = {domain("email", "text")};
  file.domains[0].checks = {check("same", "VALUE <> ''"), check("other", "VALUE ~ 'a'"), check({}, "VALUE ~ '@'"),
                            check("new_name", "length(VALUE) > 3")};
  database.domains = {domain("email", "text")};
  database.domains[0].checks = {check("same", "(VALUE <> '')"), check("other", "VALUE ~ 'b'"),
                                check("old_name", "length(VALUE) > 3"), check("email_check", "VALUE ~ 'z'"),
                                check("extra", "VALUE ~ 'y'")};
  database.domains[0].checks[0].validity = model::Validity::NotValid;
  EXPECT_EQ(found(file, database),
            "missing public.email.same validated: constraint is not validated\n"
            "  file: VALID\n"
            "  live: NOT VALID\n"
            "  remedy: validate same of domain public.email, used by public.t\n"
            "conflict public.email.other check: the constraint checks something else\n"
            "  file: CHECK (VALUE ~ 'a')\n"
            "  live: CHECK (VALUE ~ 'b')\n"
            "  by hand: ALTER DOMAIN public.email DROP CONSTRAINT other; "
            "ALTER DOMAIN public.email ADD CONSTRAINT other CHECK (VALUE ~ 'a');\n"
            "conflict public.email.email_check check: the constraint checks something else\n"
            "  file: CHECK (VALUE ~ '@')\n"
            "  live: CHECK (VALUE ~ 'z')\n"
            "  by hand: ALTER DOMAIN public.email DROP CONSTRAINT email_check; "
            "ALTER DOMAIN public.email ADD CONSTRAINT email_check CHECK (VALUE ~ '@');\n"
            "renamed public.email.new_name name: the same constraint exists under another name\n"
            "  file: new_name\n"
            "  live: old_name\n"
            "  by hand: ALTER DOMAIN public.email RENAME CONSTRAINT old_name TO new_name;\n"
            "extra public.email.extra check: constraint is not declared\n"
            "  live: CHECK (VALUE ~ 'y')\n"
            "  by hand: ALTER DOMAIN public.email DROP CONSTRAINT extra;\n");
}

TEST(DiffDomains, AMissingCheckIsAddedAndValidated) {
  auto file = test::declared("  t: {columns: [{name: a, type: 'email[]'}]}");
  auto database = test::live_of(file);
  file.domains = {domain("email", "text")};
  file.domains[0].checks = {check({}, "VALUE ~ '@'")};
  database.domains = {domain("email", "text")};
  EXPECT_EQ(found(file, database),
            "missing public.email.email_check check: check constraint is missing\n"
            "  file: CHECK (VALUE ~ '@')\n"
            "  remedy: ALTER DOMAIN public.email ADD CONSTRAINT email_check CHECK (VALUE ~ '@'), used by public.t\n");
  EXPECT_EQ(sql_of(file, database),
            "1 constraint add_domain_check public.email.email_check\n"
            "2 validate validate_domain_check public.email.email_check\n");
  const auto plan = make_plan(file, database, test::differences(file, database), {});
  EXPECT_EQ(plan.steps.back().locks, (std::vector<TableLock>{{LockMode::Share, relation("t")}}));
  EXPECT_TRUE(plan.steps.back().scans);
}

TEST(DiffSequences, EachOption) {
  auto file = empty_file();
  file.sequences = {sequence("s", "integer")};
  file.sequences[0].options = {
      .start = 5, .increment = 2, .min = 3, .max = 2147483647, .cache = 7, .cycling = model::Cycling::Yes};
  auto database = test::empty_database();
  database.sequences = {sequence("s")};
  const std::string by_hand =
      "  by hand: ALTER SEQUENCE public.s AS integer INCREMENT BY 2 MINVALUE 3 START WITH 5 CACHE 7 CYCLE;\n";
  EXPECT_EQ(found(file, database),
            "conflict public.s type: the sequence counts in another way\n"
            "  file: integer\n  live: bigint\n" +
                by_hand +
                "conflict public.s increment: the sequence counts in another way\n"
                "  file: 2\n  live: 1\n" +
                by_hand +
                "conflict public.s min: the sequence counts in another way\n"
                "  file: 3\n  live: 1\n" +
                by_hand +
                "conflict public.s start: the sequence counts in another way\n"
                "  file: 5\n  live: 1\n" +
                by_hand +
                "conflict public.s cache: the sequence counts in another way\n"
                "  file: 7\n  live: 1\n" +
                by_hand +
                "conflict public.s cycle: the sequence counts in another way\n"
                "  file: CYCLE\n  live: NO CYCLE\n" +
                by_hand);
}

// One option alone may be outside the bounds that another one moves, and the counter outside all of them.
TEST(DiffSequences, ThatGoDownGetNewBounds) {
  auto file = empty_file();
  file.sequences = {sequence("s")};
  file.sequences[0].options = model::default_sequence_options(file.sequences[0].type, -1);
  auto database = test::empty_database();
  database.sequences = {sequence("s")};
  const std::string by_hand =
      "  by hand: ALTER SEQUENCE public.s INCREMENT BY -1 MINVALUE -9223372036854775808 MAXVALUE -1 START WITH -1 "
      "RESTART;\n";
  EXPECT_EQ(found(file, database),
            "conflict public.s increment: the sequence counts in another way\n"
            "  file: -1\n  live: 1\n" +
                by_hand +
                "conflict public.s min: the sequence counts in another way\n"
                "  file: -9223372036854775808\n  live: 1\n" +
                by_hand +
                "conflict public.s max: the sequence counts in another way\n"
                "  file: -1\n  live: 9223372036854775807\n" +
                by_hand +
                "conflict public.s start: the sequence counts in another way\n"
                "  file: -1\n  live: 1\n" +
                by_hand);
}

TEST(DiffSequences, Owners) {
  auto file = test::declared("  t: {columns: [{name: a, type: bigint}]}");
  auto database = test::live_of(file);
  const model::ColumnReference owner{relation("t"), name("a")};
  file.sequences = {sequence("missing"), sequence("unowned"), sequence("other"), sequence("too_much"),
                    sequence("taken")};
  for (auto& declared : file.sequences) declared.owned_by = owner;
  file.sequences[3].owned_by.reset();
  database.sequences = {sequence("unowned"), sequence("other"), sequence("too_much"), sequence("extra"),
                        sequence("tmp_extra")};
  database.sequences[1].owned_by = model::ColumnReference{relation("t"), name("b")};
  for (const std::size_t at : {2U, 3U, 4U}) database.sequences[at].owned_by = owner;
  database.relations.emplace(relation("taken"), model::Relation{model::RelationKind::View, {}});
  file.ignore = {"public.tmp_*"};
  EXPECT_EQ(found(file, database),
            "missing public.missing sequence: sequence is missing\n"
            "  file: CREATE SEQUENCE IF NOT EXISTS public.missing\n"
            "  remedy: CREATE SEQUENCE IF NOT EXISTS public.missing\n"
            "missing public.missing owned_by: the sequence has no owner\n"
            "  file: public.t.a\n"
            "  remedy: ALTER SEQUENCE public.missing OWNED BY public.t.a\n"
            "missing public.unowned owned_by: the sequence has no owner\n"
            "  file: public.t.a\n"
            "  remedy: ALTER SEQUENCE public.unowned OWNED BY public.t.a\n"
            "conflict public.other owned_by: another column owns the sequence\n"
            "  file: public.t.a\n"
            "  live: public.t.b\n"
            "  by hand: ALTER SEQUENCE public.other OWNED BY public.t.a;\n"
            "conflict public.too_much owned_by: a column owns the sequence, and the file does not say so\n"
            "  live: public.t.a\n"
            "  by hand: ALTER SEQUENCE public.too_much OWNED BY NONE;\n"
            "conflict public.taken kind: the name is taken by something else\n"
            "  file: sequence\n"
            "  live: view\n"
            "  by hand: ALTER VIEW public.taken RENAME TO taken_old;\n"
            "extra public.extra sequence: sequence of column public.t.a is not declared\n"
            "  live: CREATE SEQUENCE IF NOT EXISTS public.extra\n"
            "  by hand: DROP SEQUENCE public.extra;\n"
            "  at schema.yaml:3:3\n");
  // https://www.postgresql.org/docs/current/sql-createsequence.html
  auto elsewhere = file;
  elsewhere.sequences = {sequence("unowned")};
  elsewhere.sequences[0].owned_by = model::ColumnReference{{name("billing"), name("t")}, name("a")};
  EXPECT_TRUE(found(elsewhere, database)
                  .starts_with("blocked public.unowned owned_by: a sequence and the table that owns it must be in one "
                               "schema\n  file: billing.t.a\n"));
  // A serial column's own sequence is never extra.
  database.tables[0].columns[0].serial = model::Serial::Yes;
  EXPECT_EQ(found(file, database).find("extra"), std::string::npos);
}

TEST(DiffComments, MissingOtherAndExtra) {
  auto file = test::declared(
      "  t: {columns: [{name: a, type: int}, {name: b, type: int}], "
      "indexes: [{name: i, columns: [a]}]}");
  auto database = test::live_of(file);
  file.tables[0].comment = "it's \\ here";
  file.tables[0].columns[0].comment = "new";
  file.tables[0].indexes[0].comment = "an index";
  database.tables[0].columns[0].comment = "old";
  database.tables[0].columns[1].comment = "extra";
  EXPECT_EQ(found(file, database),
            "missing public.i comment: comment is missing\n"
            "  file: an index\n"
            "  remedy: COMMENT ON INDEX public.i IS 'an index'\n"
            "  at schema.yaml:3:72\n"
            "missing public.t comment: comment is missing\n"
            "  file: it's \\ here\n"
            "  remedy: COMMENT ON TABLE public.t IS E'it''s \\\\ here'\n"
            "  at schema.yaml:3:3\n"
            "conflict public.t.a comment: the comment is another one\n"
            "  file: new\n"
            "  live: old\n"
            "  by hand: COMMENT ON COLUMN public.t.a IS 'new';\n"
            "  at schema.yaml:3:17\n"
            "extra public.t.b comment: comment is not declared\n"
            "  live: extra\n"
            "  by hand: COMMENT ON COLUMN public.t.b IS NULL;\n"
            "  at schema.yaml:3:39\n");
  EXPECT_EQ(sql_of(file, database), "1 column set_comment public.t\n2 attach set_comment public.i\n");
}

TEST(DiffComments, OfAnIndexUnderAnotherNameComesBeforeTheName) {
  auto file = test::declared("  t: {columns: [{name: a, type: int}], indexes: [{name: i, columns: [a]}]}");
  auto database = test::live_of(file);
  file.tables[0].indexes[0].comment = "new";
  database.tables[0].indexes[0].name = name("other");
  database.tables[0].indexes[0].comment = "old";
  EXPECT_EQ(found(file, database),
            "conflict public.other comment: the comment is another one\n"
            "  file: new\n"
            "  live: old\n"
            "  by hand: COMMENT ON INDEX public.other IS 'new';\n"
            "  at schema.yaml:3:50\n"
            "renamed public.i name: the same index exists under another name\n"
            "  file: i\n"
            "  live: other\n"
            "  by hand: ALTER INDEX public.other RENAME TO i;\n"
            "  at schema.yaml:3:50\n");
}

TEST(Plan, CreatesWhatOthersReferToFirst) {
  auto file = test::declared(
      "  t: {columns: [{name: a, type: a_domain, check: a > 0}, {name: b, type: mood}], "
      "indexes: [{name: i, columns: [a]}]}");
  file.schemas = {{name("ext"), {}}};
  file.extensions = {{name("zz"), name("ext"), {}}, {name("aa"), name("ext"), {}}};
  file.enums = {mood({"a"}), {relation("b_enum"), {"a"}, {}}};
  file.domains = {domain("z_base", "integer"), domain("a_domain", "z_base"), domain("b_domain", "mood[]")};
  file.sequences = {sequence("s")};
  file.sequences[0].owned_by = model::ColumnReference{relation("t"), name("a")};
  file.tables[0].comment = "t";
  file.tables[0].columns[0].comment = "a";
  file.tables[0].indexes[0].comment = "i";
  auto database = test::empty_database();
  database.available_extensions = {{name("aa"), {}}, {name("zz"), {}}};
  EXPECT_EQ(sql_of(file, database),
            "1 create create_schema ext\n"
            "1 create create_extension zz\n"
            "1 create create_extension aa\n"
            "1 create create_enum public.b_enum\n"
            "1 create create_enum public.mood\n"
            "1 create create_domain public.b_domain\n"
            "1 create create_domain public.z_base\n"
            "1 create create_domain public.a_domain\n"
            "1 create create_sequence public.s\n"
            "1 create create_table public.t\n"
            "1 create create_index public.i\n"
            "1 create own_sequence public.s\n"
            "1 create set_comment public.t\n"
            "1 create set_comment public.t.a\n"
            "1 create set_comment public.i\n");
}

}  // namespace
}  // namespace pgreconcile::reconciler
