#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "src/server/system_user.hpp"

namespace pgreconcile::server {

/// A folder for a server's data and its socket, which only its owner may enter; it goes with all that is in it.
/// In TMPDIR, unless the socket's path would be too long there, or the owner could not get in: then in /tmp.
class ServerFolder {
 public:
  /// Throws Error(Unreachable) where it cannot be made.
  explicit ServerFolder(std::optional<SystemUser> owner);
  ~ServerFolder();
  ServerFolder(const ServerFolder&) = delete;
  ServerFolder& operator=(const ServerFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// A new folder in it, of the same owner. Throws Error(Unreachable).
  std::filesystem::path make_folder(const std::string& name) const;

 private:
  std::optional<SystemUser> owner_;
  std::filesystem::path path_;
};

}  // namespace pgreconcile::server
