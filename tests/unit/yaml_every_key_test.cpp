// The example of the format's description: a file with every key, loaded into a whole model.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "src/yaml/load.hpp"
#include "src/yaml/object_format.hpp"
#include "src/yaml/problems.hpp"
#include "src/yaml/source.hpp"
#include "src/yaml/tree.hpp"
#include "tests/support/schema.hpp"

namespace pgreconcile::test {
namespace {

sql::TypeName type(const std::string& text) {
  return std::get<sql::TypeName>(sql::parse_type_name(text, name("public")));
}

sql::Expression expression(const std::string& text) { return std::get<sql::Expression>(sql::parse_expression(text)); }

model::Column column(const std::string& column_name, const std::string& type_name) {
  return {.name = name(column_name), .type = type(type_name)};
}

model::Column required(const std::string& column_name, const std::string& type_name) {
  auto result = column(column_name, type_name);
  result.nullable = false;
  return result;
}

model::Column with_default(model::Column column, const std::string& value) {
  column.default_value = expression(value);
  return column;
}

model::KeyConstraint key(std::vector<std::string> columns) {
  model::KeyConstraint key;
  key.columns = names(std::move(columns));
  return key;
}

model::IndexElement element(const std::string& column_name) { return {.key = name(column_name)}; }

model::Table turns() {
  model::Table table;
  table.name = relation("kraken_turns");
  table.columns = {with_default(required("id", "uuid"), "gen_random_uuid()")};
  table.primary_key = key({"id"});
  return table;
}

std::vector<model::Column> feedback_columns() {
  auto id = required("id", "bigint");
  id.identity = model::Identity{model::IdentityKind::Always, model::default_sequence_options(type("bigint"))};
  auto country = column("no", "varchar(2)");
  country.collation = sql::ObjectName{std::nullopt, name("C")};
  country.comment = "ISO country code";
  country.storage = model::Storage::External;
  country.compression = model::Compression::Lz4;
  auto note_length = column("note_len", "integer");
  note_length.generated = expression("char_length(note)");
  auto token = with_default(column("token", "uuid"), "gen_random_uuid()");
  token.rewrite = model::Rewrite::Allow;
  return {id,
          required("turn_id", "uuid"),
          required("tenant_id", "integer"),
          column("parent_id", "bigint"),
          with_default(required("kind", "feedback_kind"), "'positive'"),
          with_default(required("cost_usd", "numeric(10,6)"), "0"),
          with_default(required("created_at", "timestamptz"), "now()"),
          column("during", "tstzrange"),
          with_default(column("invoice", "bigint"), "nextval('invoice_no')"),
          country,
          column("note", "text"),
          note_length,
          token};
}

model::ForeignKey turn_key() {
  model::ForeignKey key;
  key.name = name("fk_feedback_turn");
  key.columns = names({"turn_id"});
  key.target = relation("kraken_turns");
  key.target_columns = names({"id"});
  key.on_delete = model::ReferentialAction::Cascade;
  return key;
}

model::ForeignKey parent_key() {
  model::ForeignKey key;
  key.name = name("fk_feedback_parent");
  key.columns = names({"tenant_id", "parent_id"});
  key.target = relation("kraken_feedback");
  key.target_columns = names({"tenant_id", "id"});
  key.on_delete = model::ReferentialAction::Cascade;
  key.match = model::MatchType::Full;
  key.deferrability = model::Deferrability::InitiallyDeferred;
  key.validity = model::Validity::NotValid;
  return key;
}

model::ExclusionConstraint no_overlap() {
  model::ExclusionConstraint exclusion;
  exclusion.name = name("no_overlap");
  exclusion.method = name("gist");
  exclusion.elements = {{element("tenant_id"), {std::nullopt, "="}},
                        {{.key = expression("during")}, {std::nullopt, "&&"}}};
  exclusion.predicate = expression("kind = 'positive'");
  return exclusion;
}

std::vector<model::Index> feedback_indexes() {
  model::Index trigrams;
  trigrams.name = name("ix_feedback_note_trgm");
  trigrams.method = name("gin");
  trigrams.elements = {
      {.key = expression("lower(note)"), .opclass = sql::ObjectName{std::nullopt, name("gin_trgm_ops")}}};
  trigrams.predicate = expression("note IS NOT NULL");
  trigrams.storage_parameters = {{"fastupdate", "off"}};
  model::Index recent;
  recent.name = name("ux_feedback_recent");
  recent.uniqueness = model::Uniqueness::Unique;
  recent.elements = {
      element("tenant_id"),
      {.key = name("created_at"), .order = model::SortOrder::Descending, .nulls = model::NullsOrder::Last},
      {.key = name("note"), .collation = sql::ObjectName{std::nullopt, name("C")}}};
  recent.include = names({"cost_usd"});
  recent.tablespace = name("pg_default");
  recent.comment = "the newest first";
  return {trigrams, recent};
}

model::Table feedback() {
  model::Table table;
  table.name = relation("kraken_feedback");
  table.comment = "Thumbs up/down on agent turns";
  table.columns = feedback_columns();
  table.primary_key = key({"id"});
  auto turn = key({"tenant_id", "turn_id"});
  turn.name = name("unique_turn_feedback");
  turn.include = names({"kind"});
  turn.nulls_distinct = model::NullsDistinct::No;
  auto tenant = key({"tenant_id", "id"});
  tenant.name = name("unique_tenant_id");
  table.unique = {key({"no"}), turn, tenant};
  table.foreign_keys = {turn_key(), parent_key()};
  table.checks = {{.name = std::nullopt, .expression = expression("cost_usd >= 0"), .unmodelled = {}, .origin = {}},
                  {.name = name("feedback_note_short"),
                   .expression = expression("length(note) < 4000"),
                   .unmodelled = {},
                   .origin = {}}};
  table.exclusions = {no_overlap()};
  table.indexes = feedback_indexes();
  table.storage_parameters = {{"fillfactor", "90"}};
  table.tablespace = name("pg_default");
  return table;
}

model::Table events() {
  model::Table table;
  table.name = relation("kraken_events");
  table.columns = {required("at", "timestamptz"), column("payload", "jsonb")};
  table.partition_by = model::PartitionKey{model::PartitionStrategy::Range, {{name("at"), {}, {}}}, {}, {}};
  table.partitions = {
      {relation("kraken_events_old"), model::RangeBound{{model::BoundKeyword::MinValue}, {"2026-01-01"}}, {}, {}},
      {relation("kraken_events_2026"), model::RangeBound{{"2026-01-01"}, {"2027-01-01"}}, {}, {}},
      {relation("kraken_events_rest"), model::DefaultBound{}, {}, {}}};
  return table;
}

model::Database every_key() {
  model::Database database;
  database.schemas = {{name("billing"), {}}};
  database.extensions = {{name("pg_trgm"), {}, {}}, {name("btree_gist"), {}, {}}, {name("citext"), name("public"), {}}};
  database.enums = {{relation("feedback_kind"), {"positive", "negative", "off"}, {}}};
  database.domains = {
      {.name = relation("email"),
       .type = type("text"),
       .default_value = sql::literal_expression("nobody@example.org"),
       .collation = sql::ObjectName{std::nullopt, name("C")},
       .checks = {{.name = name("email_at"), .expression = expression("VALUE ~ '@'"), .unmodelled = {}, .origin = {}}},
       .unmodelled = {},
       .origin = {}}};
  model::SequenceOptions options;
  options.start = 1000;
  options.max = 99999999;
  database.sequences = {{relation("invoice_no"),
                         type("bigint"),
                         options,
                         model::ColumnReference{relation("kraken_feedback"), name("invoice")},
                         {},
                         {}}};
  database.ignore = {"alembic_version", "tmp_*"};
  database.tables = {turns(), feedback(), events()};
  return database;
}

TEST(YamlEveryKey, TheExampleIsLoadedWhole) {
  const auto loaded = yaml::load_files({PGRECONCILE_SOURCE_DIR "/tests/fixtures/every_key.yaml"});
  for (const auto& diagnostic : loaded.diagnostics) ADD_FAILURE() << to_string(diagnostic);
  const auto expected = every_key();
  EXPECT_EQ(loaded.database.domains, expected.domains);
  EXPECT_EQ(loaded.database.sequences, expected.sequences);
  ASSERT_EQ(loaded.database.tables.size(), expected.tables.size());
  for (std::size_t i = 0; i < expected.tables.size(); ++i) {
    EXPECT_EQ(loaded.database.tables[i], expected.tables[i]) << expected.tables[i].name.quoted();
  }
  EXPECT_EQ(loaded.database, expected);
}

TEST(YamlEveryKey, WhatTheExampleLeavesOut) {
  const auto database = declared_file(
      "version: 1\n"
      "sequences: {down: {type: smallint, increment: -2, max: 10, cycle: true}, plain: {}}\n"
      "tables:\n"
      "  t:\n"
      "    columns:\n"
      "      - {name: a, type: BIGSERIAL}\n"
      "      - {name: b, type: integer, identity: {generated: by default, start: 5, max: 9}}\n"
      "    checks: [{expr: a > 0, no_inherit: true, valid: false}]\n"
      "    foreign_keys: [{columns: [a, b], references: {table: u, columns: [a, b], on_delete: {set null: [b]}}}]\n"
      "    unlogged: true\n"
      "  l:\n"
      "    columns: [{name: a, type: text}]\n"
      "    partition_by: {list: [{expr: lower(a), opclass: public.ops, collation: '\"de-x-icu\"'}]}\n"
      "    partitions: {l1: {in: [null, x, 2, {literal: \"null\"}]}}\n"
      "  h:\n"
      "    columns: [{name: a, type: text}]\n"
      "    partition_by: {hash: [a]}\n"
      "    partitions: {s.h1: {modulus: 4, remainder: 3}}\n");
  const auto& down = database.sequences.at(0).options;
  EXPECT_EQ(down, (model::SequenceOptions{10, -2, -32768, 10, 1, model::Cycling::Yes}));
  EXPECT_EQ(database.sequences.at(1).options, model::SequenceOptions{});
  const auto& table = database.tables.at(0);
  EXPECT_EQ(table.columns.at(0).type.canonical(), "bigint");
  EXPECT_EQ(table.columns.at(0).serial, model::Serial::Yes);
  EXPECT_FALSE(table.columns.at(0).nullable);
  EXPECT_EQ(table.columns.at(1).identity,
            (model::Identity{model::IdentityKind::ByDefault, {5, 1, 1, 9, 1, model::Cycling::No}}));
  EXPECT_FALSE(table.columns.at(1).nullable);
  EXPECT_EQ(table.checks.at(0).inheritance, model::Inheritance::NoInherit);
  EXPECT_EQ(table.checks.at(0).validity, model::Validity::NotValid);
  EXPECT_EQ(table.foreign_keys.at(0).on_delete, model::ReferentialAction::SetNull);
  EXPECT_EQ(table.foreign_keys.at(0).on_delete_columns, names({"b"}));
  EXPECT_EQ(table.persistence, model::Persistence::Unlogged);
  const auto& list = database.tables.at(1);
  const model::PartitionKeyElement by_expression{expression("lower(a)"), sql::ObjectName{name("public"), name("ops")},
                                                 sql::ObjectName{std::nullopt, name("de-x-icu")}};
  EXPECT_EQ(list.partition_by->elements, std::vector{by_expression});
  EXPECT_EQ(list.partitions.at(0).bound,
            model::PartitionBound(model::ListBound{{model::BoundKeyword::Null, "x", "2", "null"}}));
  const auto& hash = database.tables.at(2);
  EXPECT_EQ(hash.partitions.at(0).name, (sql::QualifiedName{name("s"), name("h1")}));
  EXPECT_EQ(hash.partitions.at(0).bound, model::PartitionBound(model::HashBound{4, 3}));
}

// Walks a file's mappings by the tables of keys, and collects what it meets: `column.type`.
class KeyCollector {
 public:
  void visit(std::string_view object, const yaml::Node& node) {
    if (node.mapping() == nullptr) return;
    for (const auto& entry : *node.mapping()) {
      for (const auto& key : format(object).keys) {
        if (key.name != entry.name()) continue;
        met_.insert(fmt::format("{}.{}", object, key.name));
        visit_objects(key.shape, entry.value);
      }
    }
  }

