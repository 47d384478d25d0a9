#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "src/yaml/load.hpp"
#include "src/yaml/scalar_spelling.hpp"
#include "src/yaml/write.hpp"
#include "tests/support/schema.hpp"

namespace pgreconcile {
namespace {

sql::TypeName type(const std::string& text) {
  return std::get<sql::TypeName>(sql::parse_type_name(text, test::name("public")));
}

sql::Expression expression(const std::string& text) { return std::get<sql::Expression>(sql::catalog_expression(text)); }

model::Column column(const std::string& name, const std::string& type_text) {
  return {.name = test::name(name), .type = type(type_text)};
}

model::Table table(const std::string& name, std::vector<model::Column> columns) {
  model::Table table;
  table.name = test::relation(name);
  table.columns = std::move(columns);
  return table;
}

std::string written(const model::Table& table) {
  model::Database database;
  database.tables = {table};
  return yaml::write(database, {});
}

TEST(YamlWrite, ACollationOfASchemaThatIsCalledLikeALocale) {
  auto note = column("note", "text");
  const auto line_of = [&](const sql::ObjectName& collation) {
    note.collation = collation;
    const auto text = written(table("t", {note}));
    EXPECT_FALSE(yaml::load(text, "schema.yaml").has_errors()) << text;
    return text.substr(text.find("      - {"));
  };
  const auto utf8 = test::name("utf8");
  EXPECT_EQ(line_of({test::name("en_US"), utf8}), "      - {name: note, type: text, collation: '\"en_US\".utf8'}\n");
  EXPECT_EQ(line_of({test::name("app"), utf8}), "      - {name: note, type: text, collation: app.utf8}\n");
  EXPECT_EQ(line_of({std::nullopt, test::name("en_US.utf8")}),
            "      - {name: note, type: text, collation: '\"en_US.utf8\"'}\n");
}

// Text that some reader of YAML, or ours, takes for something else unless it is quoted well.
const std::vector<std::string> kNasty = {"no",
                                         "No",
                                         "NO",
                                         "on",
                                         "off",
                                         "yes",
                                         "true",
                                         "False",
                                         "null",
                                         "Null",
                                         "~",
                                         "y",
                                         "n",
                                         "Y",
                                         "N",
                                         "t",
                                         "f",
                                         "1",
                                         "-1",
                                         "0",
                                         "010",
                                         "0x1",
                                         "0o7",
                                         "0b1",
                                         "1_000",
                                         "1e3",
                                         "1.5",
                                         ".5",
                                         "+1",
                                         "-.inf",
                                         ".nan",
                                         "1:30",
                                         "12:30:45",
                                         "2020-01-01",
                                         "2020-01-01 00:00:00",
                                         "a: b",
                                         "a:b",
                                         ":",
                                         "a:",
                                         ":a",
                                         "#",
                                         "a #b",
                                         "a#b",
                                         "# a",
                                         " a",
                                         "a ",
                                         "  ",
                                         " ",
                                         "a  b",
                                         "\ta",
                                         "a\tb",
                                         "a\nb",
                                         "\n",
                                         "a\n",
                                         "\r",
                                         "a\r\nb",
                                         "\x01",
                                         "\x1b[0m",
                                         "\x7f",
                                         "-",
                                         "- a",
                                         "--",
                                         "---",
                                         "...",
                                         "--- a",
                                         "?",
                                         "? a",
                                         "[",
                                         "]",
                                         "[a]",
                                         "{",
                                         "}",
                                         "{a: b}",
                                         ",",
                                         "a,b",
                                         "a, b",
                                         "a[1]",
                                         "&a",
                                         "*a",
                                         "!a",
                                         "|",
                                         ">",
                                         "'",
                                         "''",
                                         "'a'",
                                         "a'b",
                                         "\"",
                                         "\"a\"",
                                         "a\"b",
                                         "\\",
                                         "a\\b",
                                         "a\\nb",
                                         "\"'\\",
                                         "%",
                                         "%a",
                                         "@",
                                         "`",
                                         "=",
                                         "<<",
                                         "<",
                                         "$",
                                         "$a",
                                         "a$b",
                                         "(",
                                         ")",
                                         "f(a, b)",
                                         "f(a",
                                         "numeric(10,2)",
                                         "a.b",
                                         ".",
                                         "..",
                                         "a.",
                                         ".a",
                                         "a.\"b\"",
                                         "\"a\".b",
                                         "name",
                                         "columns",
                                         "literal",
                                         "default",
                                         "minvalue",
                                         "MAXVALUE",
                                         "NULL",
                                         "über",
                                         "名前",
                                         "\u00a0",
                                         "\u0085",
                                         "\u2028",
                                         "a\u2029b",
                                         "\u200b",
                                         "\u202e",
                                         "\ufeff",
                                         "\ufeffa",
                                         "\U0001F600",
                                         "\u00ad",
                                         "a b",
                                         "A b",
                                         "a-b",
                                         "a/b",
                                         "/",
                                         "a+b",
                                         "a=b",
                                         "a&b",
                                         "a|b",
                                         "a>b",
                                         "a%b",
                                         "a?b",
                                         "a*b",
                                         "a!b",
                                         "a@b",
                                         "a`b",
                                         "a~b",
                                         "a^b",
                                         "a;b",
                                         "a--b",
                                         "/* a */"};

// A table that has the text in every place of the format that loading knows.
model::Database everywhere(const std::string& text) {
  const auto name = test::name(text);
  auto target = table(text, {column(text, "integer"), column("other", "text")});
  target.columns[0].nullable = false;
  target.columns[1].default_value = sql::literal_expression(text);
  target.primary_key = model::KeyConstraint{};
  target.primary_key->name = test::name(text + "_p");
  target.primary_key->columns = {name};
  target.checks.push_back({.name = test::name(text + "_c"),
                           .expression = expression(fmt::format("other <> {}", sql::literal_expression(text).text())),
                           .unmodelled = {},
                           .origin = {}});
  auto& index = target.indexes.emplace_back();
  index.name = test::name(text + "_i");
  index.elements.push_back({.key = name});
  index.elements.push_back(
      {.key = test::name("other"), .order = model::SortOrder::Descending, .nulls = model::NullsOrder::Last});
  auto other = table("other", {column("a", "integer")});
  other.name.schema = name;
  auto& key = other.foreign_keys.emplace_back();
  key.name = name;
  key.columns = test::names({"a"});
  key.target = target.name;
  key.target_columns = {name};
  model::Database database;
  database.schemas = {{name, {}}};
  database.tables = {target, other};
  return database;
}

TEST(YamlWrite, WritesWhatLoadsAsTheSame) {
  for (const auto& text : kNasty) {
    const auto database = everywhere(text);
    const auto file = yaml::write(database, {});
    const auto loaded = yaml::load(file, "schema.yaml");
    for (const auto& diagnostic : loaded.diagnostics) ADD_FAILURE() << to_string(diagnostic) << "\n" << file;
    EXPECT_TRUE(loaded.database == database) << file << yaml::write(loaded.database, {});
    EXPECT_EQ(yaml::write(loaded.database, {}), file);
  }
}

TEST(YamlWrite, SpellsPlainWhereThatIsCertain) {
  using yaml::Place;
  EXPECT_EQ(yaml::scalar_spelling("kraken_turns", Place::Flow), "kraken_turns");
  EXPECT_EQ(yaml::scalar_spelling("now()", Place::Flow), "now()");
  EXPECT_EQ(yaml::scalar_spelling("a, b", Place::Block), "a, b");
  EXPECT_EQ(yaml::scalar_spelling("a, b", Place::Flow), "\"a, b\"");
  EXPECT_EQ(yaml::scalar_spelling("no", Place::Block), "\"no\"");
  EXPECT_EQ(yaml::scalar_spelling("n", Place::Block), "\"n\"");
  EXPECT_EQ(yaml::scalar_spelling("0.10", Place::Block), "\"0.10\"");
  EXPECT_EQ(yaml::scalar_spelling("\"a.b\"", Place::Block), "'\"a.b\"'");
  EXPECT_EQ(yaml::scalar_spelling("'\\'", Place::Block), "\"'\\\\'\"");
  EXPECT_EQ(yaml::scalar_spelling("a\n\u2028\x01", Place::Block), "\"a\\n\\u2028\\x01\"");
}

TEST(YamlWrite, KeepsCommentsOnTheirLines) {
  EXPECT_EQ(yaml::write({}, {{"view \"a\nb\"", "", "\u2028 \x1b[31m"}}),
            "# view \"a\\nb\"\n#\n# \\u2028 \\x1B[31m\nversion: 1\ntables: {}\n");
}

// Left out, the start is the bound that is written: -4.
TEST(YamlWrite, WritesTheStartOfASequenceWhereTheBoundsAreOthers) {
  auto identity = column("id", "bigint");
  identity.nullable = false;
  identity.identity = model::Identity{model::IdentityKind::Always, model::default_sequence_options(type("bigint"))};
  identity.identity->options.min = -4;
  const auto from_one = written(table("t", {identity}));
  EXPECT_THAT(from_one, testing::HasSubstr("identity: {generated: always, start: 1, min: -4}"));
  EXPECT_EQ(test::declared_file(from_one).tables.front().columns.front().identity, identity.identity);
  identity.identity->options.start = -4;
  const auto from_bound = written(table("t", {identity}));
  EXPECT_THAT(from_bound, testing::HasSubstr("identity: {generated: always, min: -4}"));
  EXPECT_EQ(test::declared_file(from_bound).tables.front().columns.front().identity, identity.identity);
}

TEST(YamlWrite, WritesColumnsOnOneLineWhereTheyFit) {
  auto wide = column("status", "character varying(16)");
  wide.nullable = false;
  wide.default_value = expression("'active'::character varying");
  auto identity = column("id", "bigint");
  identity.nullable = false;
  identity.identity = model::Identity{model::IdentityKind::ByDefault, model::default_sequence_options(type("bigint"))};
  auto counted = identity;
  counted.name = test::name("no");
  counted.identity->options.start = 1000;
  auto long_one = column("cost", "numeric(10,6)");
  long_one.comment = std::string(90, 'x');
  auto serial = column("seq", "bigint");
  serial.nullable = false;
  serial.serial = model::Serial::Yes;
  serial.default_value = expression("nextval('public.t_seq_seq'::regclass)");
  EXPECT_EQ(written(table("turns", {identity, counted, wide, long_one, serial, column("m", "public.mood[]"),
                                    column("at", "timestamp(3) with time zone")})),
            fmt::format(R"(version: 1
tables:
  turns:
    columns:
      - {{name: id, type: bigint, nullable: false, identity: by default}}
      - name: "no"
        type: bigint
        nullable: false
        identity: {{generated: by default, start: 1000}}
      - {{name: status, type: varchar(16), nullable: false, default: {{literal: active}}}}
      - name: cost
        type: numeric(10,6)
        comment: {}
      - {{name: seq, type: bigserial, nullable: false}}
      - {{name: m, type: "mood[]"}}
      - {{name: at, type: timestamptz(3)}}
)",
                        std::string(90, 'x')));
}

TEST(YamlWrite, WritesOperatorsOfOtherSchemasSoThatTheyLoad) {
  auto excluding = table("t", {column("a", "text")});
  model::ExclusionConstraint exclusion;
  exclusion.elements = {{{.key = test::name("a")}, {test::name("Odd app"), "@@@"}}};
  excluding.exclusions = {exclusion};
  const auto text = written(excluding);
  EXPECT_THAT(text, testing::HasSubstr("elements: [{column: a, with: OPERATOR(\"Odd app\".@@@)}]"));
  const auto loaded = yaml::load(text, "written.yaml");
  ASSERT_FALSE(loaded.has_errors()) << text;
  EXPECT_EQ(loaded.database.tables.front().exclusions.front().elements.front().with, exclusion.elements.front().with);
}

TEST(YamlWrite, LeavesOutTheNameThatPostgresqlGivesToAPrimaryKey) {
  auto keyed = table("t", {column("id", "uuid")});
  keyed.primary_key = model::KeyConstraint{};
  keyed.primary_key->columns = test::names({"id"});
  keyed.primary_key->name = test::name("t_pkey");
  EXPECT_THAT(written(keyed), testing::HasSubstr("    primary_key: [id]\n"));
  keyed.primary_key->name = test::name("t_key");
  EXPECT_THAT(written(keyed), testing::HasSubstr("    primary_key: {name: t_key, columns: [id]}\n"));
}

}  // namespace
}  // namespace pgreconcile
