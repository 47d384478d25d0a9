#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pgreconcile::db {

/// Which database to connect to, as libpq's connection parameters. What is not named there, libpq takes from its own
/// environment variables and service files.
struct ConnectionTarget {
  std::map<std::string, std::string> parameters;
  /// What the session acts as, by SET ROLE; empty: as the user who connects.
  std::string role;
  /// What was left out of a URL because libpq does not know it.
  std::vector<std::string> warnings;
  /// Whether errors carry the server's DETAIL, which may hold users' data (`Key (email)=(…)`).
  bool show_details = false;
  /// What the server gives a statement that only reads, or that is instant.
  std::chrono::milliseconds reading = std::chrono::seconds(60);
  /// How long the network may hold up an answer, beyond what the server takes for it: as long as it may be silent.
  std::chrono::milliseconds patience = std::chrono::seconds(90);
};

/// Reads a URL or a `key=value` string. SQLAlchemy's driver suffix (`postgresql+asyncpg://`) is dropped, asyncpg's
/// `ssl=` becomes `sslmode=`, and its other parameters are left out with a warning.
/// Throws Error(Usage) for anything malformed, and never quotes a part of it: it may be a part of a password.
ConnectionTarget parse_connection_target(std::string_view url);

}  // namespace pgreconcile::db
