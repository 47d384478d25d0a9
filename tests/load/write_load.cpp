#include "tests/load/write_load.hpp"

#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/fault/faults.hpp"

namespace pgreconcile::test {
namespace {

// No write breaks a constraint that a change adds: only turns that the writes themselves have made are deleted.
const std::vector<std::string> kScripts{
    "INSERT INTO turns SELECT n, md5(n::text), repeat(md5(n::text), 4), 'ok', 'a@b' FROM nextval('numbers') n;",
    "\\set id random(1, :rows)\nUPDATE turns SET note = repeat(md5(note), 4) WHERE id = :id;",
    "\\set id random(:rows + 1, :rows + 100)\nDELETE FROM turns WHERE id = :id;",
    "\\set id random(1, :rows)\nINSERT INTO replies SELECT n, md5(:id::text) FROM nextval('numbers') n;",
    "\\set id random(1, :rows)\nUPDATE replies SET turn_code = turn_code WHERE id = :id;",
    "\\set id random(1, :rows)\nINSERT INTO visits SELECT n, 1 + n % 2, md5(:id::text) FROM nextval('numbers') n;",
    "\\set id random(1, :rows)\nUPDATE visits SET code = code WHERE id = :id AND kind = 1 + :id % 2;"};

std::vector<std::string> command(const std::string& url, const TemporaryDirectory& folder) {
  std::vector<std::string> command{"pgbench",
                                   "--no-vacuum",
                                   "--client=3",
                                   "--rate=300",
                                   "--time=3600",
                                   "--log",
                                   fmt::format("--log-prefix={}", (folder.path() / "log").string()),
                                   fmt::format("--define=rows={}", rows_of_a_table())};
  for (std::size_t at = 0; at < kScripts.size(); ++at) {
    command.push_back("--file=" + folder.write(fmt::format("{}.sql", at), kScripts[at]).string());
  }
  command.push_back(url);
  return command;
}

// A line is `client transaction time script seconds microseconds lag`, in microseconds. The time counts from when the
// write was due: what it lags behind is the wait of another. https://www.postgresql.org/docs/current/pgbench.html
Writes read_log(const std::filesystem::path& file) {
  std::ifstream log(file);
  Writes writes;
  for (std::string line; std::getline(log, line); ++writes.count) {
    std::istringstream fields(line);
    std::string ignored;
    std::int64_t time = 0;
    std::int64_t lag = 0;
    if (!(fields >> ignored >> ignored >> time >> ignored >> ignored >> ignored >> lag)) {
      throw std::runtime_error("a write failed: " + line);
    }
    writes.longest = std::max(writes.longest, std::chrono::microseconds(time - lag));
  }
  return writes;
}

std::filesystem::path log_in(const TemporaryDirectory& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.path().filename().string().starts_with("log")) return entry.path();
  }
  throw std::runtime_error("pgbench wrote no log");
}

}  // namespace

WriteLoad::WriteLoad(const Copy& database)
    : database_(database), pgbench_(command(database.url(), folder_), {.timeout = std::chrono::minutes(10)}) {
  wait_for_more_rows();
}

// By the sequence, because it can be read whatever is locked.
void WriteLoad::wait_for_more_rows() const {
  constexpr auto kMore = 20;
  const auto last = std::stoll(database_.value("SELECT last_value FROM numbers"));
  wait_until(database_, fmt::format("last_value > {} FROM numbers", last + kMore));
}

// pgbench ends by SIGALRM when its --time is over, and so it does before.
Writes WriteLoad::stop() {
  wait_for_more_rows();
  pgbench_.send(SIGALRM);
  const auto result = pgbench_.wait();
  if (result.exit_code != 0) throw std::runtime_error("pgbench failed: " + result.errors);
  return read_log(log_in(folder_));
}

}  // namespace pgreconcile::test
