#include <gmock/gmock.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/fault/faults.hpp"
#include "tests/fault/same_reports.hpp"
#include "tests/fault/server_process.hpp"

namespace pgreconcile::test {
namespace {

/// A hot standby of the throwaway server, with a copy of its databases as they are now.
class Standby {
 public:
  Standby() : port_(free_port()) {
    copy_server();
    server_ = std::make_unique<Process>(as_server({server_path("PGRECONCILE_TEST_SERVER_BIN") / "postgres", "-D",
                                                   data(), "-p", std::to_string(port_), "-k", folder_.path()}));
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
  std::filesystem::path data() const { return folder_.path() / "data"; }

  // By hand, because there is a pg_basebackup for PostgreSQL 15 only.
  // https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
  void copy_server() const {
    give_to_server(folder_);
    Connection primary(fmt::format("postgresql://postgres@{}:{}/postgres", server().host, server().port));
    const bool has_old_names = std::stoi(primary.value("SHOW server_version_num")) < 150000;
    primary.execute(has_old_names ? "SELECT pg_start_backup('copy', true, false)"
                                  : "SELECT pg_backup_start('copy', true)");
    // Files that another test's database loses meanwhile are no error: the log will drop them.
    run(as_server({"cp", "--recursive", server_path("PGRECONCILE_TEST_SERVER_DATA"), data()}));
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

  TemporaryDirectory folder_;
  int port_;
  std::unique_ptr<Process> server_;
};

TEST(HotStandby, IsReadLikeThePrimaryAndApplyIsRefused) {
  const TwoDatabases databases;
  databases.expect_worthy_reports();
  const Standby standby;
  // What is made now can only come by streaming.
  databases.execute("CREATE TABLE streamed ()");
  Connection reader(standby.url(databases.damaged()));
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (reader.value("SELECT to_regclass('streamed') IS NOT NULL") != "t") {
    ASSERT_LT(std::chrono::steady_clock::now(), deadline);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  databases.expect_same_reports([&](const TestDatabase& database) { return standby.url(database); });

  const auto url = standby.url(databases.damaged());
  const auto undeclared = [&](const std::string& from) {
    return run_tool(arguments("drift", databases.file(), from, {"--scope", "schema"}));
  };
  EXPECT_THAT(undeclared(url).output, testing::HasSubstr("\nextra public.streamed (table)"));
  EXPECT_EQ(undeclared(url), undeclared(databases.damaged().url()));
  const TemporaryFile pending(kItemsWithNote);
  const auto apply = run_tool(arguments("apply", pending, url));
  EXPECT_EQ(apply.exit_code, 77) << apply;
  EXPECT_EQ(apply.errors,
            "pgreconcile: error: the server is a standby\n"
            "HINT: apply on the primary; plan and drift work here too\n");
  EXPECT_EQ(run_tool(arguments("apply", pending, url, {"--best-effort"})).exit_code, 0);

  const auto status = run_tool(arguments("status", pending, url));
  EXPECT_EQ(status.exit_code, 2) << status;
  EXPECT_THAT(status.output, testing::HasSubstr("\nrunning apply              cannot be seen from a standby\n"));
  const auto history = run_tool({"history", "--database-url", url});
  EXPECT_EQ(history.exit_code, 0) << history;
  EXPECT_THAT(history.output, testing::EndsWith(": has no record, because no apply was run with --record.\n"));
}

}  // namespace
}  // namespace pgreconcile::test
