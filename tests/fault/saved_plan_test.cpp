// plan --save and apply --plan: what was agreed to is run, and nothing else.

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "src/model/sha256.hpp"
#include "tests/fault/faults.hpp"

namespace pgreconcile::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr auto kStale =
    "pgreconcile: error: the saved plan is no longer true\nHINT: make and review a new one with plan --save\n";

class SavedPlan : public testing::Test {
 protected:
  explicit SavedPlan(const std::string& live = kItems, std::string_view file = kItemsWithNote) : file_(file) {
    database_.execute(live);
  }

  std::string plan_path() const { return folder_.path() / "plan.json"; }
  std::vector<std::string> with_plan(std::vector<std::string> options = {}) const {
    options.insert(options.end(), {"--plan", plan_path()});
    return arguments("apply", file_, database_.url(), options);
  }
  ProcessResult save(const std::vector<std::string>& options = {}, const std::string& user = "postgres") const {
    auto all = options;
    all.insert(all.end(), {"--save", plan_path()});
    return run_tool(arguments("plan", file_, database_.url(user), all));
  }
  ProcessResult apply(const std::vector<std::string>& options = {}) const { return run_tool(with_plan(options)); }

  nlohmann::json saved() const {
    std::ifstream file(plan_path());
    return nlohmann::json::parse(file);
  }
  std::string state() const { return database_.dump_schema(); }
  void expect_stale(const ProcessResult& result, const std::string& since_then) const {
    EXPECT_EQ(result.exit_code, 3) << result;
    EXPECT_THAT(result.errors, EndsWith(kStale));
    EXPECT_THAT(
        result.output,
        StartsWith(fmt::format("Database {} (PostgreSQL {}): the saved plan is no longer true, nothing was "
                               "done.\n{}",
                               database_.name(), database_.value("SELECT split_part(version(), ' ', 2)"), since_then)));
  }

  TemporaryDirectory folder_;
  TestDatabase database_;
  TemporaryFile file_;
};

TEST_F(SavedPlan, IsRunAndThenDone) {
  EXPECT_EQ(save().exit_code, 0);
  const auto result = apply();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, StartsWith("1 step done. "));
  const auto again = apply();
  EXPECT_EQ(again.exit_code, 0) << again;
  EXPECT_THAT(again.output, StartsWith("0 steps done. "));
  EXPECT_EQ(database_.value("SELECT count(*) FROM items"), "2");
}

TEST_F(SavedPlan, IsWhatJsonShows) {
  const auto result = save({"--format", "json"});
  EXPECT_EQ(nlohmann::json::parse(result.output), saved());
}

TEST_F(SavedPlan, OfAConvergedDatabaseIsOneToo) {
  database_.execute("ALTER TABLE items ADD note text");
  EXPECT_EQ(save().exit_code, 0);
  EXPECT_THAT(saved()["steps"], IsEmpty());
  EXPECT_EQ(apply().exit_code, 0);
  database_.execute("ALTER TABLE items DROP note");
  const auto before = state();
  expect_stale(apply(),
               "\nIn the database since then:\n  vanished  table public.items, column note\n"
               "\nSteps that would be made now, and that it does not have:\n"
               "  step 1: add column public.items.note\n");
  EXPECT_EQ(state(), before);
}

TEST_F(SavedPlan, IsStaleWhereTheFileChanged) {
  save();
  const TemporaryFile other(std::string(kItemsWithNote) + "    comment: things\n");
  const auto before = state();
  expect_stale(run_tool(arguments("apply", other, database_.url(), {"--plan", plan_path()})),
               "\nIn the file since then:\n  changed   table public.items\n"
               "\nSteps that would be made now, and that it does not have:\n  step 2: set comment public.items\n");
  EXPECT_EQ(state(), before);
  const TemporaryFile same("# As it was.\n" + std::string(kItemsWithNote));
  EXPECT_EQ(run_tool(arguments("apply", same, database_.url(), {"--plan", plan_path()})).exit_code, 0);
}

