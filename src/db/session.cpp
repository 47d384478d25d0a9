#include "src/db/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "src/base/error.hpp"
#include "src/db/answer_deadline.hpp"
#include "src/db/connect.hpp"
#include "src/db/error_translation.hpp"
#include "src/db/pooling.hpp"
#include "src/db/pqxx_connection.hpp"
#include "src/db/pqxx_result.hpp"
#include "src/sql/pinned_settings.hpp"

namespace pgreconcile::db {
namespace {

constexpr int kOldestServer = 130000;

/// How long a cancelled statement may take to end.
constexpr std::chrono::seconds kCancelled{10};

// One row: see SessionFacts.
constexpr std::string_view kFacts =
    "SELECT pg_catalog.current_database(), pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery(),"
    " pg_catalog.current_setting('default_transaction_read_only') = 'on',"
    " (pg_catalog.date_part('epoch', pg_catalog.current_setting('deadlock_timeout')::interval) * 1000)::bigint";

// Without RETURNING and a named arbiter of the conflict, both of which would need the right to read the table.
constexpr auto kAddToHistory =
    R"(INSERT INTO "pgreconcile"."history" ("run", "event", "at", "role", "os_user", "host", "tool", "file", "steps",)"
    R"( "outcome", "sqlstate", "message"))"
    " VALUES ($1::pg_catalog.uuid, $2, pg_catalog.clock_timestamp(), SESSION_USER, $3, $4, $5, $6,"
    " $7::pg_catalog.jsonb, $8, $9, $10) ON CONFLICT DO NOTHING";

// Catalog queries name their tables in the order in which to join them: searching for another takes longer than
// running them.
constexpr std::string_view kPlanner = "SET LOCAL join_collapse_limit = 1";

// The new transaction has the old one's isolation level and access mode, but not what was SET LOCAL.
std::vector<std::string> in_new_snapshot(const CatalogQuery& query) {
  return {"COMMIT AND CHAIN",
          std::string(kPlanner),
          "SET LOCAL search_path = pg_catalog, pg_temp",
          "SET LOCAL statement_timeout = 60000",
          query.text,
          "COMMIT"};
}

std::string timeouts_text(std::string_view set, const Timeouts& timeouts) {
  return fmt::format("{0} lock_timeout = {1}; {0} statement_timeout = {2}; ", set, timeouts.lock.count(),
                     timeouts.statement.count());
}

}  // namespace

struct Session::Wire {
  Wire(RawConnection connected, const ConnectionTarget& target)
      : raw(connected.get()),
        deadline(PQsocket(raw)),
        connection(adopt(connected.release())),
        transaction(*connection),
        details(target.show_details ? Details::Shown : Details::Hidden),
        reading(target.reading),
        patience(target.patience) {}

  PGconn* raw;  // owned by `connection`
  AnswerDeadline deadline;
  std::unique_ptr<PqxxConnection> connection;
  pqxx::nontransaction transaction;
  Details details;
  std::chrono::milliseconds reading;
  std::chrono::milliseconds patience;
  std::chrono::milliseconds statement_timeout{0};  // of what writes

  AnswerDeadline::Time time_to_read(std::size_t statements = 1) const { return statements * reading + patience; }
  AnswerDeadline::Time time_to_write() const {
    if (statement_timeout == std::chrono::milliseconds(0)) return std::nullopt;
    return statement_timeout + patience;
  }

  bool is_broken() const { return !connection->is_open() || PQstatus(raw) != CONNECTION_OK; }

  template <typename Send>
  auto translated(const AnswerDeadline::Time& time, Send send) {
    if (is_broken()) throw broken("");
    const AnswerDeadline::Wait wait(deadline, time);
    try {
      return send();
    } catch (const pqxx::broken_connection& error) {
      throw broken(error.what());
    } catch (const pqxx::failure& error) {
      if (is_broken()) throw broken(error.what());
      const auto message = split_message(error.what());
      if (message.sqlstate.empty()) throw Error(ErrorCode::Failure, message.text);
      throw server_error(message, details);
    }
  }

  // What libpqxx says itself is about its own calls: only what the server said last tells more.
  Error broken(std::string_view what) const {
    const auto message = split_message(what);
    std::string cause = message.sqlstate.empty() ? "" : ": " + message.text;
    if (deadline.has_passed()) cause = ": the server did not answer in time";
    return Error(ErrorCode::TryAgain, "the connection broke" + cause, "run again: what was done stays done")
        .with_sqlstate("08006");
  }

