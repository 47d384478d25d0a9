#include "src/server/system_user.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/error.hpp"

namespace pgreconcile::server {

std::optional<SystemUser> server_user() {
  if (geteuid() != 0) return std::nullopt;
  for (const auto* name : {"postgres", "nobody"}) {
    if (const auto* entry = getpwnam(name)) return SystemUser{name, entry->pw_uid, entry->pw_gid};
  }
  throw Error(ErrorCode::Unreachable,
              "PostgreSQL's server refuses to run as root, and there is no other user to run it",
              "run pgreconcile as another user, or create the user postgres");
}

bool can_enter(const SystemUser& user, const std::filesystem::path& folder) {
  struct stat status {};
  if (stat(folder.c_str(), &status) != 0) return false;
  const auto needed = status.st_uid == user.uid ? S_IXUSR : status.st_gid == user.gid ? S_IXGRP : S_IXOTH;
  const bool enters = (status.st_mode & needed) != 0;
  return enters && (folder == folder.root_path() || can_enter(user, folder.parent_path()));
}

}  // namespace pgreconcile::server
