#pragma once

#include <string>
#include <vector>

#include "src/db/session.hpp"
#include "src/model/database.hpp"
#include "src/model/live_database.hpp"

namespace pgreconcile::introspect {

/// Which part of a database: nothing named means all of it.
struct ExportScope {
  std::vector<std::string> schemas;
  /// `orders`, `billing.*`, `tmp_?`: the tables to keep, with what they need.
  std::vector<std::string> table_patterns;
};

struct Exported {
  model::Database database;
  model::ServerFacts server;
  /// What is there and the format cannot say, sorted, a line each: `public.t: trigger "x"`.
  std::vector<std::string> left_out;
};

/// What the format can say of a live database, as a file would declare it: what PostgreSQL does by itself left out,
/// nothing unmodelled. One snapshot; the number of round trips does not depend on the number of objects.
/// Throws as read() does, and Usage for a schema that is not there and a pattern that no table fits.
Exported export_database(db::Session& session, const ExportScope& scope);

}  // namespace pgreconcile::introspect
