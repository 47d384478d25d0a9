#pragma once

// Private to src/db: where libpqxx 6 (Debian 12) and 7 (Debian 13) differ.

#include <libpq-fe.h>

#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <vector>

namespace pgreconcile::db {

#if PQXX_VERSION_MAJOR >= 7

using PqxxConnection = pqxx::connection;

inline std::unique_ptr<PqxxConnection> adopt(PGconn* connected) {
  return std::make_unique<PqxxConnection>(pqxx::connection::seize_raw_connection(connected));
}

#else

/// Hands libpqxx a connection that stands already, and never a second one: libpqxx 6 would otherwise connect anew in
/// silence after a broken connection, without the advisory lock and every SET.
class AdoptPolicy : public pqxx::connectionpolicy {
 public:
  explicit AdoptPolicy(PGconn* connected) : pqxx::connectionpolicy(""), connected_(connected) {}

  handle do_startconnect(handle original) override {
    if (original != nullptr) return original;
    if (connected_ == nullptr) throw pqxx::broken_connection("the connection broke");
    return std::exchange(connected_, nullptr);
  }
  handle do_completeconnect(handle original) override { return original; }
  bool is_ready(handle original) const noexcept override { return original != nullptr; }

 private:
  handle connected_;
};

class PqxxConnection : public pqxx::connection_base {
 public:
  explicit PqxxConnection(PGconn* connected) : pqxx::connection_base(policy_), policy_(connected) { init(); }
  PqxxConnection(const PqxxConnection&) = delete;
  PqxxConnection& operator=(const PqxxConnection&) = delete;
  ~PqxxConnection() noexcept { close(); }

 private:
  AdoptPolicy policy_;
};

inline std::unique_ptr<PqxxConnection> adopt(PGconn* connected) { return std::make_unique<PqxxConnection>(connected); }

#endif

/// Sends one statement by the extended protocol, which refuses a second one in the text.
inline pqxx::result exec_alone(pqxx::transaction_base& transaction, const std::string& statement) {
#if PQXX_VERSION_MAJOR > 7 || (PQXX_VERSION_MAJOR == 7 && PQXX_VERSION_MINOR >= 10)
  return transaction.exec(statement, pqxx::params{});
#else
  return transaction.exec_params(statement);
#endif
}

/// The same with values for $1 and so on; null is NULL.
inline pqxx::result exec_alone(pqxx::transaction_base& transaction, const std::string& statement,
                               const std::vector<const char*>& values) {
#if PQXX_VERSION_MAJOR >= 7
  pqxx::params parameters;
  parameters.append_multi(values);
#if PQXX_VERSION_MINOR >= 10 || PQXX_VERSION_MAJOR > 7
  return transaction.exec(statement, parameters);
#else
  return transaction.exec_params(statement, parameters);
#endif
#else
  return transaction.exec_params(statement, pqxx::prepare::make_dynamic_params(values));
#endif
}

}  // namespace pgreconcile::db
