// The README shows what the tool prints today: its console blocks are run, one after the other. UPDATE_GOLDEN=1 writes
// what they print into it.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/golden.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {
namespace {

/// The release that the README shows, whatever the server is.
constexpr auto kShownVersion = "15.20";

constexpr auto kOlder = R"(
  ALTER TABLE kraken_turns DROP COLUMN cache_read_tokens;
  DROP INDEX ix_kraken_turns_conversation_id)";
constexpr auto kByHand =
    "ALTER TABLE kraken_turns ADD COLUMN debug_note text, ALTER COLUMN cost_usd TYPE double precision";
constexpr auto kUsers = R"(version: 1
tables:
  users:
    columns:
      - {name: email, type: text, not_null: true}
      - {name: state, type: text, default: active}
)";

/// What schema.yaml has and the file of the last release does not.
constexpr auto kNewColumn = "      - {name: cache_read_tokens, type: integer, nullable: false, default: 0}\n";

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// KRAKEN's database and a folder with the files that the README speaks of.
class Readme : public testing::Test {
 protected:
  Readme() {
    folder_.write("schema.yaml", project_file("schema.yaml"));
    folder_.write("users.yaml", kUsers);
    auto released = project_file("schema.yaml");
    replace_all(released, kNewColumn, "");
    folder_.write("released.yaml", released);
    database_.execute(project_file("tests/support/kraken_baseline.sql") + "DROP TABLE alembic_version");
  }

  const TestDatabase& database() const { return database_; }

  /// What a person sees who types the command.
  std::string seen(const std::string& command) const {
    std::istringstream words(command);
    std::vector<std::string> arguments;
    for (std::string word; words >> word;) arguments.push_back(word);
    arguments.erase(arguments.begin());
    const auto result =
        run_tool(arguments, {.environment = {{"DATABASE_URL", database_.url()}}, .working_directory = folder_.path()});
    auto text = result.errors + result.output;
    replace_all(text, database_.name(), "kraken");
    const auto server = database_.value("SHOW server_version");
    replace_all(text, fmt::format("PostgreSQL {})", server.substr(0, server.find(' '))),
                fmt::format("PostgreSQL {})", kShownVersion));
    return text;
  }

  /// The block's commands, each with what it prints now.
  std::string block_of_now(const std::string& block) const {
    std::istringstream lines(block);
    std::string text;
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("$ ")) text += line + "\n" + seen(line.substr(2));
    }
    return text;
  }

 private:
  TemporaryDirectory folder_;
  TestDatabase database_;
};

TEST_F(Readme, ShowsWhatTheToolPrints) {
  // What happens to the database before each block.
  const std::vector<std::string> before{kOlder, kByHand, "", ""};
  const auto page = project_file("README.md");
  const std::regex console("```console\n([^`]*)```");
  std::string now;
  std::size_t copied = 0;
  std::size_t blocks = 0;
  for (std::sregex_iterator block(page.begin(), page.end(), console); block != std::sregex_iterator(); ++block) {
    ASSERT_LT(blocks, before.size());
    if (!before[blocks].empty()) database().execute(before[blocks]);
    ++blocks;
    const auto start = static_cast<std::size_t>(block->position(1));
    now += page.substr(copied, start - copied) + block_of_now(block->str(1));
    copied = start + static_cast<std::size_t>(block->length(1));
  }
  EXPECT_EQ(blocks, before.size());
  EXPECT_TRUE(matches_golden(now + page.substr(copied), "../../README.md"));
}

}  // namespace
}  // namespace pgreconcile::test
