#include "src/base/new_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "src/base/error.hpp"

namespace pgreconcile {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int error) {
  throw Error(ErrorCode::Failure, fmt::format("cannot write {}: {}", path.string(), std::strerror(error)));
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

  void become_the_file() {
    // mkstemp() makes it for its owner alone; a result is as readable as the user's umask lets it be.
    const auto mask = umask(0);
    umask(mask);
    if (fchmod(descriptor_, 0666 & ~mask) != 0 || fsync(descriptor_) != 0) fail(path_, errno);
    if (std::rename(name_.c_str(), path_.c_str()) != 0) fail(path_, errno);
    name_.clear();
  }

 private:
  std::filesystem::path path_;
  std::string name_;
  int descriptor_;
};

}  // namespace

void write_new_file(const std::filesystem::path& path, std::string_view text) {
  // A link stays one; a device, such as /dev/stdout, is no file to replace.
  std::error_code is_new;
  const auto target = std::filesystem::canonical(path, is_new);
  if (!is_new && !std::filesystem::is_regular_file(target)) {
    throw Error(ErrorCode::Failure, fmt::format("cannot write {}: it is not a file", path.string()));
  }
  TemporaryFile file(is_new ? path : target);
  file.write(text);
  file.become_the_file();
}

}  // namespace pgreconcile
