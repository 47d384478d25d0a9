#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <regex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/database.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/tool.hpp"

namespace pgreconcile::test {

/// A database with the table items, and a schema file that wants a column more.
inline constexpr auto kItems = "CREATE TABLE items (id bigint PRIMARY KEY); INSERT INTO items VALUES (1), (2)";
inline constexpr auto kItemsWithNote = R"(version: 1
tables:
  items:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: note, type: text}
)";

/// One that wants an index instead.
inline constexpr auto kItemsWithIndex = R"(version: 1
tables:
  items:
    columns: [{name: id, type: bigint, primary_key: true}]
    indexes: [{name: ix_items, columns: [{column: id, order: desc}]}]
)";

inline bool has_note(const TestDatabase& database) {
  return database.value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'items'::regclass AND attname = 'note'") ==
         "1";
}

/// GoogleTest's own regular expressions know no groups and no counts, and this one must match the whole.
MATCHER_P(matches, pattern, "matches " + std::string(pattern)) { return std::regex_match(arg, std::regex(pattern)); }

/// A session under that application_name.
inline Connection connect_as(const TestDatabase& database, const std::string& application) {
  return Connection(database.url() + "?application_name=" + application);
}

/// Polls until it is so. Throws when that takes longer than any machine should need.
template <typename IsSo>
void poll_until(IsSo is_so, const std::string& what) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("never became true: " + what);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

/// Polls until the query's one value is `t`.
template <typename Database>
void wait_until(const Database& database, const std::string& condition) {
  poll_until([&] { return database.value("SELECT " + condition) == "t"; }, condition);
}

/// What the tool's sessions in this database do: `EXISTS (SELECT … WHERE …)` with a further condition.
inline std::string session_exists(const std::string& condition) {
  return "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pgreconcile'"
         " AND " +
         condition + ")";
}

template <typename Database>
void wait_until_blocked(const Database& database) {
  wait_until(database, session_exists("wait_event_type = 'Lock' AND state = 'active'"));
}

inline void wait_until_no_session(const TestDatabase& database) {
  wait_until(database, "NOT " + session_exists("true"));
}

/// `pgreconcile COMMAND --file FILE --database-url URL OPTIONS…`
inline std::vector<std::string> arguments(const std::string& command, const TemporaryFile& file, const std::string& url,
                                          const std::vector<std::string>& options = {}) {
  std::vector<std::string> result{command, "--file", file.path(), "--database-url", url};
  result.insert(result.end(), options.begin(), options.end());
  return result;
}

/// A role that owns what is in the schema public of a database, and may create there.
inline void give_ownership(const TestDatabase& database, const std::string& role) {
  database.execute("GRANT ALL ON SCHEMA public TO " + role);
  for (const auto& row : database.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
    database.execute(fmt::format("ALTER TABLE {} OWNER TO {}", row[0], role));
  }
}

}  // namespace pgreconcile::test