  const std::set<std::string>& met() const { return met_; }

 private:
  static const yaml::ObjectFormat& format(std::string_view object) {
    return *std::ranges::find(yaml::object_formats(), object, &yaml::ObjectFormat::name);
  }

  void visit_objects(const yaml::Shape& shape, const yaml::Node& value) {
    if (shape.object.empty()) return;
    const bool is_named =
        shape.kind == yaml::ValueKind::NamedObjects || shape.kind == yaml::ValueKind::NamedChoicesOrObjects;
    if (const auto* items = value.sequence()) {
      for (const auto& item : *items) visit(shape.object, item);
    } else if (is_named && value.mapping() != nullptr) {
      for (const auto& entry : *value.mapping()) visit(shape.object, entry.value);
    } else {
      visit(shape.object, value);
    }
  }

  std::set<std::string> met_;
};

TEST(YamlObjectFormats, EveryKeyOfEveryObjectStandsInAFixture) {
  KeyCollector collector;
  for (const auto* name : {"every_key.yaml", "other_forms.yaml"}) {
    const auto path = std::string(PGRECONCILE_SOURCE_DIR "/tests/fixtures/") + name;
    EXPECT_FALSE(yaml::load_files({path}).has_errors()) << path;
    std::ifstream stream(path);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    const yaml::Source source(name, text);
    yaml::Problems problems(source);
    collector.visit("file", *yaml::parse_tree(source, problems).root);
  }
  std::set<std::string> known;
  for (const auto& object : yaml::object_formats()) {
    for (const auto& key : object.keys) known.insert(fmt::format("{}.{}", object.name, key.name));
  }
  EXPECT_THAT(collector.met(), testing::ContainerEq(known));
}

// What is made of the tables of keys relies on this.
TEST(YamlObjectFormats, EveryKeyIsDescribedAndEveryObjectFound) {
  std::set<std::string_view> objects;
  for (const auto& object : yaml::object_formats()) {
    EXPECT_TRUE(objects.insert(object.name).second) << object.name;
  }
  std::set<std::string_view> met{"file"};
  for (const auto& object : yaml::object_formats()) {
    for (const auto& key : object.keys) {
      EXPECT_FALSE(key.doc.meaning.empty()) << object.name << "." << key.name;
      EXPECT_GE(key.doc.since, 13) << object.name << "." << key.name;
      if (key.shape.object.empty()) continue;
      EXPECT_TRUE(objects.contains(key.shape.object)) << object.name << "." << key.name;
      met.insert(key.shape.object);
    }
  }
  EXPECT_EQ(met, objects);
}

}  // namespace
}  // namespace pgreconcile::test
