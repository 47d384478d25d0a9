#include "src/base/new_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "src/base/error.hpp"
#include "tests/support/temporary.hpp"

namespace pgreconcile {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

std::string contents(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  return names;
}

mode_t mode_of(const fs::path& path) { return static_cast<mode_t>(fs::status(path).permissions()); }

/// For as long as it lives.
class Umask {
 public:
  explicit Umask(mode_t mask) : before_(umask(mask)) {}
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;
  ~Umask() { umask(before_); }

 private:
  mode_t before_;
};

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(NewFile, TakesThePlaceOfTheOldOne) {
  const test::TemporaryDirectory folder;
  const auto path = folder.write("drift.prom", "old");
  const auto reader = folder.path() / "reader";
  fs::create_hard_link(path, reader);  // whoever has the old file open
  write_new_file(path, "new");
  EXPECT_EQ(contents(path), "new");
  EXPECT_EQ(contents(reader), "old");
  EXPECT_EQ(names_in(folder.path()).size(), 2U) << "nothing is left over";
}

TEST(NewFile, ALinkStaysOne) {
  const test::TemporaryDirectory folder;
  const auto path = folder.write("real", "old");
  fs::create_symlink("real", folder.path() / "link");
  write_new_file(folder.path() / "link", "new");
  EXPECT_TRUE(fs::is_symlink(folder.path() / "link"));
  EXPECT_EQ(contents(path), "new");
  fs::create_symlink("made", folder.path() / "dangling");
  write_new_file(folder.path() / "dangling", "new");
  EXPECT_EQ(contents(folder.path() / "made"), "new");
}

TEST(NewFile, MayBeReadByThoseWhoMayReadTheOldOne) {
  const test::TemporaryDirectory folder;
  const Umask mask(027);
  write_new_file(folder.path() / "new", "");
  EXPECT_EQ(mode_of(folder.path() / "new"), 0640U);
  fs::permissions(folder.path() / "new", fs::perms(0604));
  write_new_file(folder.path() / "new", "");
  EXPECT_EQ(mode_of(folder.path() / "new"), 0604U);
}

TEST(NewFile, MayBeReadByEveryone) {
  const test::TemporaryDirectory folder;
  const Umask mask(077);
  write_new_file(folder.path() / "new", "", Readers::Everyone);
  EXPECT_EQ(mode_of(folder.path() / "new"), 0644U);
  fs::permissions(folder.path() / "new", fs::perms(0600));
  write_new_file(folder.path() / "new", "", Readers::Everyone);
  EXPECT_EQ(mode_of(folder.path() / "new"), 0644U);
}

TEST(NewFile, IsCheckedBeforeItIsMade) {
  const test::TemporaryDirectory folder;
  const auto checked = [&](const fs::path& path) {
    const auto message = error_of([&] { check_new_file(folder.path() / path); });
    const auto prefix = "cannot write " + (folder.path() / path).string() + ": ";
    return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
  };
  EXPECT_EQ(checked("new"), "");
  EXPECT_THAT(names_in(folder.path()), IsEmpty());
  EXPECT_EQ(checked("none/new"), "No such file or directory");
  EXPECT_EQ(checked("."), "it is not a file");
  EXPECT_EQ(error_of([] { check_new_file("/dev/null"); }), "cannot write /dev/null: it is not a file");
  folder.write("file", "");
  EXPECT_EQ(checked("file"), "");
  EXPECT_EQ(checked("file/new"), "Not a directory");
  EXPECT_THAT(names_in(folder.path()), ElementsAre("file"));
}

}  // namespace
}  // namespace pgreconcile
