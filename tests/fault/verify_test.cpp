// verify, with real servers of its own: what it proves and what it does not, and that nothing is left of it.

#include <gmock/gmock.h>

#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/fault/faults.hpp"
#include "tests/fault/server_process.hpp"
#include "tests/support/every_key.hpp"
#include "tests/support/scenario.hpp"

namespace pgreconcile::test {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr auto kProven = R"(start +\d+\.\d\d s  PostgreSQL [\d.a-z]+ of /.*\n)"
                         R"(apply +\d+\.\d\d s  \d+ steps\n)"
                         R"(apply again +\d+\.\d\d s  nothing to do\n)"
                         R"(plan +\d+\.\d\d s  converged\n)"
                         R"(export +\d+\.\d\d s  \d+ tables\n)"
                         R"(load +\d+\.\d\d s  valid\n)"
                         R"(plan export +\d+\.\d\d s  converged\n)"
                         R"(.*: proven on PostgreSQL [\d.a-z]+, in \d+\.\d\d s\.\n)";

constexpr auto kOneTable = R"(version: 1
tables:
  items:
    columns: [{name: id, type: bigint, primary_key: true}]
)";

/// Where its folders are seen, and nobody else's.
class Verify : public testing::Test {
 protected:
  Verify() { std::filesystem::permissions(folder_.path(), std::filesystem::perms(0777)); }

  std::vector<std::string> arguments(const std::vector<std::string>& options) const {
    std::vector<std::string> result{"verify", "--file", "-", "--server-bin", server_bin_};
    result.insert(result.end(), options.begin(), options.end());
    return result;
  }
  ProcessOptions options(const std::string& file) const {
    return {.environment = {{"TMPDIR", folder_.path()}}, .input = file};
  }
  ProcessResult verify(const std::string& file, const std::vector<std::string>& more = {}) const {
    auto result = run_tool(arguments(more), options(file));
    EXPECT_THAT(left(), IsEmpty());
    return result;
  }
  Process start_verify(const std::string& file) const { return start_tool(arguments({}), options(file)); }

  /// The folders that it has made, and processes that run in them.
  std::vector<std::string> left() const {
    auto found = processes();
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) found.push_back(entry.path());
    return found;
  }
  std::vector<std::string> processes() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      std::error_code gone;
      const auto where = std::filesystem::read_symlink(entry.path() / "cwd", gone);
      if (where.native().starts_with(folder_.path().native())) found.push_back(entry.path());
    }
    return found;
  }
  /// Programs of that name that are scripts, and can be run by everybody.
  void write_program(const std::string& name, const std::string& script) {
    const auto file = programs_.write(name, "#!/bin/sh\n" + script + "\n");
    for (const auto& path : {file, programs_.path()}) std::filesystem::permissions(path, std::filesystem::perms(0755));
    server_bin_ = programs_.path();
  }
  /// Waits for its first statement; returns its server's folder.
  std::filesystem::path wait_until_it_applies() const {
    std::filesystem::path server;
    const auto applies = [&] {
      const std::filesystem::directory_iterator entries(folder_.path());
      if (entries == std::filesystem::directory_iterator()) return false;
      server = entries->path();
      const auto url = fmt::format("host={} port=5432 user=postgres dbname=postgres", server.native());
      try {
        return Connection(url).value("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE TABLE%'") != "0";
      } catch (const std::runtime_error&) {  // it does not listen yet
        return false;
      }
    };
    poll_until(applies, "it applies");
    return server;
  }

  TemporaryDirectory folder_;
  TemporaryDirectory programs_;
  std::string server_bin_ = server_path("PGRECONCILE_TEST_SERVER_BIN");
};

/// So many that they are not all there at once.
std::string many_tables() {
  std::string file = "version: 1\ntables:\n";
  for (int i = 0; i < 800; ++i) file += fmt::format("  t{}: {{columns: [{{name: id, type: bigint}}]}}\n", i);
  return file;
}

TEST_F(Verify, ProvesTheFileWithEveryKey) {
  const auto result = verify(every_key());
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, matches(kProven));
  EXPECT_EQ(result.errors, "");
}

// As root the tool takes another user for the server; as another user it is that one itself.
TEST_F(Verify, IsTheServersUserItself) {
  auto command = as_server({PGRECONCILE_BINARY});
  const auto more = arguments({});
  command.insert(command.end(), more.begin(), more.end());
  const auto result = run(command, options(project_file("schema.yaml")));
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, matches(kProven));
  EXPECT_THAT(left(), IsEmpty());
}

