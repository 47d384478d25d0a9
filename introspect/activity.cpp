#include "introspect/activity.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "introspect/lock_conflicts.hpp"
#include "introspect/row.hpp"
#include "src/base/utf8.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::introspect {
namespace {

using std::chrono::seconds;

// The columns `pid` and `name` of a session `a` that may be gone by now. What serves no client has a type, and no name.
constexpr std::string_view kSessionName =
    "COALESCE(NULLIF(a.application_name, ''), NULLIF(a.backend_type, 'client backend'), a.application_name)";

constexpr std::string_view kTransactionAge =
    "pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.xact_start)::bigint";

// The locks on tables and their partitions and heirs that stand against modes: `held`, from rows of schema, table,
// mode in pg_locks, and mode as SQL spells it; and the transactions that are `prepared`, which pg_locks knows by the lock
// that each has on its own number.
constexpr std::string_view kHeld =
    "WITH RECURSIVE wanted AS ("
    "  SELECT c.oid, w.catalog_mode, w.mode, 0 AS depth FROM (VALUES {}) AS w(nspname, relname, catalog_mode, mode)"
    "    JOIN pg_catalog.pg_namespace n ON n.nspname = w.nspname"
    "    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.relname"
    "  UNION SELECT i.inhrelid, w.catalog_mode, w.mode, w.depth + 1"
    "    FROM wanted w JOIN pg_catalog.pg_inherits i ON i.inhparent = w.oid),"
    " held AS ("
    "  SELECT l.pid, l.virtualtransaction, l.relation, pg_catalog.min(w.depth) AS depth,"
    "         pg_catalog.string_agg(DISTINCT w.mode, ', ' ORDER BY w.mode) AS modes"
    "    FROM wanted w JOIN pg_catalog.pg_locks l ON l.relation = w.oid AND l.mode = w.catalog_mode"
    "   WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()"
    "     AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"
    "   GROUP BY l.pid, l.virtualtransaction, l.relation),"
    " prepared AS ("
    "  SELECT l.virtualtransaction, x.gid,"
    "         pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - x.prepared)::bigint AS age"
    "    FROM pg_catalog.pg_prepared_xacts x JOIN pg_catalog.pg_locks l ON l.transactionid = x.transaction"
    "   WHERE l.locktype = 'transactionid' AND l.granted AND l.pid IS NULL)";

std::string row_of(const sql::QualifiedName& table, const LockModeName& mode) {
  return fmt::format("({}, {}, {}, {})", sql::quote_literal(table.schema.name()), sql::quote_literal(table.name.name()),
                     sql::quote_literal(mode.catalog), sql::quote_literal(mode.sql));
}

std::string with_held(const std::vector<WantedLock>& wanted) {
  std::set<std::string> rows;
  for (const auto& lock : wanted) {
    for (const auto& mode : conflicting_modes(lock.mode)) rows.insert(row_of(lock.table, mode));
  }
  return fmt::format(kHeld, fmt::join(rows, ", "));
}

Holder holder(const Row& row) {
  Holder holder;
  if (row.has("pid")) holder.pid = row.integer("pid");
  holder.name = row.optional_text("name");
  return holder;
}

std::optional<seconds> age(const Row& row) {
  if (!row.has("age")) return std::nullopt;
  return seconds(row.integer("age"));
}

std::string age_text(const std::optional<seconds>& age) {
  return age ? fmt::format("in a transaction for {} s", age->count()) : "in a transaction for an unknown time";
}

// A busy server has more sessions than anybody reads about.
constexpr std::size_t kMostNamed = 5;

template <typename Named>
std::string first_of(const std::vector<Named>& all) {
  std::vector<std::string> texts;
  for (std::size_t at = 0; at < std::min(all.size(), kMostNamed); ++at) texts.push_back(to_string(all[at]));
  const auto more = all.size() - texts.size();
  return fmt::format("{}{}", fmt::join(texts, "; "), more == 0 ? "" : fmt::format("; and {} more", more));
}

}  // namespace

std::string to_string(const Holder& holder) {
  const auto name = holder.name ? printable(*holder.name) : "";
  if (!holder.pid)
    return name.empty() ? "a prepared transaction" : fmt::format("the prepared transaction \"{}\"", name);
  if (!holder.name) return fmt::format("an unknown application (pid {})", *holder.pid);
  return fmt::format("{} (pid {})", name.empty() ? "an unnamed application" : name, *holder.pid);
}

std::string to_string(const std::optional<ApplyLockHolder>& holder) {
  if (!holder) return "who holds its lock is unknown";
  return fmt::format("{}, connected since {}", to_string(holder->holder),
                     holder->connected_since.value_or("an unknown time"));
}

std::string to_string(const ConflictingLock& lock) {
  return fmt::format("{} holds {} on {}, {}", to_string(lock.holder), lock.modes, printable(lock.table.quoted()),
                     age_text(lock.transaction_age));
}

std::string to_string(const OldTransaction& transaction) {
  return fmt::format("{}, {}", to_string(transaction.holder), age_text(transaction.age));
}

std::string to_string(const std::vector<ConflictingLock>& locks) {
  return locks.empty() ? "whoever held the lock is unknown" : first_of(locks);
}

std::string to_string(const std::vector<OldTransaction>& transactions) { return first_of(transactions); }