TEST_F(SavedPlan, IsStaleWhereTheDatabaseChangedWhileItWaitedForTheLock) {
  save();
  auto other = database_.connect();
  other.execute(kTakeApplyLock);
  auto waiting = start_tool(with_plan());
  ASSERT_TRUE(waiting.wait_for("another apply runs on this database"));
  other.execute("ALTER TABLE items ADD extra int; SELECT pg_advisory_unlock_all()");
  expect_stale(waiting.wait(), "\nIn the database since then:\n  appeared  table public.items, column extra\n");
  EXPECT_THAT(state(), testing::Not(HasSubstr("note")));
}

TEST_F(SavedPlan, IsDoneWhereAnotherDidItMeanwhile) {
  save();
  auto other = database_.connect();
  other.execute(kTakeApplyLock);
  auto waiting = start_tool(with_plan());
  ASSERT_TRUE(waiting.wait_for("another apply runs on this database"));
  other.execute("ALTER TABLE items ADD note text; SELECT pg_advisory_unlock_all()");
  const auto result = waiting.wait();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, StartsWith("0 steps done. "));
}

TEST_F(SavedPlan, WithoutALockIsStaleWhereNothingMayBeRunAnyway) {
  save();
  database_.execute("ALTER TABLE items ALTER id TYPE integer");
  auto other = database_.connect();
  other.execute(kTakeApplyLock);
  expect_stale(apply({"--max-wait", "0s"}),
               "\nIn the database since then:\n  changed   table public.items, column id\n");
}

TEST_F(SavedPlan, TakesItsOptionsAlong) {
  save({"--lock-timeout", "7s", "--no-concurrently"});
  const auto refused = apply({"--lock-timeout", "8s"});
  EXPECT_EQ(refused.exit_code, 64);
  EXPECT_EQ(refused.errors,
            "pgreconcile: error: the saved plan was made with another --lock-timeout\n"
            "HINT: leave it out here: apply takes it from the plan\n");
  EXPECT_EQ(apply({"--lock-timeout", "7s"}).exit_code, 0);
}

TEST_F(SavedPlan, RefusesEachOptionThatPlansDependOn) {
  save();
  for (const std::vector<std::string>& option : std::vector<std::vector<std::string>>{{"--lock-timeout", "8s"},
                                                                                      {"--statement-timeout", "8s"},
                                                                                      {"--index-timeout", "8s"},
                                                                                      {"--validate-timeout", "8s"},
                                                                                      {"--rewrite-limit", "8MB"},
                                                                                      {"--no-concurrently"}}) {
    const auto refused = apply(option);
    EXPECT_EQ(refused.exit_code, 64) << refused;
    EXPECT_THAT(refused.errors, HasSubstr("made with another " + option.front() + "\n"));
  }
}

TEST_F(SavedPlan, OfADryRunIsOnlyCompared) {
  save();
  const auto before = state();
  const auto dry = apply({"--dry-run"});
  EXPECT_EQ(dry.exit_code, 0) << dry;
  EXPECT_THAT(dry.output, HasSubstr("add column public.items.note"));
  database_.execute("COMMENT ON TABLE items IS 'x'; COMMENT ON TABLE items IS NULL");
  EXPECT_EQ(apply({"--dry-run"}).exit_code, 0);
  database_.execute("COMMENT ON TABLE items IS 'x'");
  expect_stale(apply({"--dry-run"}), "\nIn the database since then:\n  changed   table public.items\n");
  database_.execute("COMMENT ON TABLE items IS NULL");
  EXPECT_EQ(state(), before);
}

TEST_F(SavedPlan, AtStartUpIsAWarningWhereItIsStale) {
  save();
  database_.execute("ALTER TABLE items ADD extra int");
  const auto result = apply({"--best-effort"});
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.errors, EndsWith("pgreconcile: warning: the database is not converged (exit code 3 without "
                                      "--best-effort)\n"));
  EXPECT_THAT(state(), testing::Not(HasSubstr("note")));
}

// Whoever writes the file can make its checksum too.
TEST_F(SavedPlan, RunsNoStatementThatOnlyTheFileHas) {
  save();
  auto plan = saved();
  plan["steps"][0]["sql"] = "ALTER TABLE public.items ADD COLUMN IF NOT EXISTS evil text";
  plan.erase("checksum");
  plan["checksum"] = "sha256:" + model::sha256(plan.dump());
  std::ofstream(plan_path()) << plan;
  const auto before = state();
  expect_stale(apply(),
               "\nSteps that it has, and that would not be made now:\n  step 1: add column public.items.note\n"
               "\nSteps that would be made now, and that it does not have:\n  step 1: add column public.items.note\n");
  EXPECT_EQ(state(), before);
}