TEST_F(Verify, TakesNoNoticeOfTheEnvironment) {
  auto hostile = options(kOneTable);
  // Too long for a socket, as if there were no such folder.
  hostile.environment = {{"TMPDIR", std::string("/tmp/") + std::string(100, 'x')},
                         {"PATH", server_bin_ + ":/usr/bin:/bin"},
                         {"DATABASE_URL", "postgresql://nobody@nowhere.invalid/nothing"},
                         {"PGRECONCILE_DATABASE_URL", "postgresql://nobody@nowhere.invalid/nothing"},
                         {"PGHOST", "nowhere.invalid"},
                         {"PGHOSTADDR", "127.0.0.1"},
                         {"PGPORT", "1"},
                         {"PGDATABASE", "nothing"},
                         {"PGUSER", "nobody"},
                         {"PGPASSWORD", "wrong"},
                         {"PGPASSFILE", "/nonexistent"},
                         {"PGSERVICE", "nothing"},
                         {"PGSERVICEFILE", "/nonexistent"},
                         {"PGOPTIONS", "-c default_transaction_read_only=on -c search_path=nothing"},
                         {"PGTARGETSESSIONATTRS", "standby"},
                         {"PGSSLMODE", "verify-full"},
                         {"PGCHANNELBINDING", "require"},
                         {"PGCONNECT_TIMEOUT", "none"},
                         {"PGCLIENTENCODING", "SQL_ASCII"},
                         {"PGDATESTYLE", "SQL, DMY"},
                         {"PGTZ", "Nowhere"},
                         {"PGDATA", "/nonexistent"},
                         {"TZ", "Nowhere"},
                         {"LC_ALL", "xx_YY.UTF-8"},
                         {"LANG", "xx_YY.UTF-8"}};
  const auto result = run_tool({"verify", "--file", "-", "--format", "json"}, hostile);
  ASSERT_EQ(result.exit_code, 0) << result;
  EXPECT_EQ(result.errors, "");
  const auto json = nlohmann::json::parse(result.output);
  EXPECT_EQ(json.at("proven"), true);
  EXPECT_EQ(json.at("failed"), nullptr);
  EXPECT_EQ(json.at("files"), nlohmann::json({"<stdin>"}));
  EXPECT_EQ(json.at("stages").size(), 7U);
}

TEST_F(Verify, HasTheTablespacesOfTheFile) {
  const auto result = verify(R"(version: 1
tables:
  items:
    columns: [{name: id, type: bigint, primary_key: true}, {name: note, type: text}]
    tablespace: fast "disk"
    indexes: [{name: items_note, columns: [note], tablespace: "archive\n\nof it"}]
)");
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_EQ(result.errors, "");
}

TEST_F(Verify, SaysWhichStepFails) {
  const auto result = verify(R"(version: 1
tables:
  items:
    columns: [{name: id, type: bigint, primary_key: true}]
    checks: [{name: fair, expr: is_fair(id)}]
)");
  EXPECT_EQ(result.exit_code, 1) << result;
  EXPECT_THAT(result.output,
              matches(R"(start +\d\.\d\d s  .*\napply +\d\.\d\d s  failed\n<stdin>: not proven: apply failed\.\n)"));
  EXPECT_EQ(result.errors,
            "pgreconcile: error: apply: <stdin>:3: step 1: create table public.items: function is_fair(bigint) does not"
            " exist (SQLSTATE 42883)\n");
}

TEST_F(Verify, SaysWhatIsAConflict) {
  const auto result = verify(R"(version: 1
tables:
  items:
    columns: [{name: id, type: bigint, references: {table: others, column: id, name: fk_others}}]
)");
  EXPECT_EQ(result.exit_code, 3) << result;
  EXPECT_EQ(
      result.errors,
      "pgreconcile: error: apply: <stdin>:4: public.items.fk_others: it refers to public.others, which does not"
      " exist\nHINT: the server has what these files declare and nothing else; --file may be given several times\n");
}

TEST_F(Verify, SaysWhichExtensionsAreNotThere) {
  const auto result = verify("version: 1\nextensions: [no_such_thing, btree_gist, another]\ntables: {}\n");
  EXPECT_EQ(result.exit_code, 69) << result;
  EXPECT_THAT(
      result.errors,
      matches(
          "pgreconcile: error: start: not available on this server, 2 extensions: no_such_thing, another\n"
          R"(HINT: install what has them for PostgreSQL (\d+) \(Debian: postgresql-\1-…\), or give --server-bin of )"
          "a server that has them\n"));
}

TEST_F(Verify, StartsNothingForAWrongFile) {
  write_program("initdb", "echo started >&2; exit 1");
  write_program("postgres", "exit 1");
  const auto result = verify("version: 1\ntabels: {}\n");
  EXPECT_EQ(result.exit_code, 65) << result;
  EXPECT_EQ(result.output, "");
  EXPECT_THAT(result.errors, StartsWith("<stdin>:2:1: unknown key \"tabels\""));
}

