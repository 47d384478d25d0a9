// The examples of schema files that the documentation shows are files that load.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "src/yaml/load.hpp"

namespace pgreconcile::test {
namespace {

std::string first_yaml_block(const std::string& page) {
  std::ifstream stream(std::string(PGRECONCILE_SOURCE_DIR) + "/" + page);
  std::stringstream text;
  text << stream.rdbuf();
  const auto whole = text.str();
  const std::string opening = "```yaml\n";
  const auto start = whole.find(opening);
  const auto end = whole.find("```", start + opening.size());
  if (start == std::string::npos || end == std::string::npos) return "";
  return whole.substr(start + opening.size(), end - start - opening.size());
}

class DocumentedSchema : public testing::TestWithParam<const char*> {};

TEST_P(DocumentedSchema, Loads) {
  const auto loaded = yaml::load(first_yaml_block(GetParam()), GetParam());
  EXPECT_FALSE(loaded.database.tables.empty());
  for (const auto& diagnostic : loaded.diagnostics) ADD_FAILURE() << to_string(diagnostic);
}

INSTANTIATE_TEST_SUITE_P(Pages, DocumentedSchema, testing::Values("README.md", "docs/schema.md"));

}  // namespace
}  // namespace pgreconcile::test
