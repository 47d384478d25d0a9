#pragma once

#include <csignal>
#include <memory>
#include <string>
#include <vector>

#include "tests/fault/server_process.hpp"
#include "tests/support/database.hpp"
#include "tests/support/process.hpp"

namespace pgreconcile::test {

/// A server for the test alone, which it may crash and start again.
class OwnServer {
 public:
  /// `name=value` settings; `environment` is the server's.
  explicit OwnServer(const std::vector<std::string>& settings = {}, ProcessOptions options = {})
      : options_(std::move(options)), port_(free_port()) {
    give_to_server(folder_);
    options_.timeout = std::chrono::hours(2);
    const auto initdb =
        run(as_server({server_path("PGRECONCILE_TEST_SERVER_BIN") / "initdb", "--pgdata", data(), "--username=postgres",
                       "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"}));
    if (initdb.exit_code != 0) throw std::runtime_error("initdb failed: " + initdb.errors);
    start(settings);
  }
  OwnServer(const OwnServer&) = delete;
  OwnServer& operator=(const OwnServer&) = delete;
  ~OwnServer() { crash(); }

  /// REQUIRES: it does not run.
  void start(const std::vector<std::string>& settings = {}) {
    start_until("database system is ready to accept connections", settings);
  }
  /// It never comes to be ready, because it waits for what another server has archived.
  /// REQUIRES: it does not run.
  void start_in_recovery() {
    if (run(as_server({"touch", data() / "standby.signal"})).exit_code != 0) {
      throw std::runtime_error("cannot write into the server's folder");
    }
    start_until("listening on IPv4 address", {"restore_command=sleep 3600"});
  }
  /// An immediate shutdown: https://www.postgresql.org/docs/current/server-shutdown.html
  void crash() {
    if (!server_) return;
    server_->send(SIGQUIT);
    server_->wait();
    server_.reset();
  }

  /// `127.0.0.1:24119`
  std::string place() const { return fmt::format("127.0.0.1:{}", port_); }
  std::string url(const std::string& database = "postgres") const {
    return fmt::format("postgresql://postgres@{}/{}", place(), database);
  }
  Connection connect(const std::string& database = "postgres") const { return Connection(url(database)); }
  std::string value(const std::string& query) const { return connect().value(query); }

 private:
  std::filesystem::path data() const { return folder_.path() / "data"; }

  /// Until its log has that line.
  void start_until(const std::string& line, const std::vector<std::string>& settings) {
    std::vector<std::string> command{server_path("PGRECONCILE_TEST_SERVER_BIN") / "postgres",
                                     "-D",
                                     data(),
                                     "-p",
                                     std::to_string(port_),
                                     "-k",
                                     folder_.path(),
                                     "-c",
                                     "fsync=off",
                                     "-c",
                                     "listen_addresses=127.0.0.1"};
    for (const auto& setting : settings) command.insert(command.end(), {"-c", setting});
    server_ = std::make_unique<Process>(as_server(command), options_);
    if (!server_->wait_for(line)) {
      throw std::runtime_error("the server did not start: " + server_->errors());
    }
  }

  ProcessOptions options_;
  TemporaryDirectory folder_;
  int port_;
  std::unique_ptr<Process> server_;
};

}  // namespace pgreconcile::test
