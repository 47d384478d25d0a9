#include "src/yaml/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>

#include "src/base/error.hpp"
#include "src/yaml/characters.hpp"
#include "src/yaml/cross_check.hpp"
#include "src/yaml/database_format.hpp"
#include "src/yaml/file_context.hpp"
#include "src/yaml/problems.hpp"
#include "src/yaml/source.hpp"
#include "src/yaml/tree.hpp"

namespace pgreconcile::yaml {
namespace {

// Reads a little more than a schema file may have, so that load() can tell.
std::string read_limited(std::istream& stream) {
  std::string text;
  std::array<char, std::size_t{64} << 10U> block{};
  while (stream && text.size() <= kMaxFileBytes) {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
  }
  return text;
}

model::Database read_model(const Source& source, Problems& problems) {
  const auto tree = parse_tree(source, problems);
  if (!tree.root || tree.root->left_out()) {
    if (tree.complete) problems.add(0, "the file is empty", "a schema file begins with \"version: 1\"");
    return {};
  }
  FileContext file{source, problems, {}};
  auto draft = read_database(*tree.root, file);
  // What a file that broke off says further down could make good what it lacks so far.
  if (tree.complete) check_across_tables(draft, problems);
  return std::move(draft.database);
}

}  // namespace

bool LoadResult::has_errors() const {
  return std::ranges::any_of(diagnostics, [](const auto& d) { return d.severity == Severity::Error; });
}

LoadResult load(std::string_view text, const std::string& file) {
  LoadResult result;
  if (text.size() > kMaxFileBytes) {
    auto& problem = result.diagnostics.emplace_back();
    problem.where.file = file;
    problem.message = fmt::format("the file is larger than {} MiB", kMaxFileBytes >> 20U);
    return result;
  }
  Source source(file, text);
  Problems problems(source);
  if (refuse_bad_characters(source, problems) == Readability::Readable) result.database = read_model(source, problems);
  result.diagnostics = problems.take();
  return result;
}

LoadResult load_file(const std::string& path) {
  if (path == "-") return load(read_limited(std::cin), "<stdin>");
  const auto refuse = [&](const std::string& why) {
    throw Error(ErrorCode::SchemaFile, fmt::format("cannot read schema file {}: {}", path, why));
  };
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) refuse("it is a folder");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) refuse(std::strerror(errno));
  auto text = read_limited(stream);
  if (stream.bad()) refuse(std::strerror(errno));
  return load(text, path);
}

}  // namespace pgreconcile::yaml
