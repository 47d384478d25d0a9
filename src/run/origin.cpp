#include "src/run/origin.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <array>

#include "src/base/utf8.hpp"

namespace pgreconcile::run {
namespace {

std::string os_user() {
  const auto id = geteuid();
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 16384> buffer{};
  const bool is_named = getpwuid_r(id, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr;
  return is_named ? printable(entry.pw_name) : fmt::format("uid {}", id);
}

std::string host() {
  std::array<char, 256> name{};
  const bool is_known = gethostname(name.data(), name.size() - 1) == 0;
  return is_known ? printable(name.data()) : "unknown";
}

}  // namespace

Origin origin() { return {os_user(), host()}; }

}  // namespace pgreconcile::run
