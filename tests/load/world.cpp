#include "tests/load/world.hpp"

#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "tests/fault/own_server.hpp"

namespace pgreconcile::test {
namespace {

constexpr int kMillion = 1'000'000;

// Builds are slow, and nothing but the writes and the change takes time.
const std::vector<std::string> kSettings{"maintenance_work_mem=1MB", "max_parallel_maintenance_workers=0",
                                         "autovacuum=off",           "checkpoint_timeout=1h",
                                         "max_wal_size=16GB",        "synchronous_commit=off",
                                         "full_page_writes=off"};

// The writes find their rows by indexes, which the file declares.
constexpr auto kTables = R"(
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN email AS text;
CREATE SEQUENCE numbers START {1};
CREATE TABLE turns (id bigint NOT NULL, code text NOT NULL, note text NOT NULL, mood mood, mail email);
INSERT INTO turns SELECT n, md5(n::text), repeat(md5(n::text), 4), 'ok', 'a@b' FROM generate_series(1, {0}) n;
ALTER TABLE turns ADD PRIMARY KEY (id), ADD UNIQUE (code);
CREATE TABLE replies (id bigint NOT NULL, turn_code text NOT NULL);
INSERT INTO replies SELECT n, md5(n::text) FROM generate_series(1, {0}) n;
CREATE INDEX replies_id ON replies (id);
CREATE TABLE visits (id bigint NOT NULL, kind integer NOT NULL, code text NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE visits_1 PARTITION OF visits FOR VALUES IN (1);
CREATE TABLE visits_2 PARTITION OF visits FOR VALUES IN (2);
INSERT INTO visits SELECT n, 1 + n % 2, md5(n::text) FROM generate_series(1, {0}) n;
CREATE INDEX visits_id ON visits (id);)";

constexpr auto kFile = R"(version: 1
enums:
  mood:
    - sad
    - ok
domains:
  email:
    type: text
tables:
  turns:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: code, type: text, nullable: false, unique: true}
      - {name: note, type: text, nullable: false}
      - {name: mood, type: mood}
      - name: mail
        type: email
  replies:
    columns:
      - {name: id, type: bigint, nullable: false}
      - {name: turn_code, type: text, nullable: false}
    indexes:
      - name: replies_id
        columns: [id]
  visits:
    columns:
      - {name: id, type: bigint, nullable: false}
      - {name: kind, type: integer, nullable: false}
      - {name: code, type: text, nullable: false}
    partition_by: {list: [kind]}
    indexes:
      - {name: visits_id, columns: [id]}
    partitions:
      visits_1: {in: [1]}
      visits_2: {in: [2]}
)";

constexpr auto kFilled = "filled";

struct FilledServer : OwnServer {
  FilledServer() : OwnServer(kSettings) {
    connect().execute(fmt::format("CREATE DATABASE {}", kFilled));
    connect(kFilled).execute(make_tables(rows_of_a_table()));
  }
};

const OwnServer& own_server() {
  static const FilledServer kServer;
  return kServer;
}

}  // namespace

int rows_of_a_table() {
  const char* rows = std::getenv("LOAD_ROWS");
  return rows == nullptr ? kMillion : std::stoi(rows);
}

std::string make_tables(int rows) { return fmt::format(kTables, rows, rows + 1); }

std::string file_with(const std::vector<Addition>& additions) {
  std::string file = kFile;
  for (const auto& [line, text] : additions) {
    const auto at = ("\n" + file).find("\n" + line + "\n");
    if (at == std::string::npos) throw std::runtime_error("the schema file has no line \"" + line + '"');
    file.insert(at + line.size() + 1, text + '\n');
  }
  return file;
}

Copy::Copy(std::string name) : name_(std::move(name)) {
  own_server().connect().execute(fmt::format("CREATE DATABASE \"{}\" TEMPLATE {}", name_, kFilled));
}

Copy::~Copy() { own_server().connect().execute(fmt::format("DROP DATABASE \"{}\" WITH (FORCE)", name_)); }

std::string Copy::url() const { return own_server().url(name_); }

}  // namespace pgreconcile::test
