#pragma once

#include <csignal>
#include <fstream>

#include "tests/fault/server_process.hpp"
#include "tests/support/database.hpp"
#include "tests/support/process.hpp"

namespace pgreconcile::test {

/// Which server connection PgBouncer gives a client. https://www.pgbouncer.org/config.html
struct Pool {
  std::string mode = "transaction";
  /// 0: the one that was used last; 1: the one that has been idle for longest, so that a lone client gets another one
  /// with each transaction.
  int round_robin = 1;
  int size = 2;
};

/// PgBouncer in front of the throwaway server, with a pool for each database.
class PgBouncer {
 public:
  explicit PgBouncer(const Pool& pool = {}) : port_(free_port()) {
    give_to_server(folder_);
    const auto [host, server_port] = server();
    const auto settings =
        folder_.write("pgbouncer.ini", fmt::format(R"(
[databases]
* = host={} port={} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {}
unix_socket_dir =
auth_type = any
pool_mode = {}
default_pool_size = {}
server_round_robin = {}
)",
                                                   host, server_port, port_, pool.mode, pool.size, pool.round_robin));
    std::filesystem::permissions(settings, std::filesystem::perms::all);
    // By its path in Debian, because only root has that folder in PATH.
    process_ = std::make_unique<Process>(as_server({"/usr/sbin/pgbouncer", settings}));
    if (!process_->wait_for("process up")) {
      throw std::runtime_error("PgBouncer did not start: " + process_->errors());
    }
  }
  PgBouncer(const PgBouncer&) = delete;
  PgBouncer& operator=(const PgBouncer&) = delete;
  ~PgBouncer() {
    if (!process_) return;
    process_->send(SIGTERM);
    process_->wait();
  }

  std::string url(const TestDatabase& database) const {
    return fmt::format("postgresql://anyone@127.0.0.1:{}/{}", port_, database.name());
  }

 private:
  TemporaryDirectory folder_;
  int port_;
  std::unique_ptr<Process> process_;
};

}  // namespace pgreconcile::test
