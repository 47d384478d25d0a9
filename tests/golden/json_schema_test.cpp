// What the tool says of its own format: the JSON Schema for editors, which has to agree with the loader, and the reference.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "src/model/readable.hpp"
#include "src/yaml/load.hpp"
#include "src/yaml/write.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = PGRECONCILE_SOURCE_DIR;

std::string contents(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::vector<fs::path> files_below(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> yaml_blocks(const std::string& page) {
  static const std::regex kBlock("```yaml\n([^`]*)```");
  std::vector<std::string> blocks;
  for (std::sregex_iterator match(page.begin(), page.end(), kBlock), end; match != end; ++match) {
    blocks.push_back((*match)[1]);
  }
  return blocks;
}

// A key that is unknown, missing, or of the wrong kind: what a JSON Schema knows, too. A boolean or a number in a spelling
// that the loader alone refuses is not among them.
bool is_of_keys_or_kinds(const Diagnostic& diagnostic) {
  static const std::regex kMessage(
      R"y(unknown key .*|.* has no "[a-z_]+"|.* is empty|.* must be .*, not (a mapping|a list|text|".*"))y"
      R"y(|.* must be (one of: .*;|allow,) not .*)y");
  return diagnostic.severity == Severity::Error && std::regex_match(diagnostic.message, kMessage) &&
         (!diagnostic.message.ends_with(" is empty") || diagnostic.hint.starts_with("it must be "));
}

// Both sorts of files by what the loader says of them, and all that is to be judged.
struct Judged {
  std::vector<std::string> valid;
  std::vector<std::string> wrong_in_keys_or_kinds;
  std::vector<std::string> all;

  void add(const fs::path& path) {
    const auto loaded = yaml::load_files({path});
    all.push_back(path);
    if (!loaded.has_errors()) valid.push_back(path);
    if (std::ranges::any_of(loaded.diagnostics, is_of_keys_or_kinds)) wrong_in_keys_or_kinds.push_back(path);
  }
};

std::map<std::string, std::string> verdicts(const std::string& schema, const std::vector<std::string>& files) {
  std::vector<std::string> command{kRoot / "tests/support/check_json_schema.py", schema};
  command.insert(command.end(), files.begin(), files.end());
  const auto result = run(command);
  EXPECT_EQ(result.exit_code, 0) << result;
  std::map<std::string, std::string> verdicts;
  std::istringstream lines(result.output);
  for (std::string line; std::getline(lines, line);) {
    verdicts.emplace(line.substr(0, line.find('\t')), line.substr(line.find('\t') + 1));
  }
  return verdicts;
}

// Each with one fault, so that no other hides it: what stands in a table `t` of a column `a`, after its other keys.
constexpr auto kFaults = std::to_array<const char*>({
    "colums: []",
    "comment: [a]",
    "primary_key: a",
    "primary_key: {name: k}",
    "primary_key: {columns: [a], deferrable: \"true\"}",
    "unique: [[a]]",
    "unique: {columns: [a]}",
    "foreign_keys: [{columns: [a]}]",
    "foreign_keys: [{columns: [a], references: t}]",
    "foreign_keys: [{columns: [a], references: {table: t, columns: [a], on_delete: delete}}]",
    "foreign_keys: [{columns: [a], references: {table: t, columns: [a], on_delete: {set null: a}}}]",
    "foreign_keys: [{columns: [a], references: {table: t, columns: [a], match: partial}}]",
    "checks: [a > 0]",
    "checks: [{name: c}]",
    "exclude: [{method: gist}]",
    "exclude: [{elements: [a]}]",
    "exclude: [{elements: [{column: a}]}]",
    "indexes: [{columns: [a]}]",
    "indexes: [{name: i, columns: a}]",
    "indexes: [{name: i, columns: [[a]]}]",
    "indexes: [{name: i, columns: [{column: a, nulls: lst}]}]",
    "indexes: [{name: i, columns: [a], where: {literal: a}}]",
    "with: [a]",
    "with: {fillfactor: [90]}",
    "unlogged: \"yes\"",
    "tablespace: [a]",
    "partition_by: a",
    "partition_by: {range: a}",
    "partition_by: {ranges: [a]}",
    "{partition_by: {range: [a]}, partitions: [p]}",
    "{partition_by: {range: [a]}, partitions: {p: rest}}",
    "{partition_by: {list: [a]}, partitions: {p: {in: a}}}",
    "{partition_by: {hash: [a]}, partitions: {p: {modulus: \"4\", remainder: 0}}}",
});

std::string table_with(std::string keys) {
  if (keys.starts_with('{')) keys = keys.substr(1, keys.size() - 2);
  return fmt::format("version: 1\ntables: {{t: {{columns: [{{name: a, type: integer}}], {}}}}}\n", keys);
}

// The repository's schema files, right and wrong, those of the documentation, and what `export` writes of the right ones.
Judged repository_files(const TemporaryDirectory& folder) {
  Judged judged;
  judged.add(kRoot / "schema.yaml");
  for (const auto& path : files_below(kRoot / "tests", ".yaml")) judged.add(path);
  auto pages = files_below(kRoot / "docs", ".md");
  pages.push_back(kRoot / "README.md");
  for (const auto& page : pages) {
    int number = 0;
    for (const auto& block : yaml_blocks(contents(page))) {
      judged.add(folder.write(fmt::format("{}-{}.yaml", page.stem().string(), ++number), block));
    }
  }
  const auto right = judged.valid;
  for (std::size_t i = 0; i < right.size(); ++i) {
    const auto written = yaml::write(model::readable(yaml::load_files({right[i]}).database), {});
    judged.add(folder.write(fmt::format("written-{}.yaml", i), written));
  }
  return judged;
}

TEST(JsonSchema, AgreesWithTheLoader) {
  const TemporaryDirectory folder;
  const auto schema = folder.write("pgreconcile.schema.json", run_tool({"json-schema"}).output);
  const auto judged = repository_files(folder);
  const auto verdict_of = verdicts(schema, judged.all);
  ASSERT_EQ(verdict_of.size(), judged.all.size());
  EXPECT_GT(judged.valid.size(), 10U);
  EXPECT_GT(judged.wrong_in_keys_or_kinds.size(), 20U);
  for (const auto& path : judged.valid) EXPECT_EQ(verdict_of.at(path), "valid\t") << path;
  for (const auto& path : judged.wrong_in_keys_or_kinds) EXPECT_NE(verdict_of.at(path), "valid\t") << path;
}

TEST(JsonSchema, FindsEachFaultByItself) {
  const TemporaryDirectory folder;
  const auto schema = folder.write("pgreconcile.schema.json", run_tool({"json-schema"}).output);
  Judged judged;
  for (std::size_t i = 0; i < kFaults.size(); ++i) {
    judged.add(folder.write(fmt::format("{}.yaml", i), table_with(kFaults[i])));
  }
  EXPECT_EQ(judged.wrong_in_keys_or_kinds, judged.all);
  const auto verdict_of = verdicts(schema, judged.all);
  for (std::size_t i = 0; i < kFaults.size(); ++i) {
    EXPECT_TRUE(verdict_of.at(judged.all[i]).starts_with("invalid\t")) << kFaults[i] << verdict_of.at(judged.all[i]);
  }
}

TEST(JsonSchema, IsPrintedOrWritten) {
  const TemporaryDirectory folder;
  const auto printed = run_tool({"json-schema"});
  EXPECT_EQ(printed.exit_code, 0) << printed;
  EXPECT_EQ(printed.errors, "");
  EXPECT_TRUE(matches_golden(printed.output, "json_schema.json"));
  const auto written = run_tool({"json-schema", "--output", "s.json"}, {.working_directory = folder.path()});
  EXPECT_EQ(written.exit_code, 0) << written;
  EXPECT_EQ(written.output + written.errors, "");
  EXPECT_EQ(contents(folder.path() / "s.json"), printed.output);
}

TEST(JsonSchema, HasTwoFormats) {
  const auto wrong = run_tool({"json-schema", "--format", "yaml"});
  EXPECT_EQ(wrong.exit_code, 64) << wrong;
  EXPECT_EQ(wrong.output, "");
  EXPECT_EQ(wrong.errors,
            "pgreconcile: error: --format: yaml not in {json,markdown}\nHINT: see pgreconcile json-schema --help\n");
}

// UPDATE_GOLDEN=1 writes the page.
TEST(SchemaReference, IsTheDocumentedPage) {
  const auto page = run_tool({"json-schema", "--format", "markdown"});
  EXPECT_EQ(page.exit_code, 0) << page;
  EXPECT_EQ(page.errors, "");
  EXPECT_TRUE(matches_golden(page.output, "../../docs/schema-reference.md"));
}

}  // namespace
}  // namespace pgreconcile::test
