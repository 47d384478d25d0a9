#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/step_kind.hpp"
#include "src/base/diagnostic.hpp"
#include "src/base/timeouts.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::reconciler {

/// In the order in which they run.
enum class Phase { Enum, Create, Column, Repair, Index, Attach, Constraint, Validate };

std::string to_string(Phase phase);

/// https://www.postgresql.org/docs/current/explicit-locking.html
enum class LockMode { RowShare, ShareUpdateExclusive, Share, ShareRowExclusive, AccessExclusive };

/// `ACCESS EXCLUSIVE`
std::string to_string(LockMode mode);

struct TableLock {
  LockMode mode;
  sql::QualifiedName table;

  friend bool operator==(const TableLock&, const TableLock&) = default;
};

/// The lock on a table and on those below it.
std::vector<TableLock> locks_on(LockMode mode, const sql::QualifiedName& table,
                                const std::vector<sql::QualifiedName>& partitions);
void append_locks(std::vector<TableLock>& locks, LockMode mode, const std::vector<sql::QualifiedName>& tables);

/// How a statement is put into transactions, beside those of the create phase, which share theirs.
enum class Grouping {
  OfItsOwn,
  WithPrevious,  ///< in that of the step before it
  Alone,         ///< PostgreSQL takes it in none: CREATE INDEX CONCURRENTLY
};

/// One statement of a plan, with all that is needed to print it and to run it.
struct Step {
  int id = 0;  ///< from 1
  Phase phase = Phase::Create;
  StepKind kind = StepKind::CreateTable;
  std::string object = {};  ///< `public.kraken_turns`
  std::string sql = {};     ///< without a semicolon
  /// What it makes and so has locked until the end of its transaction: tables, and with each its indexes, sequences and
  /// TOAST; at least 1.
  int new_relations = 1;
  Grouping grouping = Grouping::OfItsOwn;
  /// Steps with one number run in one transaction, numbered from 1. std::nullopt: the statement must run alone.
  std::optional<int> transaction = {};
  Timeouts timeouts = {};
  /// The strongest lock on each table that existed before; new tables have none.
  std::vector<TableLock> locks = {};
  bool scans = false;
  bool rewrites = false;
  /// What it builds or makes whole, and has to be valid after the last step. Not of new tables, where nothing can break.
  std::optional<sql::QualifiedName> index = {};
  std::string reason = {};
  SourceLocation source = {};

  friend bool operator==(const Step&, const Step&) = default;
};

/// CREATE INDEX CONCURRENTLY, which leaves an invalid index where it fails.
bool is_concurrent_build(const Step& step);

}  // namespace pgreconcile::reconciler
