#pragma once

#include "src/db/session.hpp"
#include "src/model/database.hpp"
#include "src/model/live_database.hpp"
#include "src/model/question.hpp"

namespace pgreconcile::introspect {

struct Reading {
  model::LiveDatabase live;
  db::SessionFacts session;
};

/// Reads what the database has of the declared objects, and who holds the names that they want, in one snapshot and two
/// round trips, however many tables there are.
/// Throws Error(TryAgain) where the catalog changed under three attempts, or a lock on a table was not had in time.
Reading read(db::Session& session, const model::Database& desired);

/// Answers what comparing could not decide; each question gets an answer. Reads only, and touches no table but to see
/// whether it is empty.
model::Answers answer(db::Session& session, const model::Questions& questions, const model::Database& desired,
                      const model::LiveDatabase& live);

}  // namespace pgreconcile::introspect
