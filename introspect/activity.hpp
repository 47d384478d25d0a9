#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/db/session.hpp"
#include "src/sql/identifier.hpp"

namespace pgreconcile::introspect {

// What other sessions do, asked in autocommit: a snapshot that stays open would hold up CREATE INDEX CONCURRENTLY.
// PostgreSQL hides the times of other roles' sessions from a role without pg_read_all_stats: they are std::nullopt here,
// which means unknown. Queries of other sessions are never read: they hold data of users.

/// Whoever holds a lock or a snapshot.
struct Holder {
  std::optional<std::int64_t> pid = {};  ///< std::nullopt: a prepared transaction, which has no process
  std::optional<std::string> name = {};  ///< application_name, or the prepared transaction's; std::nullopt: unknown

  friend bool operator==(const Holder&, const Holder&) = default;
};

/// `reporter (pid 4711)`, `the prepared transaction "move"`; fit for a terminal.
std::string to_string(const Holder& holder);

/// The session that applies.
struct ApplyLockHolder {
  Holder holder;
  std::optional<std::string> connected_since = {};  ///< `2026-11-23 07:01:12 UTC`

  friend bool operator==(const ApplyLockHolder&, const ApplyLockHolder&) = default;
};

/// `deploy (pid 4711), connected since 2026-11-23 07:01:12 UTC`; `who holds its lock is unknown`
std::string to_string(const std::optional<ApplyLockHolder>& holder);

/// std::nullopt where nobody holds it any more.
std::optional<ApplyLockHolder> apply_lock_holder(db::Session& session);

/// A lock that somebody wants: `ACCESS EXCLUSIVE`, as SQL spells it.
struct WantedLock {
  std::string mode;
  sql::QualifiedName table;
};

/// What somebody has on a table, or on a partition of it, against which a wanted lock must wait.
struct ConflictingLock {
  Holder holder;
  std::string modes;  ///< `ACCESS SHARE, ROW EXCLUSIVE`
  sql::QualifiedName table;
  std::optional<std::chrono::seconds> transaction_age = {};

  friend bool operator==(const ConflictingLock&, const ConflictingLock&) = default;
};

/// `reporter (pid 4711) holds ACCESS SHARE on public.items, in a transaction for 12 s`
std::string to_string(const ConflictingLock& lock);

/// `reporter (pid 4711) holds …; …`, the first few of them; `whoever held the lock is unknown` where there are none.
std::string to_string(const std::vector<ConflictingLock>& locks);

/// Other sessions' locks against the wanted ones; the oldest transaction first. Those on partitions only where none is on
/// the tables themselves: not every statement locks the partitions.
std::vector<ConflictingLock> conflicting_locks(db::Session& session, const std::vector<WantedLock>& wanted);

/// A transaction that CREATE INDEX CONCURRENTLY waits for.
struct OldTransaction {
  Holder holder;
  std::optional<std::chrono::seconds> age = {};

  friend bool operator==(const OldTransaction&, const OldTransaction&) = default;
};

/// `reporter (pid 4711), in a transaction for 12 s`
std::string to_string(const OldTransaction& transaction);

/// `reporter (pid 4711), in a transaction for 12 s; …`, the first few of them.
std::string to_string(const std::vector<OldTransaction>& transactions);

/// The transactions of at least this age, or of an unknown one, that building indexes on these tables concurrently has to
/// wait for: those with a snapshot, and those with locks on the tables that writing takes. The oldest first.
std::vector<OldTransaction> old_transactions(db::Session& session, const std::vector<sql::QualifiedName>& tables,
                                             std::chrono::seconds at_least);

/// How much of something is done.
struct Amount {
  std::int64_t done = 0;
  std::int64_t total = 0;

  friend bool operator==(const Amount&, const Amount&) = default;
};

/// https://www.postgresql.org/docs/current/progress-reporting.html#CREATE-INDEX-PROGRESS-REPORTING
struct IndexBuildProgress {
  std::string phase;  ///< `building index: scanning table`
  Amount blocks = {};
  Amount tuples = {};
  Amount lockers = {};  ///< transactions to wait for

  friend bool operator==(const IndexBuildProgress&, const IndexBuildProgress&) = default;
};

/// What a session's statement is at.
struct StatementProgress {
  std::optional<IndexBuildProgress> index_build = {};
  std::vector<Holder> waits_for = {};  ///< whose locks or snapshots it waits for

  friend bool operator==(const StatementProgress&, const StatementProgress&) = default;
};

/// Of the session of this process.
StatementProgress statement_progress(db::Session& session, std::int64_t pid);

}  // namespace pgreconcile::introspect
