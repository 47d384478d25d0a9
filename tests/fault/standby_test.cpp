#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/fault/faults.hpp"
#include "tests/fault/wire_proxy.hpp"

namespace pgreconcile::test {
namespace {

/// A hot standby of the throwaway server, with a copy of its databases as they are now.
class Standby {
 public:
  Standby() : port_(free_port()) {
    copy_server();
    server_ = std::make_unique<Process>(as_server({variable("PGRECONCILE_TEST_SERVER_BIN") / "postgres", "-D", data(),
                                                   "-p", std::to_string(port_), "-k", folder_.path()}));
    // 13 says "read only".
    if (!server_->wait_for("database system is ready to accept read")) {
      throw std::runtime_error("the standby did not start: " + server_->errors());
    }
  }
  Standby(const Standby&) = delete;
  Standby& operator=(const Standby&) = delete;
  ~Standby() {
    if (!server_) return;
    server_->send(SIGQUIT);
    server_->wait();
  }

  std::string url(const TestDatabase& database) const {
    return fmt::format("postgresql://postgres@127.0.0.1:{}/{}", port_, database.name());
  }

 private:
  static std::filesystem::path variable(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr) throw std::runtime_error("this test needs a PostgreSQL server: run through ci/with-postgres");
    return value;
  }
  static int free_port() {
    const auto listener = listen_on_loopback();
    close(listener.socket);
    return listener.port;
  }
  std::filesystem::path data() const { return folder_.path() / "data"; }

  // By hand, because there is a pg_basebackup for PostgreSQL 15 only.
  // https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
  void copy_server() const {
    Connection primary(fmt::format("postgresql://postgres@{}:{}/postgres", server().host, server().port));
    const bool has_old_names = std::stoi(primary.value("SHOW server_version_num")) < 150000;
    primary.execute(has_old_names ? "SELECT pg_start_backup('copy', true, false)"
                                  : "SELECT pg_backup_start('copy', true)");
    // Files that another test's database loses meanwhile are no error: the log will drop them.
    run(as_server({"cp", "--recursive", variable("PGRECONCILE_TEST_SERVER_DATA"), data()}));
    const auto label = primary.value(has_old_names ? "SELECT labelfile FROM pg_stop_backup(false, false)"
                                                   : "SELECT labelfile FROM pg_backup_stop(false)");
    std::filesystem::remove(data() / "postmaster.pid");
    write("backup_label", label);
    write("standby.signal", "");
    // Another test may have a tablespace inside of the data folder just now.
    write("postgresql.auto.conf",
          fmt::format("primary_conninfo = 'host={} port={} user=postgres'\nallow_in_place_tablespaces = on\n",
                      server().host, server().port));
  }
  void write(const char* name, const std::string& text) const {
    const auto path = data() / name;
    std::ofstream(path) << text;
    std::filesystem::permissions(path, std::filesystem::perms::all);
  }

  // PostgreSQL refuses to run as root: the standby runs as the one who runs the throwaway server.
  std::vector<std::string> as_server(std::vector<std::string> command) const {
    if (geteuid() != 0) return command;
    struct stat owner {};
    if (stat(variable("PGRECONCILE_TEST_SERVER_DATA").c_str(), &owner) != 0 ||
        chown(folder_.path().c_str(), owner.st_uid, owner.st_gid) != 0) {
      throw std::runtime_error("cannot give the standby its folder");
    }
    std::vector<std::string> as_owner{"setpriv", fmt::format("--reuid={}", owner.st_uid),
                                      fmt::format("--regid={}", owner.st_gid), "--clear-groups"};
    as_owner.insert(as_owner.end(), command.begin(), command.end());
    return as_owner;
  }

  TemporaryDirectory folder_;
  int port_;
  std::unique_ptr<Process> server_;
};

TEST(HotStandby, PlanAndDriftWorkAndApplyIsRefused) {
  const TestDatabase database;
  database.execute(kItems);
  // One check that only the server can compare.
  database.execute("ALTER TABLE items ADD status varchar, ADD CONSTRAINT c CHECK (status IN ('a', 'b'))");
  const TemporaryFile converged(R"yaml(version: 1
tables:
  items:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: status, type: varchar}
    checks: [{name: c, expr: "status in ('a','b')"}]
)yaml");
  const TemporaryFile pending(kItemsWithNote);
  const Standby standby;
  const auto url = standby.url(database);

  const auto plan = run_tool(arguments("plan", converged, url, {"--exit-code"}));
  EXPECT_EQ(plan.exit_code, 0) << plan;
  const auto drift = run_tool(arguments("drift", converged, url));
  EXPECT_EQ(drift.exit_code, 0) << drift;
  EXPECT_EQ(run_tool(arguments("plan", pending, url, {"--exit-code"})).exit_code, 2);

  const auto apply = run_tool(arguments("apply", pending, url));
  EXPECT_EQ(apply.exit_code, 77) << apply;
  EXPECT_EQ(apply.errors,
            "pgreconcile: error: the server is a standby\n"
            "HINT: apply on the primary; plan and drift work here too\n");
  EXPECT_EQ(run_tool(arguments("apply", pending, url, {"--best-effort"})).exit_code, 0);
}

}  // namespace
}  // namespace pgreconcile::test
