#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "src/base/error.hpp"
#include "src/yaml/load.hpp"
#include "src/yaml/merge.hpp"
#include "tests/support/schema.hpp"
#include "tests/support/temporary.hpp"

// Several schema files, and folders of them.
namespace pgreconcile::yaml {
namespace {

using test::relation;
using test::TemporaryDirectory;

std::string table(const std::string& name, const std::string& more = "") {
  return fmt::format("version: 1\n{}tables:\n  {}: {{columns: [{{name: id, type: bigint, primary_key: true}}]}}\n",
                     more, name);
}

std::vector<std::string> file_names(const LoadResult& result) {
  std::vector<std::string> names;
  for (const auto& file : result.files) names.push_back(std::filesystem::path(file).filename());
  return names;
}

std::string messages(const LoadResult& result) {
  std::string all;
  for (auto diagnostic : result.diagnostics) {
    diagnostic.where.file = std::filesystem::path(diagnostic.where.file).filename();
    all += to_string(diagnostic) + "\n";
  }
  return all;
}

std::string refusal(const std::vector<std::string>& paths, ErrorCode code) {
  try {
    load_files(paths);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code);
    return error.hint().empty() ? error.what() : fmt::format("{}; {}", error.what(), error.hint());
  }
  return "no error";
}

TEST(SchemaFiles, AreOneDatabaseInTheirOrder) {
  const TemporaryDirectory folder;
  const std::string b = folder.write("b.yaml", table("b", "schemas: [billing, audit]\n"));
  const std::string a = folder.write("a.yaml", table("a", "schemas: [audit, archive]\n"));
  const auto loaded = load_files({b, a});
  EXPECT_EQ(messages(loaded), "");
  EXPECT_EQ(loaded.files, (std::vector<std::string>{b, a}));
  ASSERT_EQ(loaded.database.tables.size(), 2U);
  EXPECT_EQ(loaded.database.tables[0].name, relation("b"));
  EXPECT_EQ(loaded.database.tables[1].name, relation("a"));
  EXPECT_EQ(loaded.database.tables[1].origin.where, (SourceLocation{a, 4, 3}));
  std::vector<std::string> schemas;
  for (const auto& schema : loaded.database.schemas) schemas.push_back(schema.name.name());
  EXPECT_EQ(schemas, (std::vector<std::string>{"billing", "audit", "archive"}));
}

TEST(SchemaFiles, ProblemsComeInTheOrderOfTheFiles) {
  const TemporaryDirectory folder;
  const std::string b = folder.write("b.yaml", table("b") + "    x: 1\nfoo: 1\n");
  const std::string a = folder.write("a.yaml", table("b") + "bar: 1\n");
  EXPECT_EQ(messages(load_files({b, a})),
            "b.yaml:4:5: this does not continue the mapping above; check the indentation, or quote the text\n"
            "a.yaml:3:3: table \"b\" is declared in two files; the first is at " +
                b +
                ":3:3\n"
                "a.yaml:4:1: unknown key \"bar\"\n");
}

TEST(SchemaFiles, OfAFolderAreReadByName) {
  const TemporaryDirectory folder;
  folder.write("b.yaml", table("b"));
  folder.write("a.yaml", table("a"));
  folder.write("notes.txt", "not YAML: [");
  folder.write(".hidden.yaml", "not YAML: [");
  folder.write("c.yml", "not YAML: [");
  std::filesystem::create_directory(folder.path() / "below");
  folder.write("below/d.yaml", "not YAML: [");
  const auto loaded = load_files({folder.path()});
  EXPECT_EQ(file_names(loaded), (std::vector<std::string>{"a.yaml", "b.yaml"}));
  EXPECT_EQ(messages(loaded),
            "c.yml: warning: this file is not read: of a folder, only *.yaml is; rename it, or name it with --file\n");
  EXPECT_FALSE(loaded.has_errors());
}

TEST(SchemaFiles, AFolderWithoutAny) {
  const TemporaryDirectory folder;
  EXPECT_EQ(
      refusal({folder.path()}, ErrorCode::SchemaFile),
      fmt::format("folder {} has no schema file; schema files of a folder are named *.yaml", folder.path().string()));
  std::filesystem::create_directory(folder.path() / "a.yaml");
  EXPECT_EQ(refusal({folder.path()}, ErrorCode::SchemaFile),
            fmt::format("cannot read schema file {}/a.yaml: it is a folder", folder.path().string()));
}

// A line of its own in a log, `::error::`, is a command to GitHub's runner.
TEST(SchemaFiles, AreNamedOnOneLine) {
  const TemporaryDirectory folder;
  const auto odd = folder.path().string() + "/a\n::error::b.yaml";
  const auto shown = folder.path().string() + "/a ::error::b.yaml";
  EXPECT_EQ(refusal({odd}, ErrorCode::SchemaFile),
            fmt::format("cannot read schema file {}: No such file or directory", shown));
  EXPECT_EQ(refusal({odd, odd}, ErrorCode::Usage), fmt::format("schema file {} is named twice", shown));
  std::filesystem::create_directory(odd);
  EXPECT_EQ(refusal({odd}, ErrorCode::SchemaFile),
            fmt::format("folder {} has no schema file; schema files of a folder are named *.yaml", shown));
  EXPECT_EQ(refusal({folder.path()}, ErrorCode::SchemaFile),
            fmt::format("cannot read schema file {}: it is a folder", shown));
}

TEST(SchemaFiles, NamedTwice) {
  const TemporaryDirectory folder;
  const std::string file = folder.write("a.yaml", table("a"));
  const auto detour = folder.path().string() + "/./a.yaml";
  EXPECT_EQ(refusal({file, file}, ErrorCode::Usage), fmt::format("schema file {} is named twice", file));
  EXPECT_EQ(refusal({file, detour}, ErrorCode::Usage),
            fmt::format("schema files {} and {} are one file", file, detour));
  EXPECT_EQ(refusal({folder.path(), file}, ErrorCode::Usage), fmt::format("schema file {} is named twice", file));
  EXPECT_EQ(refusal({"-", file, "-"}, ErrorCode::Usage), "standard input is named twice as a schema file");
}

TEST(SchemaFiles, HaveOneDefaultSchema) {
  const TemporaryDirectory folder;
  const std::string shop = folder.write("shop.yaml", table("a", "schema: shop\n"));
  const std::string too = folder.write("too.yaml", table("b", "schema: shop\n"));
  const std::string none = folder.write("none.yaml", table("c"));
  const std::string wrong = folder.write("wrong.yaml", table("d", "schema: [x]\n"));
  EXPECT_EQ(messages(load_files({shop, too})), "");
  EXPECT_EQ(load_files({shop, too}).database.default_schema, test::name("shop"));
  EXPECT_EQ(messages(load_files({shop, none})),
            "none.yaml:1:1: the schema of this file is \"public\", and \"shop\" at " + shop +
                ":2:9; give all files the same \"schema\"; a file without one has public\n");
  EXPECT_EQ(messages(load_files({shop, wrong})), "wrong.yaml:2:9: key \"schema\" must be a name, not a list\n");
}

TEST(SchemaFiles, ForeignKeysReachAcrossThem) {
  const TemporaryDirectory folder;
  const auto reference = [](const std::string& column) {
    return "version: 1\ntables:\n  a: {columns: [{name: b, type: bigint, references: {table: b, column: " + column +
           "}}]}\n";
  };
  const std::string right = folder.write("right.yaml", reference("id"));
  const std::string wrong = folder.write("wrong.yaml", reference("idd"));
  const std::string target = folder.write("target.yaml", table("b"));
  EXPECT_EQ(messages(load_files({right, target})), "");
  EXPECT_EQ(messages(load_files({wrong, target})),
            "wrong.yaml:3:53: foreign key (b) references the unknown column \"idd\" of table \"b\"\n");
}

TEST(SchemaFiles, ARelationOfAnotherFileIsNamedWithIt) {
  const TemporaryDirectory folder;
  const std::string a = folder.write("a.yaml", table("a") + "  x: {columns: []}\n");
  const std::string b = folder.write(
      "b.yaml", "version: 1\ntables:\n  b: {columns: [{name: id, type: int}], indexes: [{name: x, columns: [id]}]}\n");
  EXPECT_EQ(messages(load_files({a, b})), "b.yaml:3:51: index \"x\" has the same name as the table at " + a + ":4:3\n");
  EXPECT_EQ(messages(load_files({b, a})), "a.yaml:4:3: table \"x\" has the same name as the index at " + b + ":3:51\n")
      << "the second is the one that is read later, whatever the files are called";
}

// What objects other than tables do, whichever of them the loader reads.
class Merge : public testing::Test {
 protected:
  static model::Origin origin(const std::string& file) { return {{file, 2, 3}}; }

