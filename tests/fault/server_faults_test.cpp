// What goes wrong with the server itself: it crashes, its disk is full, its lock table is.

#include <gmock/gmock.h>

#include "tests/fault/faults.hpp"
#include "tests/fault/own_server.hpp"

namespace pgreconcile::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

constexpr auto kLive = R"(
  CREATE TYPE mood AS ENUM ('ok');
  CREATE TABLE items (id bigint PRIMARY KEY, mood mood);
  INSERT INTO items VALUES (1, 'ok'), (2, 'ok'))";

constexpr auto kFile = R"(version: 1
enums: {mood: [ok, fine]}
tables:
  items:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: mood, type: mood}
      - {name: note, type: text, storage: external, comment: free}
    unique: [{name: items_note_id, columns: [note, id]}]
    checks: [{name: items_id, expr: id > 0}]
    indexes: [{name: items_mood, columns: [mood], comment: by mood}]
  parts:
    columns: [{name: id, type: bigint, primary_key: true}, {name: item, type: bigint}]
    foreign_keys: [{name: parts_item, columns: [item], references: {table: items, columns: [id]}}]
)";

constexpr auto kRows = "SELECT string_agg(id || ' ' || mood, ', ' ORDER BY id) FROM items";
constexpr auto kAllRows = "1 ok, 2 ok";

// Each statement waits in its midst for a lock that the test holds, once it is that statement's turn.
constexpr auto kPause = R"(
  CREATE SEQUENCE statements_so_far;
  CREATE FUNCTION pause() RETURNS event_trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF current_setting('application_name') = 'pgreconcile' AND nextval('statements_so_far') = {} THEN
      PERFORM pg_advisory_xact_lock(1);
    END IF;
  END $$;
  CREATE EVENT TRIGGER pause ON ddl_command_end EXECUTE FUNCTION pause())";

class CrashedServer : public testing::Test {
 protected:
  ProcessResult run_on(const std::string& database, const std::string& command,
                       const std::vector<std::string>& options = {}) const {
    return run_tool(arguments(command, file_, server_.url(database), options));
  }
  /// A database in the older state, in which that statement pauses; none does where it is 0.
  std::string make_database(int statement) const {
    const auto name = fmt::format("crashed_{}", statement);
    server_.connect().execute("CREATE DATABASE " + name);
    auto connection = server_.connect(name);
    connection.execute(kLive);
    connection.execute(fmt::format(kPause, statement));
    return name;
  }

  OwnServer server_;
  TemporaryFile file_{kFile};
};

TEST_F(CrashedServer, InTheMidstOfEachStatementIsMendedByTheNextApply) {
  const auto whole = make_database(0);
  EXPECT_EQ(run_on(whole, "apply").exit_code, 0);
  const auto statements = std::stoi(server_.connect(whole).value("SELECT last_value FROM statements_so_far"));
  EXPECT_GT(statements, 10);
  int invalid_indexes = 0;
  for (int statement = 1; statement <= statements; ++statement) {
    SCOPED_TRACE(fmt::format("statement {}", statement));
    const auto database = make_database(statement);
    auto other = server_.connect(database);
    other.execute("SELECT pg_advisory_lock(1)");
    auto apply = start_tool(arguments("apply", file_, server_.url(database)));
    wait_until(server_, "EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)");
    server_.crash();
    const auto broken = apply.wait();
    EXPECT_EQ(broken.exit_code, 75) << broken;
    EXPECT_THAT(broken.output, HasSubstr("The database could not be read after that: left is what was planned and is "
                                         "not known to be done.\n"));
    EXPECT_EQ(run_on(database, "apply").exit_code, 69);
    server_.start();
    auto next = run_on(database, "apply");
    if (next.exit_code == 3) {
      EXPECT_THAT(next.output, HasSubstr("--repair-invalid-indexes builds it anew\n"));
      ++invalid_indexes;
      next = run_on(database, "apply", {"--repair-invalid-indexes"});
    }
    EXPECT_EQ(next.exit_code, 0) << next;
    EXPECT_EQ(run_on(database, "drift").exit_code, 0);
    EXPECT_EQ(server_.connect(database).value(kRows), kAllRows);
  }
  EXPECT_EQ(invalid_indexes, 2);  // what is built CONCURRENTLY becomes valid with its commit
}

TEST(ServerThatStartsUp, IsUnreachableYet) {
  OwnServer server;
  server.connect().execute(kLive);
  server.crash();
  server.start_in_recovery();
  const TemporaryFile file(kFile);
  for (const std::string command : {"plan", "apply", "drift", "status"}) {
    const auto result = run_tool(arguments(command, file, server.url()));
    EXPECT_EQ(result.exit_code, 69) << result;
    EXPECT_EQ(result.errors, fmt::format("pgreconcile: error: cannot connect to database \"postgres\" at {} as user "
                                         "\"postgres\": the database system is starting up\n"
                                         "HINT: the server is starting up or shutting down; try again\n",
                                         server.place()));
    EXPECT_EQ(result.output, "");
  }
}

