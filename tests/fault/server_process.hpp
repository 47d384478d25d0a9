#pragma once

// Servers that a test starts beside the throwaway one.

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/fault/wire_proxy.hpp"
#include "tests/support/temporary.hpp"

namespace pgreconcile::test {

/// What ci/with-postgres says of the throwaway server.
inline std::filesystem::path server_path(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr) throw std::runtime_error("this test needs a PostgreSQL server: run through ci/with-postgres");
  return value;
}

/// The user who runs the throwaway server.
inline struct stat server_owner() {
  struct stat owner {};
  if (stat(server_path("PGRECONCILE_TEST_SERVER_DATA").c_str(), &owner) != 0) {
    throw std::runtime_error("cannot see whose the server is");
  }
  return owner;
}

/// The command, run by that user: PostgreSQL and PgBouncer refuse to run as root.
inline std::vector<std::string> as_server(const std::vector<std::string>& command) {
  if (geteuid() != 0) return command;
  const auto owner = server_owner();
  std::vector<std::string> as_owner{"setpriv", fmt::format("--reuid={}", owner.st_uid),
                                    fmt::format("--regid={}", owner.st_gid), "--clear-groups"};
  as_owner.insert(as_owner.end(), command.begin(), command.end());
  return as_owner;
}

inline void give_to_server(const TemporaryDirectory& folder) {
  if (geteuid() != 0) return;
  const auto owner = server_owner();
  if (chown(folder.path().c_str(), owner.st_uid, owner.st_gid) != 0) {
    throw std::runtime_error("cannot give the server its folder");
  }
}

inline int free_port() {
  const auto listener = listen_on_loopback();
  close(listener.socket);
  return listener.port;
}

}  // namespace pgreconcile::test