  static DatabaseDraft file(const std::string& name, const std::string& extension_schema) {
    DatabaseDraft draft;
    auto& database = draft.database;
    database.extensions = {{test::name("citext"), test::name(extension_schema), origin(name)}};
    database.enums = {{relation("kind"), {name}, origin(name)}};
    database.sequences.push_back({.name = relation("numbers"),
                                  .type = std::get<sql::TypeName>(sql::parse_type_name("bigint", test::name("public"))),
                                  .options = {},
                                  .owned_by = {},
                                  .unmodelled = {},
                                  .origin = origin(name)});
    database.ignore = {"tmp_*", name};
    return draft;
  }

  static std::string merged(const std::vector<DatabaseDraft>& drafts, DatabaseDraft& all) {
    const Source a("a", "x\nxxxx");
    const Source b("b", "x\nxxxx");
    Problems problems({&a, &b});
    for (const auto& draft : drafts) merge(draft, all, problems);
    std::string text;
    for (const auto& diagnostic : problems.take()) text += to_string(diagnostic) + "\n";
    return text;
  }
};

TEST_F(Merge, RefusesTheSecondDeclaration) {
  DatabaseDraft all;
  EXPECT_EQ(merged({file("a", "public"), file("b", "other")}, all),
            "b:2:3: extension \"citext\" has another schema in another file; it is declared at a:2:3 as well\n"
            "b:2:3: enum \"kind\" is declared in two files; the first is at a:2:3\n"
            "b:2:3: sequence \"numbers\" is declared in two files; the first is at a:2:3\n");
  EXPECT_EQ(all.database.enums.size(), 1U);
  EXPECT_EQ(all.database.sequences.size(), 1U);
  EXPECT_EQ(all.damaged, (std::set{relation("kind"), relation("numbers")}));
}

TEST_F(Merge, TakesWhatSeveralFilesNeedOnce) {
  auto second = file("b", "public");
  second.database.enums.clear();
  second.database.sequences.clear();
  DatabaseDraft all;
  EXPECT_EQ(merged({file("a", "public"), second}, all), "");
  EXPECT_EQ(all.database.extensions.size(), 1U);
  EXPECT_EQ(all.database.ignore, (std::vector<std::string>{"tmp_*", "a", "b"}));
}

}  // namespace
}  // namespace pgreconcile::yaml
