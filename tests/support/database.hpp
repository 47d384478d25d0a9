#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

struct pg_conn;

namespace pgreconcile::test {

/// Rows of texts as psql would print them; NULL is the empty text.
using Rows = std::vector<std::vector<std::string>>;

/// Where the throwaway server listens. Throws if there is none, with the words that say how to get one.
struct Server {
  std::string host;
  std::string port;
};
Server server();
/// The server's major release, 13 to 18, for what older ones do not know.
int server_major();

/// How somebody else keeps an apply from its turn; the number is a part of the contract.
inline constexpr auto kTakeApplyLock = "SELECT pg_advisory_lock(7310486950152044131)";

/// One session, for what must hold over several calls: SET, an open transaction, a lock.
/// A statement that fails throws std::runtime_error with the server's message.
class Connection {
 public:
  explicit Connection(const std::string& url);

  /// Runs one or more statements.
  void execute(const std::string& sql);
  /// Runs one statement (of several, the last one's rows are returned).
  Rows query(const std::string& sql);
  /// The one value of a query's one row.
  std::string value(const std::string& sql);

 private:
  struct Finish {
    void operator()(pg_conn* connection) const;
  };
  std::unique_ptr<pg_conn, Finish> connection_;
};

/// A session in the database `postgres`, for what belongs to the whole server.
Connection connect_to_server();

struct DatabaseOptions {
  /// What becomes ALTER DATABASE … SET for each session in it: `{.settings = {{"standard_conforming_strings", "off"}}}`.
  std::map<std::string, std::string> settings = {};
};

/// A database of its own on the throwaway server, dropped at the end with whoever is connected to it.
class TestDatabase {
 public:
  explicit TestDatabase(const DatabaseOptions& options = {});
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase();

  const std::string& name() const { return name_; }
  /// `postgresql://postgres@127.0.0.1:24119/pgreconcile_test_812_1`; the user may also be `name:password`.
  std::string url(const std::string& user = "postgres") const;
  Connection connect() const { return Connection(url()); }

  // As in Connection, each call in a session of its own.
  void execute(const std::string& sql) const { connect().execute(sql); }
  Rows query(const std::string& sql) const { return connect().query(sql); }
  std::string value(const std::string& sql) const { return connect().value(sql); }

  /// The schema as `pg_dump --schema-only` writes it, less its comments: equal for equal databases. Of a server that is
  /// newer than pg_dump, which refuses it, the catalog_facts().
  std::string dump_schema() const;

 private:
  std::string name_;
};

/// A role of its own that can log in. Declare it before the TestDatabase that it is used in: a role can only be dropped
/// once nothing is its own.
class TestRole {
 public:
  /// Without a password, the server trusts it; with one, it must give it.
  explicit TestRole(const std::string& password = "");
  TestRole(const TestRole&) = delete;
  TestRole& operator=(const TestRole&) = delete;
  ~TestRole();

  const std::string& name() const { return name_; }

 private:
  std::string name_;
};

}  // namespace pgreconcile::test
