#include "tests/support/database.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "tests/support/catalog_facts.hpp"
#include "tests/support/process.hpp"

namespace pgreconcile::test {
namespace {

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

/// A name that no other test of this server has, in this process or another.
std::string unique_name() {
  static std::atomic<int> count = 0;
  return fmt::format("pgreconcile_test_{}_{}", getpid(), ++count);
}

std::string url_of(const std::string& user, const std::string& database) {
  const auto [host, port] = server();
  return fmt::format("postgresql://{}@{}:{}/{}", user, host, port, database);
}

/// Runs what tidies up in a destructor, which must not throw.
void tidy_up(const std::string& sql) {
  try {
    connect_to_server().execute(sql);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
  }
}

}  // namespace

Connection connect_to_server() { return Connection(url_of("postgres", "postgres")); }

Server server() {
  const char* host = std::getenv("PGHOST");
  const char* port = std::getenv("PGPORT");
  if (host == nullptr || port == nullptr) {
    throw std::runtime_error("this test needs a PostgreSQL server: run through ci/with-postgres");
  }
  return {host, port};
}

int server_major() {
  return std::stoi(connect_to_server().value("SELECT current_setting('server_version_num')::integer / 10000"));
}

void Connection::Finish::operator()(pg_conn* connection) const { PQfinish(connection); }

Connection::Connection(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
  if (PQstatus(connection_.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection_.get()));
  PQsetNoticeProcessor(
      connection_.get(), [](void*, const char*) {}, nullptr);
}

void Connection::execute(const std::string& sql) { query(sql); }

Rows Connection::query(const std::string& sql) {
  const Result result(PQexec(connection_.get(), sql.c_str()), &PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    throw std::runtime_error(fmt::format("{}in: {}", PQerrorMessage(connection_.get()), sql));
  }
  Rows rows(static_cast<std::size_t>(PQntuples(result.get())));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (int column = 0; column < PQnfields(result.get()); ++column) {
      rows[row].emplace_back(PQgetvalue(result.get(), static_cast<int>(row), column));
    }
  }
  return rows;
}

std::string Connection::value(const std::string& sql) {
  const auto rows = query(sql);
  if (rows.size() != 1 || rows[0].size() != 1) throw std::runtime_error("not one value: " + sql);
  return rows[0][0];
}

TestDatabase::TestDatabase(const DatabaseOptions& options) : name_(unique_name()) {
  auto connection = connect_to_server();
  // From template0, which nobody can be connected to: tests run at the same time.
  connection.execute("CREATE DATABASE " + name_ + " TEMPLATE template0");
  for (const auto& [setting, value] : options.settings) {
    connection.execute(fmt::format("ALTER DATABASE {} SET {} = '{}'", name_, setting, value));
  }
}

TestDatabase::~TestDatabase() { tidy_up(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_)); }

std::string TestDatabase::url(const std::string& user) const { return url_of(user, name_); }

std::string TestDatabase::dump_schema() const {
  const auto dump = run({"pg_dump", "--schema-only", "--dbname", url()});
  if (dump.errors.find("server version mismatch") != std::string::npos) return catalog_facts(*this);
  if (dump.exit_code != 0) throw std::runtime_error("pg_dump failed: " + dump.errors);
  std::string schema;
  std::istringstream lines(dump.output);
  for (std::string line; std::getline(lines, line);) {
    // Comments name versions, and newer releases write \restrict and \unrestrict with a random key, and a setting that
    // servers before 17 do not know.
    const bool noise =
        line.empty() || line.starts_with("--") || line.starts_with("\\") || line == "SET transaction_timeout = 0;";
    if (!noise) schema += line + "\n";
  }
  return schema;
}

TestRole::TestRole(const std::string& password) : name_(unique_name()) {
  auto connection = connect_to_server();
  connection.execute("CREATE ROLE " + name_ + " LOGIN");
  if (password.empty()) return;
  // ci/with-postgres makes the server ask members of this role for their passwords. Tests that run at the same time
  // create it once.
  connection.execute(fmt::format(R"(
    BEGIN;
    SELECT pg_advisory_xact_lock(1);
    DO $$ BEGIN
      IF to_regrole('pgreconcile_password_test') IS NULL THEN CREATE ROLE pgreconcile_password_test; END IF;
    END $$;
    ALTER ROLE {0} PASSWORD '{1}';
    GRANT pgreconcile_password_test TO {0};
    COMMIT)",
                                 name_, password));
}

TestRole::~TestRole() { tidy_up("DROP ROLE " + name_); }

}  // namespace pgreconcile::test
