#include "src/yaml/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <list>
#include <optional>

#include "src/yaml/characters.hpp"
#include "src/yaml/cross_check.hpp"
#include "src/yaml/database_format.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/key.hpp"
#include "src/yaml/merge.hpp"
#include "src/yaml/problems.hpp"
#include "src/yaml/schema_files.hpp"
#include "src/yaml/source.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {
namespace {

/// Where unqualified names of a file live, and where it says so: at its `schema`, or at its start if it does not.
struct DefaultSchema {
  sql::Identifier name;
  SourceLocation where;
};

/// One of the files of a run.
struct SchemaFile {
  explicit SchemaFile(Source text) : source(std::move(text)) {}

  Source source;
  Problems problems{source};
  DatabaseDraft draft = {};
  /// std::nullopt where the file does not tell.
  std::optional<DefaultSchema> schema = std::nullopt;
  /// False where reading broke off: what the file says further down could make good what it lacks so far.
  bool complete = false;
};

std::optional<DefaultSchema> default_schema(const Tree& tree, const DatabaseDraft& draft, const Source& source) {
  const auto* entry = tree.root->mapping() == nullptr ? nullptr : find_entry(*tree.root->mapping(), "schema");
  const auto& name = draft.database.default_schema;
  if (entry == nullptr) return tree.complete ? std::optional(DefaultSchema{name, source.location(0)}) : std::nullopt;
  const auto* text = entry->value.scalar();
  const bool was_read = text != nullptr && text->text == name.name();
  return was_read ? std::optional(DefaultSchema{name, source.location(entry->value.offset)}) : std::nullopt;
}

void read(SchemaFile& file) {
  if (refuse_bad_characters(file.source, file.problems) == Readability::NotText) return;
  const auto tree = parse_tree(file.source, file.problems);
  file.complete = tree.complete;
  if (!tree.root || tree.root->left_out()) {
    if (tree.complete) file.problems.add(0, "the file is empty", "a schema file begins with \"version: 1\"");
    return;
  }
  FileContext context{file.source, file.problems, {}};
  file.draft = read_database(*tree.root, context);
  file.schema = default_schema(tree, file.draft, file.source);
}

void refuse_size(SchemaFile& file) {
  file.problems.add({file.source.file()}, fmt::format("the file is larger than {} MiB", kMaxFileBytes >> 20U));
}

// SQL in the files is resolved under one search path, so that files with two default schemas cannot be one database.
void check_default_schemas(const std::list<SchemaFile>& files, Problems& problems) {
  const SchemaFile* first = nullptr;
  for (const auto& file : files) {
    if (!file.schema) continue;
    if (first == nullptr) first = &file;
    const auto& [name, where] = *file.schema;
    if (name == first->schema->name) continue;
    problems.add(where,
                 fmt::format("the schema of this file is \"{}\", and \"{}\" at {}", name.name(),
                             first->schema->name.name(), place_seen_from(where, first->schema->where)),
                 "give all files the same \"schema\"; a file without one has public");
  }
}

DatabaseDraft merged(std::list<SchemaFile>& files, Problems& problems) {
  check_default_schemas(files, problems);
  DatabaseDraft all;
  all.database.default_schema = files.front().draft.database.default_schema;
  for (auto& file : files) merge(std::move(file.draft), all, problems);
  if (std::ranges::all_of(files, &SchemaFile::complete)) check_across_tables(all, problems);
  return all;
}

LoadResult load_all(std::list<SchemaFile>& files) {
  LoadResult result;
  std::vector<const Source*> sources;
  for (const auto& file : files) {
    sources.push_back(&file.source);
    result.files.push_back(file.source.file());
  }
  Problems across(sources);
  result.database = merged(files, across).database;
  result.diagnostics = across.take();
  for (auto& file : files) std::ranges::move(file.problems.take(), std::back_inserter(result.diagnostics));
  sort_by_place(result.diagnostics, across.reading_order());
  return result;
}

void add_file(std::list<SchemaFile>& files, const std::string& name, std::string_view text) {
  const bool is_too_large = text.size() > kMaxFileBytes;
  auto& file = files.emplace_back(Source(name, is_too_large ? "" : text));
  if (is_too_large) {
    refuse_size(file);
  } else {
    read(file);
  }
}

}  // namespace

bool LoadResult::has_errors() const {
  return std::ranges::any_of(diagnostics, [](const auto& d) { return d.severity == Severity::Error; });
}

LoadResult load(std::string_view text, const std::string& file) {
  std::list<SchemaFile> files;
  add_file(files, file, text);
  return load_all(files);
}

LoadResult load_files(const std::vector<std::string>& paths) {
  auto found = find_schema_files(paths);
  std::list<SchemaFile> files;
  for (const auto& path : found.paths) {
    add_file(files, path == "-" ? "<stdin>" : path, read_schema_file(path, kMaxFileBytes));
  }
  auto result = load_all(files);
  result.diagnostics.insert(result.diagnostics.begin(), found.warnings.begin(), found.warnings.end());
  return result;
}

}  // namespace pgreconcile::yaml
