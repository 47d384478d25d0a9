#include "src/render/diagnostics.hpp"

#include <gtest/gtest.h>

#include "src/yaml/load.hpp"

namespace pgreconcile::render {
namespace {

const Diagnostic kUnknownKey{{"schema.yaml", 12, 9},
                             Severity::Error,
                             "unknown key \"not_null\"",
                             "use \"nullable: false\"",
                             {"        not_null: true", 8}};

TEST(DiagnosticText, ShowsTheLineAndThePlace) {
  EXPECT_EQ(diagnostic_text(kUnknownKey),
            "schema.yaml:12:9: unknown key \"not_null\"; use \"nullable: false\"\n"
            "   12 |         not_null: true\n"
            "      |         ^\n");
}

TEST(DiagnosticText, ManyLinesWidenTheMargin) {
  auto diagnostic = kUnknownKey;
  diagnostic.where.line = 1234567;
  EXPECT_EQ(diagnostic_text(diagnostic),
            "schema.yaml:1234567:9: unknown key \"not_null\"; use \"nullable: false\"\n"
            "1234567 |         not_null: true\n"
            "        |         ^\n");
}

TEST(DiagnosticText, NothingFromTheFileSteersTheTerminal) {
  EXPECT_EQ(diagnostic_text({{"a\x1B.yaml"}, Severity::Warning, "key \"\x1B[2J\n\"", ""}),
            "a?.yaml: warning: key \"?[2J \"\n");
}

// On one line that is as long as the file, each of the places is found.
TEST(DiagnosticText, OfFilesOnOneLine) {
  std::string text = "{version: 1, tables: {";
  for (int i = 0; i < 100; ++i) text += "tü" + std::to_string(i) + ": {columns: [{name: a, type: text}], ä: 1}, ";
  const auto loaded = yaml::load(text + "}}\n", "s.yaml");
  ASSERT_EQ(loaded.diagnostics.size(), 100U);
  for (const auto& [where, severity, message, hint, excerpt] : loaded.diagnostics) {
    EXPECT_EQ(message, "unknown key \"ä\"");
    ASSERT_EQ(excerpt.caret, where.column <= 61 ? where.column - 1 : 61) << where.column;
    // All characters before the caret are ASCII or one of ü, ä and …; so the character there is found by counting.
    std::size_t at = 0;
    for (std::size_t left = excerpt.caret; left > 0; --left)
      at += excerpt.line[at] == '\xE2' ? 3 : excerpt.line[at] < 0 ? 2 : 1;
    EXPECT_EQ(excerpt.line.substr(at, 5), "ä: 1") << excerpt.line;
  }
}

TEST(ValidationJson, OfFilesWithProblems) {
  const Validation validation{
      {"a.yaml", "schema.yaml"}, 2, 1, {{{"a.yaml"}, Severity::Warning, "it is old", ""}, kUnknownKey}};
  EXPECT_EQ(validation_json(validation), R"({
  "format_version": 1,
  "tool": "pgreconcile )" PGRECONCILE_VERSION R"(",
  "command": "validate",
  "valid": false,
  "files": [
    "a.yaml",
    "schema.yaml"
  ],
  "tables": 2,
  "indexes": 1,
  "diagnostics": [
    {
      "severity": "warning",
      "file": "a.yaml",
      "line": 0,
      "column": 0,
      "message": "it is old",
      "hint": ""
    },
    {
      "severity": "error",
      "file": "schema.yaml",
      "line": 12,
      "column": 9,
      "message": "unknown key \"not_null\"",
      "hint": "use \"nullable: false\""
    }
  ]
}
)");
}

TEST(ValidationGithub, EscapesWhatWouldEndACommand) {
  const Validation validation{
      {"a.yaml"},
      1,
      0,
      {{{"db/a:b,100%.yaml", 3, 5}, Severity::Error, "key \"50%\r\n::error::x\x1B\" is: odd, really", "leave it"},
       {{"b.yml"}, Severity::Warning, "not read", ""}}};
  EXPECT_EQ(
      validation_github(validation),
      "::error file=db/a%3Ab%2C100%25.yaml,line=3,col=5::key \"50%25%0D%0A::error::x?\" is: odd, really; leave it\n"
      "::warning file=b.yml::not read\n");
}

TEST(ValidationGithub, AValidFileHasItsSummary) {
  EXPECT_EQ(validation_github({{"a.yaml"}, 3, 2, {}}), "a.yaml: valid, tables: 3, indexes: 2\n");
  EXPECT_EQ(validation_github({{"a.yaml", "b.yaml"}, 3, 2, {}}), "2 files: valid, tables: 3, indexes: 2\n");
}

}  // namespace
}  // namespace pgreconcile::render
