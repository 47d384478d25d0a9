#include "src/server/server_programs.hpp"

#include <fmt/format.h>
#include <glob.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "src/base/error.hpp"

namespace pgreconcile::server {
namespace {

using std::filesystem::path;

constexpr auto kHint =
    "install PostgreSQL's server (apt install postgresql, dnf install postgresql-server), or say where initdb and "
    "postgres are with --server-bin DIR";

bool is_program(const path& file) { return access(file.c_str(), X_OK) == 0; }

// A folder of PATH may have links to where the programs are. The server is asked from there: it finds its other files by
// its own place.
std::optional<path> folder_with_programs(const path& folder) {
  std::error_code none;
  const auto initdb = std::filesystem::canonical(folder / "initdb", none);
  if (none || !is_program(initdb) || !is_program(initdb.parent_path() / "postgres")) return std::nullopt;
  return initdb.parent_path();
}

std::vector<path> folders_of(std::string_view path_variable) {
  std::vector<path> folders;
  while (!path_variable.empty()) {
    const auto end = std::min(path_variable.find(':'), path_variable.size());
    // An empty entry would be the working directory, where nobody means to have a server.
    if (end > 0) folders.emplace_back(path_variable.substr(0, end));
    path_variable.remove_prefix(std::min(end + 1, path_variable.size()));
  }
  return folders;
}

int release_of(std::string_view folder, std::size_t at) {
  int release = 0;
  std::from_chars(folder.data() + at, folder.data() + folder.size(), release);
  return release;
}

std::vector<path> newest_first(const std::string& pattern) {
  glob_t found{};
  const std::unique_ptr<glob_t, decltype(&globfree)> owner(&found, &globfree);
  if (glob(pattern.c_str(), 0, nullptr, &found) != 0) return {};
  std::vector<path> folders(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  const auto release = [&](const path& folder) { return release_of(folder.native(), pattern.find('*')); };
  std::ranges::stable_sort(folders, std::greater{}, release);
  return folders;
}

}  // namespace

path find_server_programs(const ProgramPlaces& places) {
  if (!places.given.empty()) {
    const auto folder = folder_with_programs(std::filesystem::absolute(places.given));
    if (folder) return *folder;
    throw Error(ErrorCode::Unreachable, fmt::format("{} has no initdb and postgres that can be run", places.given),
                kHint);
  }
  auto folders = folders_of(places.path);
  for (const auto& pattern : places.packages) std::ranges::copy(newest_first(pattern), std::back_inserter(folders));
  for (const auto& folder : folders) {
    if (const auto found = folder_with_programs(folder)) return *found;
  }
  throw Error(ErrorCode::Unreachable, "no PostgreSQL server is installed here: there is no initdb beside a postgres",
              kHint);
}

}  // namespace pgreconcile::server
