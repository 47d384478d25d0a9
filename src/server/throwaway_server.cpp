#include "src/server/throwaway_server.hpp"

#include <fmt/format.h>

#include <clocale>
#include <deque>
#include <fstream>

#include "src/base/error.hpp"
#include "src/base/new_file.hpp"
#include "src/base/utf8.hpp"
#include "src/sql/literal.hpp"

namespace pgreconcile::server {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPoll{5};
// Far more than a loaded machine needs: what takes longer hangs.
constexpr std::chrono::minutes kLongestStart{2};
constexpr std::size_t kLogLines = 8;

constexpr auto kUser = "postgres";
constexpr auto kDatabase = "postgres";
constexpr auto kPort = "5432";

// Nobody else gets in, nothing is kept, and nothing but what is asked for is done.
const std::vector<std::string> kSettings{
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "logging_collector=off",
    "log_destination=stderr",
    "lc_messages=C",
    "ssl=off",
};

// https://www.postgresql.org/docs/current/storage-file-layout.html: the last line of postmaster.pid says how the server is,
// as pg_ctl reads it too.
bool is_ready(const std::filesystem::path& data) {
  std::ifstream file(data / "postmaster.pid");
  std::string last;
  for (std::string line; std::getline(file, line);) last = line;
  return last.starts_with("ready");
}

// C.UTF-8 sorts as C does, and knows letters beyond ASCII; not every system has it.
std::string database_locale() {
  const auto locale = newlocale(LC_ALL_MASK, "C.UTF-8", locale_t{});
  if (locale == locale_t{}) return "C";
  freelocale(locale);
  return "C.UTF-8";
}

class Deadline {
 public:
  bool has_passed() const { return std::chrono::steady_clock::now() >= end_; }

 private:
  std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + kLongestStart;
};

}  // namespace

ThrowawayServer::ThrowawayServer(std::filesystem::path programs, const std::vector<sql::Identifier>& tablespaces,
                                 const Pause& pause)
    : programs_(std::move(programs)), user_(server_user()), folder_(user_) {
  make_cluster(pause);
  make_tablespaces(tablespaces, pause);
  start(pause);
}

std::map<std::string, std::string> ThrowawayServer::connection_parameters() const {
  return {{"host", folder_.path()}, {"port", kPort}, {"user", kUser}, {"dbname", kDatabase}};
}

std::string ThrowawayServer::end_of_log() const {
  std::ifstream file(log());
  std::deque<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) lines.push_back(printable(line));
    if (lines.size() > kLogLines) lines.pop_front();
  }
  std::string text;
  for (const auto& line : lines) text += "\n  " + line;
  return text;
}

Program ThrowawayServer::program(const std::string& name, const std::vector<std::string>& arguments) const {
  Program program{{programs_ / name}, folder_.path(), log(), user_};
  program.command.insert(program.command.end(), arguments.begin(), arguments.end());
  return program;
}

void ThrowawayServer::run(const Program& program, const Pause& pause) const {
  ChildProcess process(program);
  const Deadline deadline;
  while (!process.ended()) {
    if (deadline.has_passed()) fail(program, "did not end in time");
    pause(kPoll);
  }
  if (const auto code = *process.ended(); code != 0) fail(program, fmt::format("failed with exit code {}", code));
}

void ThrowawayServer::fail(const Program& program, std::string_view how) const {
  throw Error(ErrorCode::Unreachable, fmt::format("{} {}:{}", program.command.front(), how, end_of_log()));
}

void ThrowawayServer::make_cluster(const Pause& pause) const {
  // Small WAL files, because the first is filled with zeros.
  run(program("initdb", {"--pgdata", data(), "--username", kUser, "--auth=trust", "--encoding=UTF8", "--locale",
                         database_locale(), "--no-sync", "--wal-segsize=1"}),
      pause);
}

// Before the server starts, and by itself: a session of the tool sends no such statement.
void ThrowawayServer::make_tablespaces(const std::vector<sql::Identifier>& tablespaces, const Pause& pause) const {
  if (tablespaces.empty()) return;
  std::string statements;
  for (std::size_t i = 0; i < tablespaces.size(); ++i) {
    const auto location = folder_.make_folder(fmt::format("tablespace_{}", i + 1));
    statements += fmt::format("CREATE TABLESPACE {} LOCATION {};\n\n", tablespaces[i].quoted(),
                              sql::quote_literal(location.native()));
  }
  const auto file = folder_.path() / "tablespaces.sql";
  write_new_file(file, statements);
  // -j: a statement ends with an empty line, and may have line ends of its own.
  auto postgres = program("postgres", {"--single", "-j", "-D", data(), "-F", kDatabase});
  postgres.input = file;
  run(postgres, pause);
}

void ThrowawayServer::start(const Pause& pause) {
  std::vector<std::string> arguments{"-D", data(), "-p", kPort, "-k", folder_.path()};
  for (const auto& setting : kSettings) arguments.insert(arguments.end(), {"-c", setting});
  auto postgres = program("postgres", arguments);
  postgres.end_signal = SIGQUIT;  // at once: there is nothing to be kept
  process_.emplace(postgres);
  const Deadline deadline;
  while (!is_ready(data())) {
    if (const auto code = process_->ended()) fail(postgres, fmt::format("ended with exit code {}", *code));
    if (deadline.has_passed()) fail(postgres, "did not start in time");
    pause(kPoll);
  }
}

}  // namespace pgreconcile::server
