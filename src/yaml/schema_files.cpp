#include "src/yaml/schema_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <system_error>

#include "src/base/error.hpp"
#include "src/base/utf8.hpp"

namespace pgreconcile::yaml {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStandardInput = "-";

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
  throw Error(ErrorCode::SchemaFile, fmt::format("cannot read schema file {}: {}", printable(path), why));
}

bool is_folder(const std::string& path) {
  std::error_code no_file;
  return path != kStandardInput && fs::is_directory(path, no_file);
}

// Shells leave out hidden files where they read *.yaml, and so do we: editors lay their locks there.
std::vector<fs::path> visible_entries(const std::string& folder) {
  std::error_code error;
  std::vector<fs::path> entries;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (!entry->path().filename().native().starts_with('.')) entries.push_back(entry->path().lexically_normal());
  }
  if (error)
    throw Error(ErrorCode::SchemaFile, fmt::format("cannot read folder {}: {}", printable(folder), error.message()));
  std::ranges::sort(entries);
  return entries;
}

Diagnostic not_read(const fs::path& file) {
  return {{file.string()},
          Severity::Warning,
          "this file is not read: of a folder, only *.yaml is",
          "rename it, or name it with --file"};
}

void add_folder(const std::string& folder, SchemaFiles& files) {
  const auto before = files.paths.size();
  for (const auto& entry : visible_entries(folder)) {
    if (entry.extension() == ".yaml") files.paths.push_back(entry.string());
    if (entry.extension() == ".yml") files.warnings.push_back(not_read(entry));
  }
  if (files.paths.size() > before) return;
  throw Error(ErrorCode::SchemaFile, fmt::format("folder {} has no schema file", printable(folder)),
              "schema files of a folder are named *.yaml");
}

// What is the same for two ways to name one file.
std::string identity(const std::string& path) {
  std::error_code no_file;
  const auto canonical = fs::canonical(path, no_file);
  return no_file ? path : canonical.string();
}

void refuse_repeated_files(const std::vector<std::string>& paths) {
  std::map<std::string, std::string> first;
  for (const auto& path : paths) {
    const auto [seen, is_new] = first.emplace(path == kStandardInput ? path : identity(path), path);
    if (is_new) continue;
    if (path == kStandardInput) throw Error(ErrorCode::Usage, "standard input is named twice as a schema file");
    if (path == seen->second)
      throw Error(ErrorCode::Usage, fmt::format("schema file {} is named twice", printable(path)));
    throw Error(ErrorCode::Usage,
                fmt::format("schema files {} and {} are one file", printable(seen->second), printable(path)));
  }
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// Reads a little more than the limit, so that the caller can tell. Not with a stream of C++: for std::cin, what cannot
// be read any further is the end.
std::string read_limited(std::FILE* file, const std::string& path, std::size_t limit) {
  std::string text;
  std::array<char, std::size_t{64} << 10U> block{};
  while (text.size() <= limit && std::feof(file) == 0) {
    text.append(block.data(), std::fread(block.data(), 1, block.size(), file));
    if (std::ferror(file) != 0) refuse(path, std::strerror(errno));
  }
  return text;
}

}  // namespace

SchemaFiles find_schema_files(const std::vector<std::string>& paths) {
  SchemaFiles files;
  for (const auto& path : paths) {
    if (is_folder(path)) {
      add_folder(path, files);
    } else {
      files.paths.push_back(path);
    }
  }
  refuse_repeated_files(files.paths);
  return files;
}

std::string read_schema_file(const std::string& path, std::size_t limit) {
  if (path == kStandardInput) return read_limited(stdin, path, limit);
  if (is_folder(path)) refuse(path, "it is a folder");
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (!file) refuse(path, std::strerror(errno));
  return read_limited(file.get(), path, limit);
}

}  // namespace pgreconcile::yaml