TEST_F(SavedPlan, ThatCannotBeWritten) {
  const auto refused = [&](const std::string& path) {
    const auto result = run_tool(arguments("plan", file_, database_.url(), {"--save", path}));
    EXPECT_EQ(result.output, "");
    return fmt::format("{} {}", result.exit_code, result.errors);
  };
  EXPECT_EQ(refused("/nonexistent/p.json"),
            "1 pgreconcile: error: cannot write /nonexistent/p.json: No such file or directory\n");
  EXPECT_EQ(refused("/dev/full"), "1 pgreconcile: error: cannot write /dev/full: it is not a file\n");
  EXPECT_EQ(refused("/tmp"), "1 pgreconcile: error: cannot write /tmp: it is not a file\n");
  EXPECT_EQ(refused(file_.path()), fmt::format("64 pgreconcile: error: the plan would replace the schema file {}\n"
                                               "HINT: give another --save\n",
                                               file_.path().string()));
}

TEST_F(SavedPlan, IsWrittenWholeOrNotAtAll) {
  save();
  const auto before = saved();
  save();
  EXPECT_EQ(saved(), before);
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
    names.push_back(entry.path().filename());
  EXPECT_THAT(names, testing::ElementsAre("plan.json"));
}

TEST_F(SavedPlan, ThatCannotBeRead) {
  const auto result = apply();
  EXPECT_EQ(result.exit_code, 65);
  EXPECT_EQ(result.errors,
            fmt::format("pgreconcile: error: {}: cannot be read\nHINT: write it with plan --save\n", plan_path()));
  EXPECT_EQ(apply({"--best-effort"}).exit_code, 65);
}

class SavedIndex : public SavedPlan {
 protected:
  SavedIndex()
      : SavedPlan(kItems, std::string(kItemsWithNote) + "    indexes: [{name: items_note, columns: [note]}]\n") {}
};

