#pragma once

#include "src/model/database.hpp"
#include "src/model/live_database.hpp"

namespace pgreconcile::reconciler {

/// Two states of a schema: what a database has, in the words of a file, and what it is to have.
struct FilePair {
  const model::Database& before;
  const model::Database& desired;
};

/// What would be read of a database that is what the file `before` says, and nothing else, as far as `desired` speaks of
/// it: as the catalog has it after an apply, with its names and order, but with the file's own spelling of expressions.
/// What both files refer to and neither declares is taken to be there: tables that foreign keys refer to, with the keys
/// that they need; types; and extensions that could be installed.
model::LiveDatabase described_database(const FilePair& files, model::ServerFacts server);

}  // namespace pgreconcile::reconciler