TEST(LockTable, ThatIsFullLeavesNothingAndSaysWhatToRaise) {
  std::string tables = "version: 1\ntables:\n";
  for (int number = 0; number < 700; ++number) {
    tables += fmt::format("  t{}: {{columns: [{{name: a, type: text, unique: true}}]}}\n", number);
  }
  const TemporaryFile file(tables);
  // Of the thousand relations of a transaction, with room for some 150, and for what is left of the shared memory.
  const std::vector<std::string> few{"max_locks_per_transaction=10", "max_connections=10", "max_wal_senders=0",
                                     "max_worker_processes=0", "autovacuum=off"};
  OwnServer server(few);
  const auto full = run_tool(arguments("apply", file, server.url(), {"--quiet"}));
  EXPECT_EQ(full.exit_code, 1) << full;
  EXPECT_THAT(full.errors, HasSubstr("out of shared memory (SQLSTATE 53200)\n"));
  EXPECT_THAT(full.errors, EndsWith("HINT: the server has no memory or no lock left: see its setting "
                                    "max_locks_per_transaction\n"));
  EXPECT_EQ(server.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
  server.crash();
  server.start();
  EXPECT_EQ(run_tool(arguments("apply", file, server.url())).exit_code, 0);
  EXPECT_EQ(run_tool(arguments("drift", file, server.url())).exit_code, 0);
}

/// What makes a server's disk full, in a folder that the server may read: the build folder may be anybody's.
class DiskSwitch {
 public:
  DiskSwitch() {
    std::filesystem::copy_file(PGRECONCILE_FULL_DISK, library());
    give_to_server(folder_);
  }

  std::map<std::string, std::optional<std::string>> environment() const {
    return {{"LD_PRELOAD", library().string()}, {"FULL_DISK", mark().string()}};
  }
  void fill() const { folder_.write("full", ""); }
  void make_room() const { std::filesystem::remove(mark()); }

 private:
  std::filesystem::path library() const { return folder_.path() / "full_disk.so"; }
  std::filesystem::path mark() const { return folder_.path() / "full"; }

  TemporaryDirectory folder_;
};

class FullDisk : public testing::Test {
 protected:
  ProcessResult apply(const TemporaryFile& file, const std::vector<std::string>& options = {}) const {
    return run_tool(arguments("apply", file, server_.url(), options));
  }
  static void expect_disk_full(const ProcessResult& result, const std::string& what_to_do) {
    EXPECT_EQ(result.exit_code, 1) << result;
    EXPECT_THAT(result.errors, HasSubstr("No space left on device (SQLSTATE 53100)\n"));
    EXPECT_THAT(result.errors, EndsWith("HINT: the server's disk is full: make room, and " + what_to_do + "\n"));
  }

  DiskSwitch disk_;
  OwnServer server_{{"autovacuum=off"}, {.environment = disk_.environment()}};
};

TEST_F(FullDisk, LeavesNothingOfATransaction) {
  server_.connect().execute(kLive);
  const TemporaryFile file(R"(version: 1
enums: {mood: [ok]}
tables:
  items:
    columns: [{name: id, type: bigint, primary_key: true}, {name: mood, type: mood}, {name: nr, type: bigserial}]
)");
  disk_.fill();
  expect_disk_full(apply(file), "run again");
  disk_.make_room();
  EXPECT_EQ(apply(file).exit_code, 0);
  EXPECT_EQ(server_.value(kRows), kAllRows);
}

TEST_F(FullDisk, LeavesAnInvalidIndexThatIsReportedAndRepaired) {
  server_.connect().execute(std::string(kLive) + "; INSERT INTO items SELECT n, 'ok' FROM generate_series(3, 5000) n");
  const TemporaryFile file(R"(version: 1
enums: {mood: [ok]}
tables:
  items:
    columns: [{name: id, type: bigint, primary_key: true}, {name: mood, type: mood}]
    indexes: [{name: items_mood, columns: [mood]}]
)");
  disk_.fill();
  const auto failed = apply(file);
  expect_disk_full(failed, "run again; --repair-invalid-indexes builds the invalid index anew");
  EXPECT_THAT(failed.output, HasSubstr("invalid public.items_mood"));
  disk_.make_room();
  EXPECT_EQ(apply(file).exit_code, 3);
  EXPECT_EQ(apply(file, {"--repair-invalid-indexes"}).exit_code, 0);
  EXPECT_EQ(server_.value("SELECT count(*) FROM items"), "5000");
}

}  // namespace
}  // namespace pgreconcile::test