// As a build leaves it that the server stopped.
TEST_F(SavedIndex, IsBuiltByTheSamePlanOnceTheInvalidOneIsGone) {
  save();
  database_.execute(
      "ALTER TABLE items ADD note text; CREATE INDEX items_note ON items (note);"
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'items_note'::regclass");
  const auto invalid = apply();
  EXPECT_EQ(invalid.exit_code, 3) << invalid;
  EXPECT_THAT(invalid.output, HasSubstr("DROP INDEX CONCURRENTLY public.items_note;"));
  EXPECT_EQ(invalid.errors, "");
  database_.execute("DROP INDEX items_note");
  const auto result = apply();
  EXPECT_EQ(result.exit_code, 0) << result;
  EXPECT_THAT(result.output, StartsWith("1 step done. "));
}

// Who can write the plan must not be able to have something dropped.
TEST_F(SavedIndex, IsRepairedOnlyWhereBothPlanAndApplyAreTold) {
  database_.execute(
      "ALTER TABLE items ADD note text; CREATE INDEX items_note ON items (note);"
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'items_note'::regclass");
  const std::string repair = "--repair-invalid-indexes";
  const auto refusal =
      "pgreconcile: error: the saved plan and this apply are not of one mind about --repair-invalid-indexes\n"
      "HINT: give it to both, or to neither\n";
  save();
  EXPECT_EQ(apply({repair}).errors, refusal);
  save({repair});
  const auto without = apply();
  EXPECT_EQ(without.exit_code, 64) << without;
  EXPECT_EQ(without.errors, refusal);
  const auto with = apply({repair});
  EXPECT_EQ(with.exit_code, 0) << with;
  EXPECT_THAT(with.output, StartsWith("2 steps done. "));
}

// A table that grows is no change, until a decision depends on it.
class SavedRewrite : public SavedPlan {
 protected:
  SavedRewrite()
      : SavedPlan(kItems,
                  std::string(kItemsWithNote) + "      - {name: t, type: timestamptz, default: clock_timestamp()}\n") {}
};

TEST_F(SavedRewrite, IsTrueUntilTheTableIsTooLarge) {
  save({"--rewrite-limit", "64kB"});
  database_.execute("INSERT INTO items SELECT generate_series(3, 500)");
  EXPECT_EQ(apply({"--dry-run"}).exit_code, 0);
  database_.execute("INSERT INTO items SELECT generate_series(501, 10000)");
  expect_stale(apply(), "\nSteps that it has, and that would not be made now:\n  step 2: add column public.items.t\n");
}

constexpr auto kManyKinds = R"(
  CREATE TYPE mood AS ENUM ('sad', 'happy');
  CREATE DOMAIN email AS text CONSTRAINT email_at CHECK (VALUE ~ '@');
  CREATE SEQUENCE bill_no;
  CREATE TABLE people (id bigint PRIMARY KEY, mood mood, mail email, status text DEFAULT 'new', nr serial,
                       CONSTRAINT status_known CHECK (status IN ('new', 'old')));
  CREATE TABLE bills (id bigint GENERATED ALWAYS AS IDENTITY, person bigint, twice bigint GENERATED ALWAYS AS (person * 2) STORED,
                      CONSTRAINT bills_person FOREIGN KEY (person) REFERENCES people (id), CONSTRAINT bills_twice UNIQUE (twice),
                      CONSTRAINT bills_apart EXCLUDE USING btree (person WITH =));
  CREATE INDEX bills_by_person ON bills (person DESC) WHERE person > 0;
  CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at);
  CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2026-01-01'))";

constexpr auto kManyKindsFile = R"yaml(version: 1
schemas: [later]
extensions: [pg_trgm]
enums: {mood: [sad, happy]}
domains: {email: {type: text, checks: [{name: email_at, expr: "VALUE ~ '@'"}]}}
sequences: {bill_no: {}}
tables:
  people:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: mood, type: mood}
      - {name: mail, type: email}
      - {name: status, type: text, default: {literal: new}}
      - {name: nr, type: serial}
      - {name: note, type: text}
    checks: [{name: status_known, expr: "status in ('new', 'old')"}]
  bills:
    columns:
      - {name: id, type: bigint, identity: always}
      - {name: person, type: bigint, references: {table: people, column: id, name: bills_person}}
      - {name: twice, type: bigint, generated: person * 2}
    unique: [{name: bills_twice, columns: [twice]}]
    exclude: [{name: bills_apart, method: btree, elements: [{column: person, with: "="}]}]
    indexes: [{name: bills_by_person, columns: [{column: person, order: desc}], where: person > 0}]
  events:
    columns: [{name: at, type: date, nullable: false}]
    partition_by: {range: [at]}
    partitions:
      events_old: {from: [minvalue], to: ["2026-01-01"]}
  wanted:
    columns: [{name: id, type: bigint}]
)yaml";

class SavedPlanOfManyKinds : public SavedPlan {
 protected:
  SavedPlanOfManyKinds() : SavedPlan(kManyKinds, kManyKindsFile) {}

  /// Through a dump, or by the same statements where the server is newer than pg_dump.
  void make_copy(const TestDatabase& copy) const {
    const auto dump = run({"pg_dump", "--dbname", database_.url()});
    if (dump.errors.find("server version mismatch") != std::string::npos) return copy.execute(kManyKinds);
    const auto restore = run({"psql", "-qv", "ON_ERROR_STOP=1", "--dbname", copy.url()}, {.input = dump.output});
    ASSERT_EQ(restore.exit_code, 0) << restore;
  }
};

/// What somebody does between the planning and the apply, and what is said of it.
struct Interference {
  std::string sql;
  std::vector<std::string> report;
};

