#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "src/base/error.hpp"
#include "src/model/database.hpp"
#include "src/sql/fragment.hpp"
#include "src/yaml/load.hpp"

namespace pgreconcile::yaml {
namespace {

using sql::Identifier;

sql::TypeName type(const std::string& text) {
  return std::get<sql::TypeName>(sql::parse_type_name(text, Identifier("public")));
}

sql::Expression expression(const std::string& text) { return std::get<sql::Expression>(sql::parse_expression(text)); }

model::Column column(const std::string& name, const std::string& type_name) {
  return {.name = Identifier(name),
          .type = type(type_name),
          .nullable = false,
          .default_value = std::nullopt,
          .unmodelled = {},
          .origin = {}};
}

model::Column column(const std::string& name, const std::string& type_name, const std::string& default_value) {
  auto result = column(name, type_name);
  result.default_value = expression(default_value);
  return result;
}

model::KeyConstraint key(const std::string& name) {
  model::KeyConstraint key;
  key.columns = {Identifier(name)};
  return key;
}

model::Index index(const std::string& name, const std::string& column_name) {
  model::Index index;
  index.name = Identifier(name);
  index.elements = {{.key = Identifier(column_name)}};
  return index;
}

model::ForeignKey foreign_key(const std::string& name, const std::string& column_name, const std::string& target) {
  model::ForeignKey key;
  key.name = Identifier(name);
  key.columns = {Identifier(column_name)};
  key.target = {Identifier("public"), Identifier(target)};
  key.target_columns = {Identifier("id")};
  return key;
}

model::Table table(const std::string& name) {
  model::Table table;
  table.name = {Identifier("public"), Identifier(name)};
  return table;
}

model::Table conversations() {
  auto result = table("kraken_conversations");
  auto ended_at = column("ended_at", "timestamp");
  ended_at.nullable = true;
  result.columns = {column("id", "uuid", "gen_random_uuid()"),
                    column("session_id", "varchar"),
                    column("model", "varchar"),
                    column("system_prompt_hash", "varchar(16)"),
                    column("agent_version", "varchar"),
                    column("status", "varchar", "'active'"),
                    column("started_at", "timestamp", "now()"),
                    ended_at,
                    column("total_turns", "integer", "0"),
                    column("total_tokens", "integer", "0"),
                    column("total_cost_usd", "numeric(10,6)", "0")};
  result.primary_key = key("id");
  result.indexes = {index("ix_kraken_conversations_session_id", "session_id")};
  return result;
}

model::Table turns() {
  auto result = table("kraken_turns");
  result.columns = {column("id", "uuid", "gen_random_uuid()"),
                    column("conversation_id", "uuid"),
                    column("turn_number", "integer"),
                    column("user_query", "text"),
                    column("assistant_response", "text"),
                    column("input_tokens", "integer", "0"),
                    column("output_tokens", "integer", "0"),
                    column("cost_usd", "numeric(10,6)", "0"),
                    column("duration_ms", "integer", "0"),
                    column("tool_calls_count", "integer", "0"),
                    column("cache_creation_tokens", "integer", "0"),
                    column("cache_read_tokens", "integer", "0"),
                    column("model", "varchar"),
                    column("created_at", "timestamp", "now()")};
  result.primary_key = key("id");
  result.foreign_keys = {foreign_key("fk_kraken_turns_conversation", "conversation_id", "kraken_conversations")};
  result.indexes = {index("ix_kraken_turns_conversation_id", "conversation_id")};
  return result;
}

model::Table tool_calls() {
  auto result = table("kraken_tool_calls");
  result.columns = {column("id", "uuid", "gen_random_uuid()"),
                    column("turn_id", "uuid"),
                    column("tool_name", "varchar"),
                    column("tool_args", "jsonb"),
                    column("tool_result", "jsonb"),
                    column("result_truncated", "boolean", "false"),
                    column("sequence_order", "integer")};
  result.primary_key = key("id");
  result.foreign_keys = {foreign_key("fk_kraken_tool_calls_turn", "turn_id", "kraken_turns")};
  result.indexes = {index("ix_kraken_tool_calls_turn_id", "turn_id")};
  return result;
}

// Every message on a line of its own, so that a difference shows as text.
std::string messages(const LoadResult& result) {
  std::string text;
  for (const auto& diagnostic : result.diagnostics) text += to_string(diagnostic) + "\n";
  return text;
}

model::Database load_valid(const std::string& text) {
  auto result = load(text, "s.yaml");
  EXPECT_EQ(messages(result), "");
  return result.database;
}

TEST(YamlLoad, KrakenSchema) {
  const auto result = load_files({PGRECONCILE_SOURCE_DIR "/schema.yaml"});
  EXPECT_EQ(messages(result), "");
  model::Database expected;
  expected.tables = {conversations(), turns(), tool_calls()};
  EXPECT_EQ(result.database, expected);
}

TEST(YamlLoad, OriginsAreThePlacesOfObjects) {
  const auto database = load_valid(
      "version: 1\n"
      "tables:\n"
      "  a:\n"
      "    columns:\n"
      "      - {name: id, type: integer, primary_key: true}\n"
      "      - name: ü\n"
      "        type: integer\n"
      "        references: {table: a, column: id}\n"
      "    indexes:\n"
      "      - {name: i, columns: [id]}\n");
  const auto& table = database.tables.at(0);
  EXPECT_EQ(table.origin.where, (SourceLocation{"s.yaml", 3, 3}));
  EXPECT_EQ(table.columns.at(0).origin.where, (SourceLocation{"s.yaml", 5, 9}));
  EXPECT_EQ(table.columns.at(1).origin.where, (SourceLocation{"s.yaml", 6, 9}));
  EXPECT_EQ(table.primary_key->origin.where, (SourceLocation{"s.yaml", 5, 48}));
  EXPECT_EQ(table.foreign_keys.at(0).origin.where, (SourceLocation{"s.yaml", 8, 21}));
  EXPECT_EQ(table.indexes.at(0).origin.where, (SourceLocation{"s.yaml", 10, 9}));
}

TEST(YamlLoad, LongFormsOfConstraints) {
  const auto database = load_valid(
      "version: 1\n"
      "schema: app\n"
      "schemas: [billing]\n"
      "tables:\n"
      "  t:\n"
      "    columns:\n"
      "      - {name: a, type: integer}\n"
      "      - {name: b, type: mood, nullable: false, unique: true, check: b > 'x'}\n"
      "    primary_key: {name: pk, columns: [b, a]}\n"
      "    unique:\n"
      "      - {columns: [a]}\n"
      "    foreign_keys:\n"
      "      - name: fk\n"
      "        columns: [a, b]\n"
      "        references: {table: billing.u, columns: [x, y], on_delete: set null, on_update: cascade, match: full}\n"
      "        deferrable: true\n"
      "        initially_deferred: true\n"
      "        valid: false\n"
      "    checks:\n"
      "      - name: ck\n"
      "        expr: |\n"
      "          a > 0\n"
      "          and a < 9\n");
  model::Database expected;
  expected.default_schema = Identifier("app");
  expected.schemas = {{Identifier("billing"), {}}};
  auto table = model::Table{};
  table.name = {Identifier("app"), Identifier("t")};
  auto b = column("b", "integer");
  b.type = std::get<sql::TypeName>(sql::parse_type_name("mood", Identifier("app")));
  table.columns = {column("a", "integer"), b};
  table.primary_key = key("b");
  table.primary_key->name = Identifier("pk");
  table.primary_key->columns = {Identifier("b"), Identifier("a")};
  table.unique = {key("b"), key("a")};
  table.checks = {
      {.name = std::nullopt, .expression = expression("b > 'x'"), .unmodelled = {}, .origin = {}},
      {.name = Identifier("ck"), .expression = expression("a > 0\nand a < 9"), .unmodelled = {}, .origin = {}}};
  model::ForeignKey fk;
  fk.name = Identifier("fk");
  fk.columns = {Identifier("a"), Identifier("b")};
  fk.target = {Identifier("billing"), Identifier("u")};
  fk.target_columns = {Identifier("x"), Identifier("y")};
  fk.on_delete = model::ReferentialAction::SetNull;
  fk.on_update = model::ReferentialAction::Cascade;
  fk.match = model::MatchType::Full;
  fk.deferrability = model::Deferrability::InitiallyDeferred;
  fk.validity = model::Validity::NotValid;
  table.foreign_keys = {fk};
  expected.tables = {table};
  EXPECT_EQ(database, expected);
}

TEST(YamlLoad, IndexColumns) {
  const auto database = load_valid(
      "version: 1\n"
      "tables:\n"
      "  t:\n"
      "    columns: [{name: a, type: integer}, {name: b, type: integer}]\n"
      "    indexes:\n"
      "      - name: i\n"
      "        unique: true\n"
      "        method: btree\n"
      "        columns: [a, {column: b, order: desc}, {column: a, order: desc, nulls: last}, {column: b, nulls: "
      "first}]\n");
  using enum model::SortOrder;
  using enum model::NullsOrder;
  model::Index expected;
  expected.name = Identifier("i");
  expected.uniqueness = model::Uniqueness::Unique;
  expected.elements = {{.key = Identifier("a"), .order = Ascending, .nulls = Last},
                       {.key = Identifier("b"), .order = Descending, .nulls = First},
                       {.key = Identifier("a"), .order = Descending, .nulls = Last},
                       {.key = Identifier("b"), .order = Ascending, .nulls = First}};
  EXPECT_EQ(database.tables.at(0).indexes.at(0), expected);
}

TEST(YamlLoad, NamesAreExact) {
  const auto database = load_valid(
      "version: 1\n"
      "schemas: [billing]\n"
      "tables:\n"
      "  Mixed: {columns: []}\n"
      "  billing.invoices: {columns: []}\n"
      "  'billing.\"Weird Name\"': {columns: []}\n"
      "  '\"a.b\"': {columns: []}\n"
      "  '\"say \"\"hi\"\"\"': {columns: []}\n"
      "  \"no\": {columns: [{name: y, type: text}, {name: \"on\", type: text}, {name: 'a.b c', type: text}]}\n");
  std::vector<sql::QualifiedName> names;
  for (const auto& table : database.tables) names.push_back(table.name);
  const std::vector<sql::QualifiedName> expected = {
      {Identifier("public"), Identifier("Mixed")},       {Identifier("billing"), Identifier("invoices")},
      {Identifier("billing"), Identifier("Weird Name")}, {Identifier("public"), Identifier("a.b")},
      {Identifier("public"), Identifier("say \"hi\"")},  {Identifier("public"), Identifier("no")}};
  EXPECT_EQ(names, expected);
  std::vector<std::string> columns;
  for (const auto& column : database.tables.back().columns) columns.push_back(column.name.name());
  EXPECT_EQ(columns, (std::vector<std::string>{"y", "on", "a.b c"}));
}

TEST(YamlLoad, AForeignKeyWithoutASchemaLivesInTheFilesSchema) {
  const auto database = load_valid(
      "tables:\n"
      "  t: {columns: [{name: id, type: integer, references: {table: elsewhere, column: id}}]}\n"
      "schema: app\n"
      "version: 1\n");
  const sql::QualifiedName expected{Identifier("app"), Identifier("elsewhere")};
  EXPECT_EQ(database.tables.at(0).foreign_keys.at(0).target, expected);
}

TEST(YamlLoad, ByteOrderMarkAndCarriageReturnsChangeNothing) {
  const std::string text =
      "version: 1\n"
      "tables:\n"
      "  t:\n"
      "    columns:\n"
      "      - {name: id, type: integer, primary_key: true}\n";
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const auto database = load_valid(windows);
  EXPECT_EQ(database, load_valid(text));
  EXPECT_EQ(database.tables.at(0).columns.at(0).origin.where, (SourceLocation{"s.yaml", 5, 9}));
}

TEST(YamlLoad, LiteralsAreQuoted) {
  const auto database = load_valid(
      "version: 1\n"
      "tables:\n"
      "  t:\n"
      "    columns:\n"
      "      - {name: a, type: text, default: {literal: it's}}\n"
      "      - {name: b, type: text, default: {literal: now()}}\n"
      "      - {name: c, type: text, default: {literal: \"\"}}\n"
      "      - {name: d, type: text, default: {literal: 0}}\n");
  std::vector<std::string> defaults;
  for (const auto& column : database.tables.at(0).columns) defaults.push_back(column.default_value->text());
  EXPECT_EQ(defaults, (std::vector<std::string>{"'it''s'", "'now()'", "''", "'0'"}));
}

TEST(YamlLoad, NoTablesIsAnAnswer) { EXPECT_EQ(load_valid("version: 1\ntables: {}\n"), model::Database{}); }

TEST(YamlLoad, AFileThatIsNotThere) {
  try {
    load_files({"/nowhere/schema.yaml"});
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::SchemaFile);
    EXPECT_STREQ(error.what(), "cannot read schema file /nowhere/schema.yaml: No such file or directory");
  }
}

}  // namespace
}  // namespace pgreconcile::yaml
