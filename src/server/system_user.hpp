#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace pgreconcile::server {

/// A user of the operating system.
struct SystemUser {
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;
};

/// Whom the server runs as: the server refuses to run as root, so then it is `postgres` or `nobody`; std::nullopt: who
/// we are. Throws Error(Unreachable) where there is neither.
std::optional<SystemUser> server_user();

/// Whether the user may go into the folder, through all that it lies in.
bool can_enter(const SystemUser& user, const std::filesystem::path& folder);

}  // namespace pgreconcile::server
