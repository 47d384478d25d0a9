#include "src/cli/version.hpp"

#include <fmt/format.h>

#include <CLI/Version.hpp>
#include <algorithm>

#include "src/base/library_version.hpp"
#include "src/db/library_versions.hpp"
#include "src/model/library_versions.hpp"
#include "src/sql/library_versions.hpp"
#include "src/yaml/library_versions.hpp"

namespace pgreconcile::cli {
namespace {

#ifdef __clang__
constexpr auto kCompiler = "clang " __clang_version__;
#else
constexpr auto kCompiler = "GCC " __VERSION__;
#endif

LibraryVersions all_versions() {
  LibraryVersions all;
  for (const auto& part :
       {db::library_versions(), sql::library_versions(), yaml::library_versions(), model::library_versions()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  all.push_back({"fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10'000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)});
  all.push_back({"CLI11", CLI11_VERSION});
  all.push_back({"compiler", kCompiler});
  return all;
}

}  // namespace

std::string version_text() {
  const auto versions = all_versions();
  std::size_t width = 0;
  for (const auto& library : versions) width = std::max(width, library.name.size());
  std::string text = "pgreconcile " PGRECONCILE_VERSION "\n";
  for (const auto& [name, version] : versions) text += fmt::format("\n{:{}}  {}", name, width, version);
  return text;
}

}  // namespace pgreconcile::cli