// Debian's packages put them where PATH does not lead.
TEST_F(Verify, FindsTheProgramsOfThePackage) {
  auto options = this->options(kOneTable);
  options.environment["PATH"] = "/usr/bin:/bin";
  const auto result = run_tool({"verify", "--file", "-"}, options);
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, HasSubstr(" of /usr/lib/postgresql/"));
  EXPECT_THAT(left(), IsEmpty());
}

TEST_F(Verify, SaysWhereItLooksForPrograms) {
  server_bin_ = folder_.path();
  const auto result = verify(kOneTable);
  EXPECT_EQ(result.exit_code, 69) << result;
  EXPECT_EQ(result.errors,
            fmt::format("pgreconcile: error: {} has no initdb and postgres that can be run\n"
                        "HINT: install PostgreSQL's server (apt install postgresql, dnf install postgresql-server), or "
                        "say where initdb and postgres are with --server-bin DIR\n",
                        server_bin_));
}

TEST_F(Verify, ShowsTheLogOfAServerThatDoesNotStart) {
  write_program("initdb", "echo no room for a cluster; exit 7");
  write_program("postgres", "echo FATAL: no >&2; exit 3");
  const auto no_cluster = verify(kOneTable);
  EXPECT_EQ(no_cluster.exit_code, 69) << no_cluster;
  EXPECT_THAT(no_cluster.errors, matches("pgreconcile: error: start: /.*/initdb failed with exit code 7:\n"
                                         "  no room for a cluster\n"));
  write_program("initdb", "exit 0");
  const auto no_server = verify(kOneTable);
  EXPECT_EQ(no_server.exit_code, 69) << no_server;
  EXPECT_THAT(no_server.errors, matches("pgreconcile: error: start: /.*/postgres ended with exit code 3:\n"
                                        "  FATAL: no\n"));
  EXPECT_THAT(no_server.output, matches(R"(start +\d\.\d\d s  failed\n<stdin>: not proven: start failed\.\n)"));
}

TEST_F(Verify, LeavesNothingWhenItIsStoppedWhileTheServerStarts) {
  write_program("initdb", "exec sleep 1000");
  write_program("postgres", "exit 1");
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    auto tool = start_verify(kOneTable);
    poll_until([&] { return !left().empty(); }, "it starts");
    tool.send(signal);
    const auto result = tool.wait();
    EXPECT_EQ(result.exit_code, 130) << result;
    EXPECT_EQ(result.errors, "pgreconcile: error: interrupted\nHINT: nothing is left of it: run again\n");
    EXPECT_THAT(left(), IsEmpty());
  }
}

TEST_F(Verify, LeavesNothingWhenItIsStoppedInTheMiddle) {
  auto tool = start_verify(many_tables());
  wait_until_it_applies();
  tool.send(SIGINT);
  tool.send(SIGTERM);  // in the midst of removing everything
  const auto result = tool.wait();
  EXPECT_EQ(result.exit_code, 130) << result;
  EXPECT_EQ(result.output, "");
  EXPECT_EQ(result.errors, "pgreconcile: error: interrupted\nHINT: nothing is left of it: run again\n");
  EXPECT_THAT(left(), IsEmpty());
}

TEST_F(Verify, LeavesNoServerWhenItIsKilled) {
  auto tool = start_verify(many_tables());
  wait_until_it_applies();
  EXPECT_THAT(processes(), testing::Not(IsEmpty()));
  tool.send(SIGKILL);
  EXPECT_EQ(tool.wait().signal, SIGKILL);
  poll_until([&] { return processes().empty(); }, "its server ends");
}

TEST_F(Verify, ShowsTheLogOfAServerThatCrashes) {
  auto tool = start_verify(many_tables());
  pid_t server = 0;
  std::ifstream(wait_until_it_applies() / "data/postmaster.pid") >> server;
  ASSERT_EQ(kill(server, SIGQUIT), 0);
  const auto result = tool.wait();
  EXPECT_EQ(result.exit_code, 1) << result;
  EXPECT_THAT(result.errors, HasSubstr("the end of the server's log:\n"));
  // Before PostgreSQL 14 every session says so, too, and these are the last to speak.
  EXPECT_THAT(result.errors, AnyOf(HasSubstr("received immediate shutdown request"),
                                   HasSubstr("because of crash of another server process")));
  EXPECT_THAT(left(), IsEmpty());
}

}  // namespace
}  // namespace pgreconcile::test
