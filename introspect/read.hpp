#pragma once

#include <functional>
#include <string>

#include "src/base/error.hpp"
#include "src/db/session.hpp"
#include "src/model/database.hpp"
#include "src/model/live_database.hpp"
#include "src/model/question.hpp"

namespace pgreconcile::introspect {

/// What gave names to the catalog's texts, and to what is looked up by its name.
struct NamedObjects {
  db::CatalogQuery query;
  std::string answer;  ///< another one as soon as any of them has changed
};

struct Reading {
  model::LiveDatabase live;
  db::SessionFacts session;
  NamedObjects names;
};

/// Which tables are looked for: those that the file declares, or all of the schemas that it uses.
enum class Scope { DeclaredTables, WholeSchemas };

/// Other DDL was seen to change the catalog while it was read, and three times of reading did not do.
struct CatalogUnsettledError : Error {
  using Error::Error;
};

/// Calls `read`, which calls read() and answer(), or reads otherwise; again, three times in all, where the catalog
/// changed meanwhile. Throws CatalogUnsettledError(TryAgain) where it kept changing, and Error(TryAgain) where no change was
/// seen but what the texts name was never there, as in a damaged catalog.
void read_until_settled(const std::function<void()>& read);

/// Reads what the database has of the declared objects, and who holds the names that they want, in one snapshot and two
/// round trips, however many tables there are. REQUIRES: to be called by read_until_settled().
/// Throws Error(TryAgain) where a lock on a table was not had in time.
Reading read(db::Session& session, const model::Database& desired, Scope scope);

/// Answers what comparing could not decide; each question gets an answer. Reads only, and touches no table but to see
/// whether it is empty. REQUIRES: to be called by read_until_settled().
model::Answers answer(db::Session& session, const model::Questions& questions, const model::Database& desired,
                      const Reading& reading);

}  // namespace pgreconcile::introspect
