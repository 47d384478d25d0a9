#pragma once

#include <string>
#include <vector>

#include "src/model/database.hpp"

namespace pgreconcile::yaml {

struct WriteOptions {
  /// Lines of comment for the top of the file, as they are said: what must not stand in a comment is escaped.
  std::vector<std::string> comments;
};

/// The schema file that declares this database: what is left to a default is left out, the order is the database's own,
/// and equal databases make equal text. Every name stands in the file, but that of a primary key which PostgreSQL would
/// choose itself. What the file has no key for (`unmodelled`, an index that is not valid) is not written: the caller
/// says so.
std::string write(const model::Database& database, const WriteOptions& options);

}  // namespace pgreconcile::yaml
