#include <gtest/gtest.h>

#include <filesystem>

#include "src/base/error.hpp"
#include "src/server/server_programs.hpp"
#include "tests/support/temporary.hpp"

namespace pgreconcile::server {
namespace {

class ServerPrograms : public testing::Test {
 protected:
  void install(const std::string& folder) const {
    for (const auto* program : {"initdb", "postgres"}) {
      const auto file = directory_.write(std::filesystem::path(folder) / program, "#!/bin/sh\n");
      std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    }
  }
  std::string path(const std::string& folder) const { return root_ / folder; }
  ProgramPlaces places(const std::string& given, const std::string& path_variable) const {
    return {.given = given, .path = path_variable, .packages = {path("debian/*/bin"), path("pgsql-*/bin")}};
  }

  test::TemporaryDirectory directory_;
  std::filesystem::path root_ = std::filesystem::canonical(directory_.path());
};

TEST_F(ServerPrograms, ComeFromTheGivenFolderAlone) {
  install("here");
  install("there");
  EXPECT_EQ(find_server_programs(places(path("there"), path("here"))), path("there"));
}

TEST_F(ServerPrograms, ComeFromTheFirstFolderOfPathThatHasBoth) {
  install("second");
  install("third");
  install("debian/15/bin");
  std::filesystem::create_directories(path("first"));
  std::filesystem::copy_file(path("second/initdb"), path("first/initdb"));
  EXPECT_EQ(find_server_programs(places("", path("first") + "::" + path("second") + ":" + path("third"))),
            path("second"));
}

TEST_F(ServerPrograms, AreFoundWhereALinkLeads) {
  install("debian/14/bin");
  install("debian/15/bin");
  std::filesystem::create_directories(path("local"));
  std::filesystem::create_symlink(path("debian/14/bin/initdb"), path("local/initdb"));
  EXPECT_EQ(find_server_programs(places("", path("local"))), path("debian/14/bin"));
}

TEST_F(ServerPrograms, AreThoseOfTheNewestPackage) {
  install("debian/9.6/bin");
  install("debian/13/bin");
  std::filesystem::create_directories(path("debian/17/bin"));
  EXPECT_EQ(find_server_programs(places("", "")), path("debian/13/bin"));
  install("pgsql-18/bin");
  EXPECT_EQ(find_server_programs(places("", "")), path("debian/13/bin"));
  std::filesystem::remove_all(path("debian"));
  install("pgsql-9/bin");
  EXPECT_EQ(find_server_programs(places("", "")), path("pgsql-18/bin"));
}

std::string refusal(const ProgramPlaces& places) {
  try {
    find_server_programs(places);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::Unreachable);
    EXPECT_EQ(
        error.hint(),
        "install PostgreSQL's server (apt install postgresql, dnf install postgresql-server), or say where initdb "
        "and postgres are with --server-bin DIR");
    return error.what();
  }
  return "";
}

TEST_F(ServerPrograms, AreMissed) {
  EXPECT_EQ(refusal(places("", path("here"))),
            "no PostgreSQL server is installed here: there is no initdb beside a postgres");
  install("here");
  EXPECT_EQ(refusal(places("/nowhere", path("here"))), "/nowhere has no initdb and postgres that can be run");
}

}  // namespace
}  // namespace pgreconcile::server