  pqxx::result send(const std::string& text) {
    return translated(time_to_read(), [&] { return transaction.exec(text); });
  }
  pqxx::result send_commit() {
    return translated(time_to_write(), [&] { return transaction.exec("COMMIT"); });
  }
  /// By the extended protocol, which takes exactly one statement.
  pqxx::result send_alone(const sql::ReadOnlyQuery& query) {
    return translated(time_to_read(), [&] { return exec_alone(transaction, query.text()); });
  }
  pqxx::result send_alone(const sql::AdditiveStatement& statement) {
    return translated(time_to_write(), [&] { return exec_alone(transaction, statement.text()); });
  }
  pqxx::result send_alone(const std::string& text, const std::vector<const char*>& values) {
    return translated(time_to_write(), [&] { return exec_alone(transaction, text, values); });
  }

  /// Several statements in one round trip, in a transaction.
  std::vector<pqxx::result> send_together(const std::vector<std::string>& statements) {
    return translated(time_to_read(statements.size()), [&] {
      pqxx::pipeline pipeline(transaction);
      pipeline.retain(static_cast<int>(statements.size()));
      std::vector<pqxx::pipeline::query_id> ids;
      for (const auto& statement : statements) ids.push_back(pipeline.insert(statement));
      std::vector<pqxx::result> results;
      for (const auto id : ids) results.push_back(pipeline.retrieve(id));
      return results;
    });
  }
  PGTransactionStatusType status() const { return PQtransactionStatus(raw); }

