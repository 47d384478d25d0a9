#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "reconciler/ddl.hpp"
#include "reconciler/difference.hpp"
#include "reconciler/step.hpp"
#include "src/model/database.hpp"
#include "src/model/live_database.hpp"

namespace pgreconcile::reconciler {

struct PlanOptions {
  /// Of steps that lock a table against writes, however short.
  Timeouts ddl{std::chrono::seconds(2), std::chrono::seconds(30)};
  /// No lock_timeout: when it fires it leaves an invalid index, and what it waits for does not block writers.
  Timeouts index{std::chrono::milliseconds(0), std::chrono::hours(6)};
  Timeouts validate{std::chrono::seconds(30), std::chrono::hours(1)};
  IndexBuild index_build = IndexBuild::Concurrent;

  /// Of steps that build, rewrite or read under a lock against writes, having no other way.
  Timeouts long_ddl() const { return {ddl.lock, index.statement}; }
};

/// Whether the database is what the file says, and if not, who can mend it.
enum class Status { Converged, Pending, Conflict };

std::string to_string(Status status);

/// What a comparison found, and the steps that mend what can be mended.
struct Plan {
  model::ServerFacts server;
  /// Under which names in fragments are resolved: set before the first step.
  std::vector<sql::Identifier> search_path;
  std::vector<Step> steps;
  std::vector<Difference> differences;  ///< all classes; those of class Missing are what the steps mend

  Status status() const;
  std::size_t count(DifferenceClass difference_class) const;
};

/// Throws Error(Unreachable) where the server's release spoils indexes that the plan builds concurrently:
/// https://www.postgresql.org/docs/release/14.4/
void check_index_builds(const Plan& plan);

/// Orders the remedies of the differences into phases, transactions and steps. Pure.
Plan make_plan(const model::Database& desired, const model::LiveDatabase& live, std::vector<Difference> differences,
               const PlanOptions& options);

}  // namespace pgreconcile::reconciler