// One row, or none: pid, name, since. The key of an advisory lock stands in pg_locks in two halves.
std::optional<ApplyLockHolder> apply_lock_holder(db::Session& session) {
  const auto rows = session.read(db::CatalogQuery{fmt::format(
      "SELECT l.pid, {} AS name,"
      "       pg_catalog.to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC' AS since"
      "  FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
      " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
      "   AND l.classid::bigint = {} AND l.objid::bigint = {}"
      "   AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())",
      kSessionName, db::kApplyLock >> 32, db::kApplyLock & 0xFFFFFFFF)});
  if (rows.size() == 0) return std::nullopt;
  const Row row(rows, 0);
  return ApplyLockHolder{holder(row), row.optional_text("since")};
}

// Rows of pid, name, modes, table_schema, table_name, age.
std::vector<ConflictingLock> conflicting_locks(db::Session& session, const std::vector<WantedLock>& wanted) {
  std::vector<ConflictingLock> locks;
  if (wanted.empty()) return locks;
  const auto rows = session.read(db::CatalogQuery{
      with_held(wanted) +
      fmt::format(
          " SELECT h.pid, COALESCE(p.gid, {0}) AS name, h.modes, n.nspname AS table_schema, c.relname AS table_name,"
          "        COALESCE({1}, p.age) AS age"
          "   FROM held h JOIN pg_catalog.pg_class c ON c.oid = h.relation"
          "   JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          "   LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = h.pid"
          "   LEFT JOIN prepared p ON h.pid IS NULL AND p.virtualtransaction = h.virtualtransaction"
          "  WHERE h.depth = (SELECT pg_catalog.min(depth) FROM held)"
          "  ORDER BY age DESC NULLS LAST, h.pid, n.nspname, c.relname",
          kSessionName, kTransactionAge)});
  each_row(rows, [&](const Row& row) {
    locks.push_back({holder(row), row.text("modes"), row.qualified("table"), age(row)});
  });
  return locks;
}

// Rows of pid, name, age. A transaction that wrote elsewhere and has no snapshot now is not waited for; nor are VACUUM
// and what serves no client, which have no user. Source: WaitForOlderSnapshots() in src/backend/commands/indexcmds.c
std::vector<OldTransaction> old_transactions(db::Session& session, const std::vector<sql::QualifiedName>& tables,
                                             seconds at_least) {
  std::vector<WantedLock> wanted;
  for (const auto& table : tables) {
    wanted.push_back({"SHARE UPDATE EXCLUSIVE", table});  // to begin with
    wanted.push_back({"SHARE", table});                   // that nobody writes by the old definition
  }
  std::vector<OldTransaction> transactions;
  if (wanted.empty()) return transactions;
  const auto rows = session.read(db::CatalogQuery{
      with_held(wanted) +
      fmt::format(", waited_for AS ("
                  "  SELECT a.pid, {0} AS name, {1} AS age FROM pg_catalog.pg_stat_activity a"
                  "   WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()"
                  "     AND a.usesysid IS NOT NULL AND a.leader_pid IS NULL"
                  "     AND (a.pid IN (SELECT pid FROM held) OR a.backend_xmin IS NOT NULL"
                  "          AND a.pid NOT IN (SELECT pid FROM pg_catalog.pg_stat_progress_vacuum))"
                  "  UNION ALL"
                  "  SELECT NULL, p.gid, p.age FROM prepared p"
                  "   WHERE p.virtualtransaction IN (SELECT virtualtransaction FROM held WHERE pid IS NULL))"
                  " SELECT pid, name, age FROM waited_for WHERE age IS NULL OR age >= {2}"
                  "  ORDER BY age DESC NULLS LAST, pid",
                  kSessionName, kTransactionAge, at_least.count())});
  each_row(rows, [&](const Row& row) { transactions.push_back({holder(row), age(row)}); });
  return transactions;
}

// A row for each session that it waits for, or one with none: the progress, and pid and name. A prepared transaction has
// the pid 0 there.
StatementProgress statement_progress(db::Session& session, std::int64_t pid) {
  const auto rows = session.read(db::CatalogQuery{fmt::format(
      "SELECT DISTINCT p.phase, p.blocks_done, p.blocks_total, p.tuples_done, p.tuples_total, p.lockers_done,"
      "       p.lockers_total, b.pid IS NOT NULL AS waits, NULLIF(b.pid, 0) AS pid, {0} AS name"
      "  FROM (SELECT) AS one"
      "  LEFT JOIN pg_catalog.pg_stat_progress_create_index p ON p.pid = {1}"
      "  LEFT JOIN pg_catalog.unnest(pg_catalog.pg_blocking_pids({1})) AS b(pid) ON true"
      "  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid"
      " ORDER BY pid",
      kSessionName, pid)});
  StatementProgress progress;
  each_row(rows, [&](const Row& row) {
    if (row.boolean("waits")) progress.waits_for.push_back(holder(row));
    if (!row.has("phase")) return;
    const auto amount = [&](const std::string& of) {
      return Amount{row.integer(of + "_done"), row.integer(of + "_total")};
    };
    progress.index_build = {row.text("phase"), amount("blocks"), amount("tuples"), amount("lockers")};
  });
  return progress;
}

}  // namespace pgreconcile::introspect
