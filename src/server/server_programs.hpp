#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pgreconcile::server {

/// Where to look for initdb and postgres.
struct ProgramPlaces {
  std::string given = {};  ///< the only folder to look in, unless it is empty
  std::string path = {};   ///< folders, as in PATH
  /// Where packages put them, with the release in the place of the star.
  std::vector<std::string> packages = {"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin"};
};

/// The folder that has both: the one that is given, else the first in PATH, else that of the newest package.
/// Throws Error(Unreachable) where there is none.
std::filesystem::path find_server_programs(const ProgramPlaces& places);

}  // namespace pgreconcile::server
