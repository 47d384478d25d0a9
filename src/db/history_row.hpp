#pragma once

#include <optional>
#include <string>

namespace pgreconcile::db {

/// A row of pgreconcile.history. When it is written and by which role, the server says itself.
struct HistoryRow {
  std::string run;    ///< a UUID: the same in the row that starts a run and in the one that ends it
  std::string event;  ///< `started`, `ended`
  std::string os_user;
  std::string host;
  std::string tool;
  std::string file;
  std::string steps;  ///< JSON
  std::optional<std::string> outcome = {};
  std::optional<std::string> sqlstate = {};
  std::optional<std::string> message = {};
};

}  // namespace pgreconcile::db
