// Loaded into a PostgreSQL server before libc: while the file that FULL_DISK names is there, no file of a database gets
// longer. A disk that is really full needs a file system of its own, which only root may mount.

#include <dlfcn.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>

namespace {

bool is_of_a_database(int file) {
  std::array<char, 4096> path{};
  const auto link = fmt::format("/proc/self/fd/{}", file);
  const auto size = readlink(link.c_str(), path.data(), path.size());
  return size > 0 &&
         std::string_view(path.data(), static_cast<std::size_t>(size)).find("/base/") != std::string_view::npos;
}

bool is_refused(int file, off64_t end) {
  const char* mark = std::getenv("FULL_DISK");
  if (mark == nullptr || access(mark, F_OK) != 0 || !is_of_a_database(file)) return false;
  struct stat status {};
  return fstat(file, &status) == 0 && end > status.st_size;
}

template <typename Function>
Function libc(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

off64_t size_of(const iovec* parts, int count) {
  off64_t size = 0;
  for (int at = 0; at < count; ++at) size += static_cast<off64_t>(parts[at].iov_len);
  return size;
}

}  // namespace

// libc's own names for the parameters are reserved for it.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
extern "C" {

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t offset) {
  static const auto kWrite = libc<decltype(&pwrite64)>("pwrite64");
  if (!is_refused(file, offset + static_cast<off64_t>(size))) return kWrite(file, bytes, size, offset);
  errno = ENOSPC;
  return -1;
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) { return pwrite64(file, bytes, size, offset); }

ssize_t pwritev64(int file, const iovec* parts, int count, off64_t offset) {
  static const auto kWrite = libc<decltype(&pwritev64)>("pwritev64");
  if (!is_refused(file, offset + size_of(parts, count))) return kWrite(file, parts, count, offset);
  errno = ENOSPC;
  return -1;
}

ssize_t pwritev(int file, const iovec* parts, int count, off_t offset) { return pwritev64(file, parts, count, offset); }

int posix_fallocate64(int file, off64_t offset, off64_t size) {
  static const auto kAllocate = libc<decltype(&posix_fallocate64)>("posix_fallocate64");
  return is_refused(file, offset + size) ? ENOSPC : kAllocate(file, offset, size);
}

int posix_fallocate(int file, off_t offset, off_t size) { return posix_fallocate64(file, offset, size); }

}  // extern "C"
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