/// One plan for each, which all of it makes stale; no two change the same object.
const std::vector<std::vector<Interference>>& interferences() {
  static const std::vector<std::vector<Interference>> rounds{
      {
          {"CREATE SCHEMA later", {"appeared  schema later"}},
          {"CREATE EXTENSION pg_trgm", {"appeared  extension pg_trgm", "vanished  extension to install pg_trgm"}},
          {"ALTER DOMAIN email SET NOT NULL", {"changed   domain public.email"}},
          {"ALTER SEQUENCE bill_no INCREMENT 5", {"changed   sequence public.bill_no"}},
          {"ALTER TABLE people SET (fillfactor = 90)", {"changed   table public.people"}},
          {"ALTER TABLE people ALTER status SET NOT NULL", {"changed   table public.people, column status"}},
          {"ALTER TABLE people ADD extra int", {"appeared  table public.people, column extra"}},
          {"ALTER TABLE people ADD CONSTRAINT late CHECK (id > 0) NOT VALID",
           {"appeared  table public.people, check late"}},
          {"ALTER TABLE bills ALTER id SET GENERATED BY DEFAULT", {"changed   table public.bills, column id"}},
          {"ALTER TABLE bills ALTER CONSTRAINT bills_person DEFERRABLE",
           {"changed   table public.bills, foreign key bills_person"}},
          {"DROP INDEX bills_by_person; CREATE INDEX bills_by_person ON bills (person DESC) WHERE person > 1",
           {"changed   table public.bills, index bills_by_person"}},
          {"CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
           {"appeared  table public.events, partition public.events_new"}},
          {"CREATE VIEW wanted AS SELECT 1", {"appeared  name public.wanted"}},
      },
      {
          {"ALTER TYPE mood ADD VALUE 'fine'", {"changed   enum public.mood"}},
          {"ALTER DOMAIN email DROP CONSTRAINT email_at", {"vanished  domain public.email, check email_at"}},
          {"ALTER TABLE people ALTER status SET DEFAULT 'old'", {"changed   table public.people, column status"}},
          {"ALTER TABLE people DROP mail", {"vanished  table public.people, column mail"}},
          {"ALTER TABLE people VALIDATE CONSTRAINT late", {"changed   table public.people, check late"}},
          {"ALTER TABLE bills ALTER id SET INCREMENT 3", {"changed   table public.bills, column id"}},
          {"ALTER TABLE bills DROP CONSTRAINT bills_person",
           {"vanished  table public.bills, foreign key bills_person"}},
          {"ALTER TABLE bills DROP CONSTRAINT bills_twice",
           {"vanished  table public.bills, unique constraint bills_twice"}},
          {"ALTER TABLE bills DROP CONSTRAINT bills_apart",
           {"vanished  table public.bills, exclusion constraint bills_apart"}},
          {"UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'bills_by_person'::regclass",
           {"changed   table public.bills, index bills_by_person"}},
          {"ALTER TABLE events DETACH PARTITION events_old",
           {"vanished  table public.events, partition public.events_old"}},
      },
      {
          {"COMMENT ON COLUMN people.status IS 'x'", {"changed   table public.people, column status"}},
          {"ALTER TABLE people DROP CONSTRAINT status_known", {"vanished  table public.people, check status_known"}},
          {"ALTER TABLE people DROP CONSTRAINT people_pkey", {"vanished  table public.people, primary key"}},
          {"ALTER TABLE bills ALTER twice DROP EXPRESSION", {"changed   table public.bills, column twice"}},
          {"ALTER INDEX bills_by_person RENAME TO by_person",
           {"appeared  table public.bills, index by_person", "vanished  table public.bills, index bills_by_person"}},
      },
      {
          {"ALTER TABLE people ALTER status SET STORAGE plain", {"changed   table public.people, column status"}},
          {"ALTER TABLE bills RENAME TO invoices", {"vanished  table public.bills"}},
      },
      {
          {"ALTER TABLE people ALTER status TYPE varchar(9)", {"changed   table public.people, column status"}},
      },
  };
  return rounds;
}

/// The lines below that title, without their indentation.
std::vector<std::string> lines_below(const std::string& title, const std::string& output) {
  std::istringstream text(output.substr(std::min(output.find(title), output.size())));
  std::vector<std::string> lines;
  std::string line;
  std::getline(text, line);
  while (std::getline(text, line) && !line.empty()) lines.push_back(line.substr(2));
  return lines;
}

TEST_F(SavedPlanOfManyKinds, IsStaleWhateverKindOfObjectChanges) {
  for (const auto& round : interferences()) {
    EXPECT_EQ(save().exit_code, &round == &interferences().front() ? 0 : 3);
    std::vector<std::string> reports;
    for (const auto& [sql, report] : round) {
      database_.execute(sql);
      reports.insert(reports.end(), report.begin(), report.end());
    }
    const auto result = apply();
    EXPECT_EQ(result.exit_code, 3) << result;
    EXPECT_EQ(result.errors, kStale);
    EXPECT_THAT(lines_below("In the database since then:", result.output), testing::UnorderedElementsAreArray(reports));
  }
  EXPECT_EQ(database_.value("SELECT count(*) FROM pg_attribute WHERE attname = 'note'"), "0");
}

