#pragma once

#include <string>
#include <vector>

#include "tests/support/database.hpp"

namespace pgreconcile::test {

/// How many rows each table has: LOAD_ROWS, else a million.
int rows_of_a_table();

/// What makes the tables turns, replies and visits (partitioned), and what stands in them. The writes number theirs by a
/// sequence that no file declares.
std::string make_tables(int rows);

/// Lines of a schema file, and the line of kFile that they come behind.
struct Addition {
  std::string line;
  std::string text;
};

/// The schema file of make_tables(), with additions.
std::string file_with(const std::vector<Addition>& additions);

/// A database with all of the tables, dropped at the end. They were made once, on a server that is for these tests alone.
class Copy {
 public:
  explicit Copy(std::string name);
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  ~Copy();

  std::string url() const;
  Connection connect() const { return Connection(url()); }
  // As in Connection, each call in a session of its own.
  void execute(const std::string& sql) const { connect().execute(sql); }
  std::string value(const std::string& query) const { return connect().value(query); }

 private:
  std::string name_;
};

}  // namespace pgreconcile::test
