#pragma once

#include <cstdint>
#include <vector>

#include "reconciler/difference.hpp"
#include "src/model/database.hpp"
#include "src/model/live_database.hpp"
#include "src/model/question.hpp"

namespace pgreconcile::reconciler {

/// What becomes of an index that a broken CREATE INDEX CONCURRENTLY left invalid.
enum class InvalidIndexes { Reported, Repaired };

struct DiffOptions {
  /// Adding a column may rewrite a table of at most this many bytes.
  std::int64_t rewrite_limit = 100LL * 1024 * 1024;
  InvalidIndexes invalid_indexes = InvalidIndexes::Reported;
};

struct DiffResult {
  /// By table in file order, and within a table columns first.
  std::vector<Difference> differences;
  /// What only the server can decide. Where it is not empty, ask and call again: the differences are not final.
  model::Questions questions;
};

/// Compares what the file declares with what the database has. Pure: the same arguments give the same result.
DiffResult diff(const model::Database& desired, const model::LiveDatabase& live, const model::Answers& answers,
                const DiffOptions& options);

}  // namespace pgreconcile::reconciler
