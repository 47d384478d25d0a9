#include "tests/support/golden.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "tests/support/process.hpp"

namespace pgreconcile::test {
namespace {

bool updating() {
  const char* value = std::getenv("UPDATE_GOLDEN");
  return value != nullptr && std::string_view(value) == "1";
}

testing::AssertionResult write(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream stream(file, std::ios::binary);
  stream << text << std::flush;
  if (!stream) return testing::AssertionFailure() << "cannot write " << file;
  return testing::AssertionSuccess();
}

}  // namespace

testing::AssertionResult matches_golden(const std::string& text, const std::string& name) {
  const auto file = std::filesystem::path(PGRECONCILE_SOURCE_DIR) / "tests/golden" / name;
  if (updating()) return write(file, text);
  if (!std::filesystem::exists(file)) {
    return testing::AssertionFailure() << file << " does not exist; write it with UPDATE_GOLDEN=1. The text is:\n"
                                       << text;
  }
  const auto difference = run({"diff", "--unified", "--label", name, "--label", "actual", file, "-"}, {.input = text});
  if (difference.exit_code == 0) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "differs from its golden file; UPDATE_GOLDEN=1 rewrites it\n"
                                     << difference.output << difference.errors;
}

}  // namespace pgreconcile::test
