// Wrong schema files, each with what validate says of it beside it: NAME.yaml, or a folder NAME of several, and NAME.txt.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/golden.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

const std::filesystem::path kFolder = PGRECONCILE_SOURCE_DIR "/tests/golden/invalid";

std::vector<std::string> schema_files() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".txt") names.push_back(entry.path().filename());
  }
  std::ranges::sort(names);
  return names;
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  return std::filesystem::path(info.param).stem();
}

class InvalidFile : public testing::TestWithParam<std::string> {};

TEST_P(InvalidFile, IsExplained) {
  const auto result = run_tool({"validate", "--file", GetParam()}, {.working_directory = kFolder});
  const auto name = std::filesystem::path(GetParam()).stem().string();
  EXPECT_TRUE(matches_golden(result.errors + result.output, "invalid/" + name + ".txt"));
  EXPECT_NE(result.errors, "");
  // Where there are only warnings, the summary follows.
  EXPECT_EQ(result.exit_code, result.output.empty() ? 65 : 0);
}

INSTANTIATE_TEST_SUITE_P(Files, InvalidFile, testing::ValuesIn(schema_files()), test_name);

}  // namespace
}  // namespace pgreconcile::test
