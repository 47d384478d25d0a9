#pragma once

#include <string>

namespace pgreconcile::run {

/// Where this program runs, and as whom; fit for a terminal.
struct Origin {
  std::string os_user;  ///< `deploy`, or `uid 1000` where it has no name
  std::string host;
};

Origin origin();

}  // namespace pgreconcile::run
