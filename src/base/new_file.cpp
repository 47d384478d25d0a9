#include "src/base/new_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "src/base/error.hpp"
#include "src/base/utf8.hpp"

namespace pgreconcile {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int error) {
  throw Error(ErrorCode::Failure, fmt::format("cannot write {}: {}", printable(path.native()), std::strerror(error)));
}

// Beside the file that it becomes: a rename does not leave its file system.
class TemporaryFile {
 public:
  // mkstemp() puts letters for the six at the end.
  explicit TemporaryFile(const std::filesystem::path& path)
      : path_(path), name_(path.string() + "." + std::string(6, 'X')), descriptor_(mkstemp(name_.data())) {
    if (descriptor_ < 0) fail(path_, errno);
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!name_.empty()) unlink(name_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(std::string_view text) const {
    while (!text.empty()) {
      const auto written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno != EINTR) fail(path_, errno);
      if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  void become_the_file(mode_t mode) {
    if (fchmod(descriptor_, mode) != 0 || fsync(descriptor_) != 0) fail(path_, errno);
    if (std::rename(name_.c_str(), path_.c_str()) != 0) fail(path_, errno);
    name_.clear();
  }

 private:
  std::filesystem::path path_;
  std::string name_;
  int descriptor_;
};

// A link stays one; a device, such as /dev/stdout, is no file to replace.
std::filesystem::path target_of(const std::filesystem::path& path) {
  std::error_code is_new;
  auto target = std::filesystem::canonical(path, is_new);
  if (is_new) {
    const auto link = std::filesystem::read_symlink(path, is_new);
    return is_new ? path : path.parent_path() / link;
  }
  if (!std::filesystem::is_regular_file(target)) {
    throw Error(ErrorCode::Failure, fmt::format("cannot write {}: it is not a file", printable(path.native())));
  }
  return target;
}

// mkstemp() makes a file for its owner alone.
mode_t mode_of(const std::filesystem::path& target, Readers readers) {
  if (readers == Readers::Everyone) return 0644;
  struct stat before {};
  if (stat(target.c_str(), &before) == 0) return before.st_mode & 0777U;
  const auto mask = umask(0);
  umask(mask);
  return 0666U & ~mask;
}

}  // namespace

void check_new_file(const std::filesystem::path& path) {
  const auto target = target_of(path);
  const auto folder = target.parent_path() / ".";
  if (access(folder.c_str(), W_OK | X_OK) != 0) fail(path, errno);
  if (access(target.c_str(), W_OK) != 0 && errno != ENOENT) fail(path, errno);
}

void write_new_file(const std::filesystem::path& path, std::string_view text, Readers readers) {
  const auto target = target_of(path);
  TemporaryFile file(target);
  file.write(text);
  file.become_the_file(mode_of(target, readers));
}

}  // namespace pgreconcile