// What another run finds that changed nothing: data, statistics, rights and whatever pgreconcile does not manage.
TEST_F(SavedPlanOfManyKinds, IsTrueAfterWhatIsNotCompared) {
  const TestRole role;
  save();
  database_.execute(
      fmt::format("INSERT INTO people (id) VALUES (1); SELECT nextval('bill_no'); GRANT SELECT ON people TO {};"
                  "CREATE TABLE unrelated (id int)",
                  role.name()));
  database_.execute("VACUUM ANALYZE");
  EXPECT_EQ(apply({"--dry-run"}).exit_code, 0);
  database_.execute("DROP OWNED BY " + role.name());
}

TEST_F(SavedPlanOfManyKinds, HasTheSameFingerprintsForEveryRoleAndInACopy) {
  const TestRole role;
  save();
  const auto fingerprint = saved()["fingerprint"];
  save({}, role.name());
  EXPECT_EQ(saved()["fingerprint"], fingerprint);
  const TestDatabase copy;
  make_copy(copy);
  run_tool(arguments("plan", file_, copy.url(), {"--save", plan_path()}));
  EXPECT_EQ(saved()["fingerprint"], fingerprint);
}

// Half of it was done when the server ended the session: the next run does the rest.
constexpr auto kStrike = R"(
  CREATE SCHEMA fault;
  CREATE SEQUENCE fault.statements;
  CREATE FUNCTION fault.strike() RETURNS event_trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF current_setting('application_name') = 'pgreconcile' AND nextval('fault.statements') = {} THEN
      PERFORM pg_terminate_backend(pg_backend_pid());
      PERFORM pg_sleep(60);
    END IF;
  END $$;
  CREATE EVENT TRIGGER fault ON {} EXECUTE FUNCTION fault.strike())";

constexpr auto kHalfFile = R"yaml(version: 1
enums: {mood: [ok, happy]}
tables:
  parts:
    columns: [{name: id, type: bigint, primary_key: true}]
  items:
    columns:
      - {name: id, type: bigint, primary_key: true}
      - {name: mood, type: mood}
      - {name: note, type: text, comment: free text}
    unique: [{name: items_mood, columns: [mood]}]
    checks: [{name: items_id, expr: id > 0}]
)yaml";
constexpr auto kHalfLive =
    "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE items (id bigint PRIMARY KEY, mood mood); INSERT INTO items VALUES "
    "(1)";
constexpr int kHalfStatements = 8;

class HalfSavedPlan : public SavedPlan, public testing::WithParamInterface<const char*> {
 protected:
  HalfSavedPlan() : SavedPlan(kHalfLive, kHalfFile) {}

  void expect_rest_after(int statement) const {
    const TestDatabase database;
    database.execute(kHalfLive);
    const auto with_saved = [&](const std::string& command, const std::string& option) {
      return run_tool(arguments(command, file_, database.url(), {option, plan_path()}));
    };
    with_saved("plan", "--save");
    database.execute(fmt::format(kStrike, statement, GetParam()));
    const auto broken = with_saved("apply", "--plan");
    const bool was_the_last = statement > kHalfStatements;
    EXPECT_EQ(broken.exit_code, was_the_last ? 0 : 75) << broken;
    const auto next = with_saved("apply", "--plan");
    EXPECT_EQ(next.exit_code, 0) << next;
  }
};

TEST_P(HalfSavedPlan, IsFinishedByTheNextRun) {
  for (int statement = 1; statement <= kHalfStatements + 1; ++statement) {
    SCOPED_TRACE(fmt::format("statement {}", statement));
    expect_rest_after(statement);
  }
}

INSTANTIATE_TEST_SUITE_P(EndsAt, HalfSavedPlan, testing::Values("ddl_command_start"),
                         [](const auto&) { return "TheStartOfAStatement"; });

}  // namespace
}  // namespace pgreconcile::test
