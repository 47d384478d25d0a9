#include "src/server/server_folder.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

#include "src/base/error.hpp"

namespace pgreconcile::server {
namespace {

// mkdtemp() puts letters for the six at the end.
const std::string kName = "/pgreconcile." + std::string(6, 'X');
constexpr std::string_view kSocket = "/.s.PGSQL.5432";
// With the NUL at its end.
constexpr auto kLongestSocketPath = sizeof(sockaddr_un::sun_path) - 1;

// The server takes a list of socket folders, and libpq a list of hosts.
constexpr auto kListCharacters = ",\"";

bool is_fit(const std::filesystem::path& parent, const std::optional<SystemUser>& owner) {
  const auto& name = parent.native();
  if (!parent.is_absolute() || name.find_first_of(kListCharacters) != std::string::npos) return false;
  if (name.size() + kName.size() + kSocket.size() > kLongestSocketPath) return false;
  return access(parent.c_str(), W_OK | X_OK) == 0 && (!owner || can_enter(*owner, parent));
}

std::filesystem::path parent_for(const std::optional<SystemUser>& owner) {
  const char* preferred = std::getenv("TMPDIR");
  if (preferred != nullptr && is_fit(preferred, owner)) return preferred;
  return "/tmp";
}

[[noreturn]] void fail(const std::filesystem::path& folder) {
  throw Error(ErrorCode::Unreachable,
              fmt::format("cannot make the folder {}: {}", folder.native(), std::strerror(errno)),
              "make room, or set TMPDIR to a folder that can be written to");
}

void give_to(const std::optional<SystemUser>& owner, const std::filesystem::path& folder) {
  if (!owner || chown(folder.c_str(), owner->uid, owner->gid) == 0) return;
  const int error = errno;
  rmdir(folder.c_str());
  throw Error(
      ErrorCode::Unreachable,
      fmt::format("cannot give the folder {} to the user {}: {}", folder.native(), owner->name, std::strerror(error)),
      "run pgreconcile as another user than root");
}

}  // namespace

ServerFolder::ServerFolder(std::optional<SystemUser> owner) : owner_(std::move(owner)) {
  std::string name = parent_for(owner_).native() + kName;
  if (mkdtemp(name.data()) == nullptr) fail(name);
  path_ = name;
  give_to(owner_, path_);
}

std::filesystem::path ServerFolder::make_folder(const std::string& name) const {
  auto folder = path_ / name;
  if (mkdir(folder.c_str(), 0700) != 0) fail(folder);
  give_to(owner_, folder);
  return folder;
}

ServerFolder::~ServerFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace pgreconcile::server
