#pragma once

#include <string>
#include <vector>

namespace pgreconcile {

/// A library that the program is made of, for --version.
struct LibraryVersion {
  std::string name;
  std::string version;
};

/// What a part of the program uses, in the order in which it is listed.
using LibraryVersions = std::vector<LibraryVersion>;

}  // namespace pgreconcile
