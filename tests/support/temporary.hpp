#pragma once

#include <filesystem>
#include <string_view>

namespace pgreconcile::test {

/// An empty folder of its own, which goes with all that is in it.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();

  const std::filesystem::path& path() const { return path_; }
  /// Writes a file into it; returns the file's path.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

/// A file with this text, such as a schema file.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view text, const std::filesystem::path& name = "schema.yaml")
      : path_(directory_.write(name, text)) {}

  const std::filesystem::path& path() const { return path_; }

 private:
  TemporaryDirectory directory_;
  std::filesystem::path path_;
};

}  // namespace pgreconcile::test