  void check_pins() const {
    const auto is = [&](const char* parameter, std::string_view wanted) {
      const char* status = PQparameterStatus(raw, parameter);
      return status != nullptr && status == wanted;
    };
    const char* date_style = PQparameterStatus(raw, "DateStyle");
    const bool is_iso = date_style != nullptr && std::string_view(date_style).starts_with("ISO");
    if (is("standard_conforming_strings", "on") && is("client_encoding", "UTF8") && is("TimeZone", "UTC") &&
        is("IntervalStyle", "postgres") && is_iso) {
      return;
    }
    throw Error(ErrorCode::Usage, "the server did not take the settings that pgreconcile needs",
                "a proxy in between may drop SET statements; connect to the server itself");
  }
};

Session::Session(const ConnectionTarget& target, const std::stop_token& stop)
    : wire_(std::make_unique<Wire>(connect(target, stop), target)), role_(target.role) {
  const int version = PQserverVersion(wire_->raw);
  if (version < kOldestServer) {
    throw Error(ErrorCode::Unreachable, fmt::format("the server is PostgreSQL {}, older than 13", version / 10000),
                "pgreconcile works with PostgreSQL 13 to 18");
  }
}

Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

std::string Session::settings(std::string_view set, const std::vector<sql::Identifier>& search_path) const {
  std::string text;
  if (!role_.empty()) text = fmt::format("{} ROLE {}; ", set, sql::Identifier(role_).quoted());
  for (const auto pin : sql::kPinnedSettings) text += fmt::format("{} {}; ", set, pin);
  return text + fmt::format("{} search_path = {}; ", set, sql::quoted_list(search_path));
}

// A role that is not there is but an invalid value to the server.
template <typename Send>
auto Session::with_known_role(Send send) -> decltype(send()) {
  try {
    return send();
  } catch (const Error& error) {
    if (role_.empty() || error.sqlstate() != "22023") throw;
    throw Error(ErrorCode::Permission, error.what(), "name a role that is there with --role")
        .with_sqlstate(error.sqlstate());
  }
}

SessionFacts Session::begin_read_only(const std::vector<sql::Identifier>& search_path, const Timeouts& timeouts) {
  const auto* end = wire_->status() == PQTRANS_IDLE ? "" : "ROLLBACK; ";
  const auto begin = fmt::format("{}BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; {}; {}{}{}", end, kPlanner,
                                 settings("SET LOCAL", search_path), timeouts_text("SET LOCAL", timeouts), kFacts);
  const auto rows = make_result(with_known_role([&] { return wire_->send(begin); }));
  wire_->check_pins();
  SessionFacts facts;
  facts.database = rows.text(0, 0);
  facts.backend_pid = rows.integer(0, 1);
  facts.behind_proxy = facts.backend_pid != PQbackendPID(wire_->raw);
  facts.in_recovery = rows.boolean(0, 2);
  facts.read_only = rows.boolean(0, 3);
  facts.deadlock_timeout = std::chrono::milliseconds(rows.integer(0, 4));
  facts.server_version_number = PQserverVersion(wire_->raw);
  facts.server_version = fmt::format("{}.{}", facts.server_version_number / 10000, facts.server_version_number % 10000);
  return facts;
}

std::vector<Result> Session::read_and_read_again(const std::vector<CatalogQuery>& queries) {
  std::vector<std::string> statements;
  for (const auto& query : queries) statements.push_back(query.text);
  std::ranges::copy(in_new_snapshot(queries.back()), std::back_inserter(statements));
  const auto sent = wire_->send_together(statements);
  std::vector<Result> results;
  for (std::size_t at = 0; at < queries.size(); ++at) results.push_back(make_result(sent[at]));
  results.push_back(make_result(sent[sent.size() - 2]));
  return results;
}

Result Session::read_anew(const CatalogQuery& query) {
  if (wire_->status() != PQTRANS_INTRANS) begin_read_only({sql::Identifier("pg_catalog")}, {});
  const auto sent = wire_->send_together(in_new_snapshot(query));
  return make_result(sent[sent.size() - 2]);
}

Result Session::read(const CatalogQuery& query) { return make_result(wire_->send(query.text)); }

Result Session::read(const sql::ReadOnlyQuery& query) { return make_result(wire_->send_alone(query)); }

void Session::rollback() { wire_->send("ROLLBACK"); }

// Settings and the apply lock are of the server's process that has them: nothing may go to another one.
Result Session::run_in_prepared_process(const PreparedCall& call) {
  auto rows =
      make_result(wire_->send(fmt::format("{} SELECT pg_catalog.pg_backend_pid(), {}", call.statements, call.column)));
  const auto pid = rows.integer(0, 0);
  if (prepared_pid_.value_or(pid) != pid) throw not_pooled_by_session();
  prepared_pid_ = pid;
  return rows;
}

void Session::prepare_for_ddl(const std::vector<sql::Identifier>& search_path) {
  std::string text = settings("SET", search_path);
  for (const auto& [since, setting] : sql::kSettingsOfChanges) {
    if (PQserverVersion(wire_->raw) >= since) text += fmt::format("SET {}; ", setting);
  }
  run_in_prepared_process({.statements = text});
  wire_->check_pins();
}

bool Session::try_advisory_lock() {
  return run_in_prepared_process({.column = fmt::format("pg_catalog.pg_try_advisory_lock({})", kApplyLock)})
      .boolean(0, 1);
}

void Session::set_timeouts(const Timeouts& timeouts) {
  run_in_prepared_process({.statements = timeouts_text("SET", timeouts)});
  wire_->statement_timeout = timeouts.statement;
}

void Session::begin() { run_in_prepared_process({.statements = "BEGIN;"}); }

void Session::commit() { wire_->send_commit(); }

void Session::execute(const sql::AdditiveStatement& statement) { wire_->send_alone(statement); }

void Session::add_to_history(const HistoryRow& row, const Timeouts& timeouts) {
  if (wire_->status() != PQTRANS_IDLE) rollback();
  set_timeouts(timeouts);
  const auto or_null = [](const std::optional<std::string>& value) { return value ? value->c_str() : nullptr; };
  wire_->send_alone(kAddToHistory, {row.run.c_str(), row.event.c_str(), row.os_user.c_str(), row.host.c_str(),
                                    row.tool.c_str(), row.file.c_str(), row.steps.c_str(), or_null(row.outcome),
                                    or_null(row.sqlstate), or_null(row.message)});
}

bool Session::is_broken() const { return wire_->is_broken(); }

std::function<void()> Session::canceller() const {
  const std::shared_ptr<PGcancel> cancel(PQgetCancel(wire_->raw), &PQfreeCancel);
  return [cancel, hurry = wire_->deadline.shortener(kCancelled)] {
    hurry();  // where the network stands still, so does the request
    std::array<char, 256> message{};
    PQcancel(cancel.get(), message.data(), static_cast<int>(message.size()));
  };
}

std::function<void()> Session::hanger_up() const { return wire_->deadline.hanger_up(); }

// An address spares asking for it again, too.
ConnectionTarget Session::same_server(ConnectionTarget target) const {
  const auto set = [&](const char* parameter, const char* value) {
    if (value != nullptr && *value != '\0') target.parameters[parameter] = value;
  };
  set("host", PQhost(wire_->raw));
  set("hostaddr", PQhostaddr(wire_->raw));
  set("port", PQport(wire_->raw));
  return target;
}

}  // namespace pgreconcile::db
