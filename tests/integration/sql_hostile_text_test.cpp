#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/database.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/tool.hpp"

// Text that means something else to whoever reads it in another way: it must do no harm, and must mean what it says.
namespace pgreconcile {
namespace {

using test::TemporaryFile;
using test::TestDatabase;

enum class Way { Apply, PrintedSql };

void PrintTo(Way way, std::ostream* stream) { *stream << (way == Way::Apply ? "apply" : "printed SQL"); }

std::vector<std::string> options(const TestDatabase& database, const TemporaryFile& file) {
  return {"--file", file.path().string(), "--database-url", database.url()};
}

test::ProcessResult run(const std::string& command, const TestDatabase& database, const TemporaryFile& file,
                        const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{command};
  for (const auto& part : {options(database, file), more}) arguments.insert(arguments.end(), part.begin(), part.end());
  return test::run_tool(arguments);
}

void feed_to_psql(const std::string& sql, const TestDatabase& database) {
  const auto psql = test::run({"psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", database.url()}, {.input = sql});
  EXPECT_EQ(psql.exit_code, 0) << psql << sql;
  EXPECT_EQ(psql.errors, "");
}

// Converges the database in the given way; printed SQL is run twice, as a person might.
void converge(Way way, const TestDatabase& database, const TemporaryFile& file) {
  if (way == Way::Apply) {
    const auto apply = run("apply", database, file);
    EXPECT_EQ(apply.exit_code, 0) << apply;
    return;
  }
  const auto plan = run("plan", database, file, {"--format", "sql"});
  ASSERT_EQ(plan.exit_code, 0) << plan;
  feed_to_psql(plan.output, database);
  const auto once = database.dump_schema();
  feed_to_psql(plan.output, database);
  EXPECT_EQ(database.dump_schema(), once);
}

void expect_converged(const TestDatabase& database, const TemporaryFile& file) {
  for (const std::string command : {"plan", "drift"}) {
    const auto again = run(command, database, file, {"--format", "json"});
    EXPECT_EQ(again.exit_code, 0) << again;
    EXPECT_NE(again.output.find("\"status\": \"converged\""), std::string::npos) << again;
  }
}

class SqlHostileText : public testing::TestWithParam<Way> {};
INSTANTIATE_TEST_SUITE_P(Ways, SqlHostileText, testing::Values(Way::Apply, Way::PrintedSql));

// With standard_conforming_strings off, '\' || '; DROP TABLE canary; --' is an unfinished literal, a statement and a
// comment.
TEST_P(SqlHostileText, MeansTheSameWhereBackslashesEscape) {
  const TestDatabase database({.settings = {{"standard_conforming_strings", "off"}, {"escape_string_warning", "off"}}});
  database.execute("CREATE TABLE canary (id int); CREATE TABLE old (id int PRIMARY KEY); INSERT INTO old VALUES (1)");
  const TemporaryFile file(R"(version: 1
tables:
  new:
    columns:
      - {name: id, type: integer, primary_key: true}
      - {name: sql, type: text, default: "'\\' || '; DROP TABLE canary; --'"}
      - {name: plain, type: text, default: "'\\'"}
      - {name: escape, type: text, default: "E'\\'; DROP TABLE canary; --'"}
      - {name: literal, type: text, default: {literal: "\\'; DROP TABLE canary; --"}}
      - {name: pattern, type: text, default: "'a\\b'"}
    checks:
      - {name: is_path, expr: "pattern ~ '^a\\\\b$' AND pattern <> '\\'';DROP TABLE canary;--'"}
  old:
    columns:
      - {name: id, type: integer, primary_key: true}
      - {name: sql, type: text, default: "'\\' || '; DROP TABLE canary; --'"}
      - {name: literal, type: text, default: {literal: "\\'; DROP TABLE canary; --"}}
    checks:
      - {name: no_backslash, expr: "sql <> '\\' || '; DROP TABLE canary; --x'"}
)");
  converge(GetParam(), database, file);
  database.execute("INSERT INTO new (id) VALUES (1)");
  EXPECT_EQ(database.query("SELECT sql, plain, escape, literal, pattern FROM new"),
            (test::Rows{{"\\; DROP TABLE canary; --", "\\", "'; DROP TABLE canary; --", "\\'; DROP TABLE canary; --",
                         "a\\b"}}));
  EXPECT_EQ(database.query("SELECT sql, literal FROM old"),
            (test::Rows{{"\\; DROP TABLE canary; --", "\\'; DROP TABLE canary; --"}}));
  EXPECT_EQ(database.value("SELECT count(*) FROM canary"), "0");
  expect_converged(database, file);
}

struct OddName {
  std::string yaml;  ///< between YAML's double quotes
  std::string name;
};

// A table with a column, a key, a check, an index and a foreign key of that name, new and added to a table with rows.
std::string schema_of(const std::string& yaml) {
  const auto in_key = [&] {
    std::string key = "\\\"";
    for (std::size_t at = 0; at < yaml.size(); ++at) {
      const bool is_quote = yaml.substr(at, 2) == "\\\"";
      key += is_quote ? "\\\"\\\"" : yaml.substr(at, 1);
      if (is_quote) ++at;
    }
    return key + "\\\"";
  }();
  return fmt::format(R"(version: 1
tables:
  "{key}":
    columns:
      - {{name: "{name}", type: integer, primary_key: true}}
    checks: [{{name: "{name} c", expr: "'{sql}' <> ''"}}]
  "old":
    columns:
      - {{name: id, type: integer, primary_key: true}}
      - {{name: "{name}", type: integer}}
    unique: [{{name: "{name} u", columns: ["{name}"]}}]
    checks: [{{name: "{name} c", expr: id > 0}}]
    foreign_keys:
      - name: "{name} f"
        columns: ["{name}"]
        references: {{table: "{key}", columns: ["{name}"]}}
    indexes: [{{name: "{name} i", columns: ["{name}"]}}]
)",
                     fmt::arg("key", in_key), fmt::arg("name", yaml), fmt::arg("sql", "$ddl$ \\\\ ; --"));
}

TEST_P(SqlHostileText, NamesMayHoldAnything) {
  for (const auto& [yaml, name] :
       std::vector<OddName>{{"a'b", "a'b"},
                            {"a\\\"b", "a\"b"},
                            {"a\\\\b", "a\\b"},
                            {"a\\\\'; --", "a\\'; --"},
                            {"$ddl$", "$ddl$"},
                            {"$ddl$; DROP TABLE canary; --", "$ddl$; DROP TABLE canary; --"},
                            {"a\\nDROP TABLE canary;", "a\nDROP TABLE canary;"},
                            {"a;b -- /* c", "a;b -- /* c"},
                            {":name :'name' \\\\! x", ":name :'name' \\! x"},
                            {") AND contype = 'c')\\n  THEN\\n    ", ") AND contype = 'c')\n  THEN\n    "},
                            {"%s {} é", "%s {} é"}}) {
    SCOPED_TRACE(name);
    const TestDatabase database({.settings = {{"standard_conforming_strings", "off"}}});
    database.execute("CREATE TABLE canary (id int); CREATE TABLE old (id int PRIMARY KEY); INSERT INTO old VALUES (1)");
    const TemporaryFile file(schema_of(yaml));
    converge(GetParam(), database, file);
    EXPECT_EQ(database.value("SELECT count(*) FROM canary"), "0");
    EXPECT_EQ(database.value("SELECT count(*) FROM old"), "1");
    EXPECT_EQ(
        database.query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                       " AND relname NOT IN ('canary', 'old')"),
        (test::Rows{{name}}));
    expect_converged(database, file);
  }
}

}  // namespace
}  // namespace pgreconcile
