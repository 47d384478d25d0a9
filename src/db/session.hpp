#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "src/base/timeouts.hpp"
#include "src/db/connection_target.hpp"
#include "src/db/history_row.hpp"
#include "src/db/result.hpp"
#include "src/sql/additive_gate.hpp"
#include "src/sql/identifier.hpp"
#include "src/sql/read_only_query.hpp"

namespace pgreconcile::db {

/// Hosts that apply at once take turns by this advisory lock. The number is part of the contract: every version uses it.
inline constexpr std::int64_t kApplyLock = 7310486950152044131;

/// A catalog query: constant text, with values put in through sql::quote_literal and never a fragment of the file.
struct CatalogQuery {
  std::string text;
};

/// What a connection says of itself.
struct SessionFacts {
  std::string database;
  std::string server_version;     ///< `15.18`
  int server_version_number = 0;  ///< `150018`
  bool in_recovery = false;
  bool read_only = false;        ///< default_transaction_read_only
  std::int64_t backend_pid = 0;  ///< the server's process
  bool behind_proxy = false;     ///< the server's process is not the one that libpq spoke to first
  std::chrono::milliseconds deadlock_timeout{1000};
};

/// One connection. It sends constants, catalog queries, sql::ReadOnlyQuery, sql::AdditiveStatement and the record's
/// INSERT, and nothing else.
/// An answer that is not there when the server's own timeout for it is over, and the target's patience too, is a broken
/// connection.
/// Every function throws Error: Unreachable, Permission, TryAgain or Failure, as error_translation.hpp maps SQLSTATEs.
class Session {
 public:
  /// Throws Error(Unreachable) also for a server older than PostgreSQL 13, and soon after a stop.
  explicit Session(const ConnectionTarget& target, const std::stop_token& stop = {});
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  /// Begins a REPEATABLE READ, READ ONLY transaction whose settings are pinned and whose search_path is the given one.
  /// Rolls back what is still open. One round trip.
  SessionFacts begin_read_only(const std::vector<sql::Identifier>& search_path, const Timeouts& timeouts);
  /// Sends all queries at once, ends the transaction, and sends the last query once more, in a new snapshot and under
  /// `search_path = pg_catalog, pg_temp`: its second result is the last one. One round trip.
  /// REQUIRES: begin_read_only(), and at least one query.
  std::vector<Result> read_and_read_again(const std::vector<CatalogQuery>& queries);
  /// The query's rows in a new snapshot, under the same search_path. One round trip after what begin_read_only() began,
  /// unless that failed or is over.
  Result read_anew(const CatalogQuery& query);
  Result read(const CatalogQuery& query);
  /// Goes alone, by the extended protocol, which refuses a second statement.
  Result read(const sql::ReadOnlyQuery& query);
  void rollback();

  /// Pins the settings for the whole session; what follows is about writing, and wants the server's process of now: a
  /// pooler that gives another one is found out at the next call that asks (Error(Usage)).
  void prepare_for_ddl(const std::vector<sql::Identifier>& search_path);
  /// Polls, never waits: a waiting session would hold a snapshot, and CREATE INDEX CONCURRENTLY of another host waits
  /// for snapshots.
  bool try_advisory_lock();
  void set_timeouts(const Timeouts& timeouts);
  void begin();
  void commit();
  void execute(const sql::AdditiveStatement& statement);
  /// Adds the row to pgreconcile.history, unless it is there. The statement is a constant: only values are the caller's.
  /// Rolls back what is still open.
  /// REQUIRES: prepare_for_ddl()
  void add_to_history(const HistoryRow& row, const Timeouts& timeouts);

  bool is_broken() const;
  /// Asks the server to cancel what this session runs, and ends the conversation where that does not help soon; to be
  /// called from another thread. The function may outlive the session.
  std::function<void()> canceller() const;
  /// Ends the conversation from another thread: whatever this session waits for fails, however silent the network is.
  /// The function may outlive the session.
  std::function<void()> hanger_up() const;
  /// The target, less what could lead to another server than this session's.
  ConnectionTarget same_server(ConnectionTarget target) const;

 private:
  struct Wire;
  template <typename Send>
  auto with_known_role(Send send) -> decltype(send());
  std::string settings(std::string_view set, const std::vector<sql::Identifier>& search_path) const;
  /// What to run, and what the last query selects after the server's process.
  struct PreparedCall {
    std::string statements = {};
    std::string column = "NULL";
  };
  Result run_in_prepared_process(const PreparedCall& call);

  std::unique_ptr<Wire> wire_;
  std::string role_;
  std::optional<std::int64_t> prepared_pid_;  // the server's process that has the settings of prepare_for_ddl()
};

}  // namespace pgreconcile::db
